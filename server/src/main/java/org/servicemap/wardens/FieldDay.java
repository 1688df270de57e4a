package org.servicemap.wardens;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.AttachmentRef;
import org.servicemap.attachments.Attachments;
import org.servicemap.geo.BBox;
import org.servicemap.http.Caller;
import org.servicemap.http.Json;
import org.servicemap.requests.FieldRequests;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;
import org.servicemap.units.Units;
import org.servicemap.units.UnitsView;

/** What a phone reads of its warden's day: the base that it works on without a network, and the work. Thread-safe. */
final class FieldDay {
    static final int MOST_PHOTOS = 9;
    static final int PIECE_BYTES = 256 * 1024;
    static final int MOST_TEXT = 4000;
    private static final int MOST_REPORTS = 50;
    private static final Duration ENDED = Duration.ofDays(7);
    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final String SENSITIVE = "sensitive";

    private final Ground ground;
    private final AtomicReference<@Nullable Tree> tree = new AtomicReference<>();
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    /**
     * What it stands on.
     *
     * @param maxPhotoBytes of one photo
     * @param positionDays after which positions are cleared
     */
    record Ground(
            FieldGrids grids,
            FieldRequests requests,
            Attachments attachments,
            Units units,
            Supplier<City> city,
            Clock clock,
            long maxPhotoBytes,
            int positionDays) {}

    FieldDay(Ground ground) {
        this.ground = ground;
    }

    /** The city as it was read a moment ago. */
    private record Known(City city, long readAt) {}

    /** Asked for many times in each call, and changed a few times a year. */
    private City city() {
        Known last = known.get();
        long now = System.nanoTime();
        if (last != null && now - last.readAt() < FRESH_NANOS) {
            return last.city();
        }
        City read = ground.city().get();
        known.set(new Known(read, now));
        return read;
    }

    /** The categories as a phone has them, made once for each state of the table. */
    private record Tree(UnitsView of, List<FieldJson.FieldCategoryJson> categories, String tag) {}

    private static long account(Caller caller) {
        return Objects.requireNonNull(caller.account(), "a phone has an account");
    }

    ZoneId zone() {
        return city().zone();
    }

    LocalDate today() {
        return LocalDate.ofInstant(ground.clock().instant(), zone());
    }

    /** Grids that the account looks after today. */
    List<FieldStore.Own> own(Handle handle, Caller caller) {
        return FieldStore.own(handle, account(caller), today());
    }

    private static List<String> codes(List<FieldStore.Own> own) {
        return own.stream().map(FieldStore.Own::grid).toList();
    }

    /** Names the state of the base, without making it. */
    String baseTag(Handle handle, Caller caller) {
        List<FieldStore.Own> own = own(handle, caller);
        List<String> plans = FieldStore.plans(handle, codes(own)).stream()
                .map(plan -> plan.id() + "." + plan.version())
                .toList();
        return hash(Json.bytes(List.of(
                caller.name(),
                today().toString(),
                ground.grids().snapshot().id(),
                tree().tag(),
                own.toString(),
                plans,
                ground.positionDays())));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    FieldJson.FieldBaseJson base(Handle handle, Caller caller) {
        List<FieldStore.Own> own = own(handle, caller);
        List<String> codes = codes(own);
        AreaSnapshot snapshot = ground.grids().snapshot();
        BBox box = ground.grids().bbox(snapshot, codes);
        return new FieldJson.FieldBaseJson(
                baseTag(handle, caller),
                new DeviceRoutes.FieldPersonJson(Long.toString(account(caller)), caller.name()),
                zone().getId(),
                today(),
                own.stream().map(each -> grid(snapshot, each)).toList(),
                ground.grids().neighbours(snapshot, codes).stream()
                        .map(code -> new FieldJson.FieldNeighbourJson(
                                code, ground.grids().name(snapshot, code), shape(snapshot, code)))
                        .toList(),
                box == null ? null : new double[] {box.minLon(), box.minLat(), box.maxLon(), box.maxLat()},
                tree().categories(),
                FieldStore.plans(handle, codes).stream().map(FieldDay::plan).toList(),
                new FieldJson.FieldLimitsJson(MOST_PHOTOS, PIECE_BYTES, MOST_TEXT, ground.maxPhotoBytes()),
                ground.positionDays());
    }

    private FieldJson.FieldGridJson grid(AreaSnapshot snapshot, FieldStore.Own own) {
        return new FieldJson.FieldGridJson(
                own.grid(),
                ground.grids().name(snapshot, own.grid()),
                ground.grids().chain(snapshot, own.grid()),
                own.duty(),
                own.substituteFor(),
                own.until(),
                shape(snapshot, own.grid()));
    }

    private FieldJson.@Nullable FieldShapeJson shape(AreaSnapshot snapshot, String grid) {
        double[][][][] coordinates = ground.grids().shape(snapshot, grid);
        return coordinates == null ? null : FieldJson.FieldShapeJson.of(coordinates);
    }

    private static FieldJson.FieldPlanJson plan(FieldStore.Plan plan) {
        return new FieldJson.FieldPlanJson(
                Long.toString(plan.id()),
                plan.version(),
                plan.grid(),
                FieldTexts.text(FieldTexts.tree(plan.name())),
                plan.every(),
                FieldTexts.items(plan.items()));
    }

    private Tree tree() {
        UnitsView now = ground.units().current();
        Tree known = tree.get();
        if (known == null || known.of() != now) {
            List<FieldJson.FieldCategoryJson> categories = now.categories().list().stream()
                    .map(category -> category(now.categories(), category))
                    .toList();
            known = new Tree(now, categories, hash(Json.bytes(categories)));
            tree.set(known);
        }
        return known;
    }

    private static FieldJson.FieldCategoryJson category(CategoryTree tree, Category category) {
        List<String> path = new ArrayList<>();
        tree.lineage(category.code()).forEach(above -> path.add(0, above.code()));
        path.remove(category.code());
        return new FieldJson.FieldCategoryJson(
                category.code(),
                category.name(),
                path,
                null,
                tree.isLeaf(category.code()),
                tree.flags(category.code()).contains("anonymous_allowed"),
                settleable(tree, category.code()));
    }

    /** What only some may know of is not closed by whoever passes. */
    static boolean settleable(CategoryTree tree, String category) {
        return !tree.flags(category).contains(SENSITIVE);
    }

    CategoryTree categories() {
        return ground.units().current().categories();
    }

    String language() {
        return city().defaultLanguage();
    }

    FieldJson.FieldWorkJson work(Handle handle, Caller caller) {
        List<String> grids = codes(own(handle, caller));
        long account = account(caller);
        Instant now = ground.clock().instant();
        LocalDate today = today();
        ZoneId zone = zone();
        List<FieldJson.FieldWorkTaskJson> tasks =
                FieldStore.tasks(handle, account, today, grids, now.minus(ENDED)).stream()
                        .map(task -> task(handle, task))
                        .toList();
        List<FieldJson.FieldVisitJson> visits =
                FieldStore.visits(handle, grids, FieldStore.Begins.of(today, zone)).stream()
                        .map(visit -> visit(visit, account, zone))
                        .toList();
        List<FieldJson.FieldCoverageJson> coverage = FieldStore.coverage(handle, grids, now).stream()
                .map(last -> new FieldJson.FieldCoverageJson(last.grid(), time(last.at(), zone)))
                .toList();
        List<FieldJson.FieldReportJson> reports = reports(handle, account, zone);
        String tag = hash(Json.bytes(List.of(tasks, visits, reports, coverage)));
        return new FieldJson.FieldWorkJson(tag, tasks, visits, reports, coverage);
    }

    private FieldJson.FieldWorkTaskJson task(Handle handle, FieldStore.Task task) {
        return new FieldJson.FieldWorkTaskJson(
                Long.toString(task.id()),
                task.version(),
                task.kind(),
                task.title(),
                task.words(),
                task.grid(),
                task.lon(),
                task.lat(),
                task.request() == null ? null : inspected(handle, task.request()),
                task.dueOn(),
                task.state(),
                task.outcome());
    }

    private FieldJson.@Nullable FieldInspectedJson inspected(Handle handle, long request) {
        return ground.requests()
                .find(handle, request)
                .map(seen -> new FieldJson.FieldInspectedJson(
                        seen.number(),
                        seen.category(),
                        ground.requests().text(handle, request),
                        photos(handle, request)))
                .orElse(null);
    }

    private List<String> photos(Handle handle, long request) {
        return ground.attachments().of(handle, new AttachmentOwner(FieldFiles.REQUEST, request)).stream()
                .map(AttachmentRef::id)
                .map(String::valueOf)
                .toList();
    }

    private static FieldJson.FieldVisitJson visit(FieldStore.Visit visit, long account, ZoneId zone) {
        return new FieldJson.FieldVisitJson(
                visit.key(),
                visit.plan() == null ? null : visit.plan().toString(),
                visit.item(),
                visit.kind(),
                visit.finding(),
                visit.foundAt().atZone(zone).toOffsetDateTime(),
                visit.grid(),
                visit.account() == account);
    }

    private List<FieldJson.FieldReportJson> reports(Handle handle, long account, ZoneId zone) {
        List<FieldStore.Report> reports = FieldStore.reports(handle, account, MOST_REPORTS);
        Map<Long, FieldRequests.Seen> requests = ground.requests()
                .find(handle, reports.stream().map(FieldStore.Report::request).toList());
        return reports.stream()
                .filter(report -> requests.containsKey(report.request()))
                .map(report -> report(report, Objects.requireNonNull(requests.get(report.request())), zone))
                .toList();
    }

    private FieldJson.FieldReportJson report(FieldStore.Report report, FieldRequests.Seen seen, ZoneId zone) {
        return new FieldJson.FieldReportJson(
                report.key().toString(),
                seen.number(),
                seen.state(),
                seen.category(),
                report.foundAt().atZone(zone).toOffsetDateTime(),
                report.arrivedAt().atZone(zone).toOffsetDateTime(),
                unit(seen.unit()),
                time(seen.deadline(), zone),
                report.settled(),
                report.outside(),
                report.exifDiffers());
    }

    FieldJson.@Nullable FieldUnitJson unit(@Nullable String code) {
        return code == null
                ? null
                : new FieldJson.FieldUnitJson(
                        code,
                        ground.units()
                                .current()
                                .directory()
                                .find(code)
                                .map(Unit::name)
                                .orElse(LocalText.of("und", code)));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at, ZoneId zone) {
        return at == null ? null : at.atZone(zone).toOffsetDateTime();
    }
}
