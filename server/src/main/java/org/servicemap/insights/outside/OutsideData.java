package org.servicemap.insights.outside;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.Crs;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.insights.DailyFigures;
import org.servicemap.insights.OutsideFigures;
import org.servicemap.storage.Database;

/**
 * Datasets from elsewhere: checked and published as a whole or not at all, with versions. The same file with the same description is the
 * version that is there. Published values never change, so they are kept in memory. Thread-safe.
 */
public final class OutsideData implements OutsideFigures {
    static final ErrorCode NAME_TAKEN = new ErrorCode(409, "dataset_name_taken", "another dataset has this name");
    static final ErrorCode BAD_TABLE = new ErrorCode(400, "bad_table", "the file is no CSV table");
    static final ErrorCode BAD_ROWS =
            new ErrorCode(422, "bad_rows", "rows are not right, and so nothing was published; check says which");
    static final ErrorCode OTHER_SHAPE =
            new ErrorCode(409, "dataset_differs", "a version is of the same kind, key and level as those before");
    private static final int KEPT = 32;

    private final Database database;
    private final OutsideStore store = new OutsideStore();
    private final Supplier<City> city;
    private final PublishedAreas areas;
    private final Cache<String, Map<String, Double>> values =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final Cache<String, Map<String, Double>> inForce =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    public OutsideData(Database database, Supplier<City> city, PublishedAreas areas) {
        this.database = database;
        this.city = city;
        this.areas = areas;
    }

    /** A file with what is said of it. */
    record Draft(String file, byte[] content, About about, Dataset.Columns columns) {}

    List<Dataset> list() {
        return database.inSnapshot(store::list);
    }

    Dataset get(long id) {
        return database.inSnapshot(handle -> get(handle, id));
    }

    private Dataset get(Handle handle, long id) {
        return store.find(handle, id).orElseThrow(() -> UNKNOWN.problem("there is no such dataset", "dataset"));
    }

    /** The newest first. */
    List<Dataset> versions(long id) {
        get(id);
        return database.inSnapshot(handle -> store.versions(handle, id));
    }

    static OutsideTable table(byte[] content) {
        try {
            return OutsideTable.read(content);
        } catch (OutsideTable.NoTable e) {
            throw BAD_TABLE.problem(String.valueOf(e.getMessage()), "file");
        }
    }

    /** Reads it and says what is wrong; keeps nothing. */
    OutsideReading.Outcome check(Draft draft) {
        return reading(draft).read(table(draft.content()));
    }

    private OutsideReading reading(Draft draft) {
        About about = draft.about();
        if (about.keyed() == About.Keyed.DAY) {
            return new OutsideReading(about, draft.columns(), 0, null, null);
        }
        String crs = about.crs();
        return new OutsideReading(
                about,
                draft.columns(),
                rank(about.level()),
                snapshot(about.areaVersion()),
                about.keyed() == About.Keyed.POINT ? Crs.parse(crs == null ? "wgs84" : crs) : null);
    }

    /** @param version null: the one in force */
    AreaSnapshot snapshot(@Nullable String version) {
        return version == null
                ? areas.current().snapshot()
                : areas.version(version).snapshot();
    }

    /** Id of the area version in force. */
    String areaVersion() {
        return areas.current().snapshot().id();
    }

    int rank(@Nullable String level) {
        return city.get().levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElseThrow(() -> ErrorCode.INVALID_FIELD.problem("one of the city's levels", "level"));
    }

    /**
     * Publishes all of it, or nothing.
     *
     * @param to the dataset that gets another version; null makes one
     * @param by null: the program
     */
    Dataset publish(Draft draft, @Nullable Long to, @Nullable Caller by) {
        OutsideReading.Outcome read = check(draft);
        if (!read.isClean()) {
            throw BAD_ROWS.problem(read.findingCount() + " rows are not right", "file");
        }
        String hash = hash(draft.content());
        return database.inTransaction(handle -> publish(handle, draft, read, hash, to, by));
    }

    private Dataset publish(
            Handle handle,
            Draft draft,
            OutsideReading.Outcome read,
            String hash,
            @Nullable Long to,
            @Nullable Caller by) {
        store.lock(handle);
        Dataset named = store.named(handle, draft.about().name()).orElse(null);
        Dataset before = to == null ? named : get(handle, to);
        if (before != null
                && before.version().sha256().equals(hash)
                && before.about().equals(draft.about())
                && before.version().columns().equals(draft.columns())) {
            return before;
        }
        if (named != null && (to == null || named.id() != to)) {
            throw NAME_TAKEN.problem("another dataset has this name", "name");
        }
        requireSameShape(before, draft.about());
        int number = before == null ? 1 : before.version().number() + 1;
        long id = before == null ? database.nextId() : before.id();
        Dataset dataset = new Dataset(id, draft.about(), version(draft, read, hash, number, by));
        store.put(handle, dataset);
        store.putValues(handle, id, number, read.values());
        if (by != null) {
            Audit.record(handle, by, "outside_dataset_published", "outside_dataset:" + id + "@" + number, null);
        }
        return get(handle, id);
    }

    private static void requireSameShape(@Nullable Dataset before, About about) {
        if (before != null
                && !(before.about().kind() == about.kind()
                        && before.about().keyed() == about.keyed()
                        && java.util.Objects.equals(before.about().level(), about.level()))) {
            throw OTHER_SHAPE.problem("kind, key and level stay as they are; publish another dataset instead", "kind");
        }
    }

    private static Dataset.Version version(
            Draft draft, OutsideReading.Outcome read, String hash, int number, @Nullable Caller by) {
        return new Dataset.Version(
                number,
                draft.file(),
                hash,
                draft.columns(),
                read.rows(),
                read.values().size(),
                by == null ? null : by.account(),
                by == null ? "ServiceMap" : by.name(),
                java.time.Instant.EPOCH);
    }

    void remove(long id, Caller by) {
        database.useTransaction(handle -> {
            if (!store.remove(handle, id)) {
                throw UNKNOWN.problem("there is no such dataset", "id");
            }
            Audit.record(handle, by, "outside_dataset_removed", "outside_dataset:" + id, null);
        });
    }

    /** Figures of a version by their own keys. */
    Map<String, Double> values(Dataset dataset) {
        int version = dataset.version().number();
        return values.get(
                dataset.id() + "@" + version,
                key -> database.inSnapshot(handle -> Map.copyOf(store.values(handle, dataset.id(), version))));
    }

    /**
     * Figures by area of a level in the version in force: of the dataset's own level, or summed up where they are counts and the level is
     * coarser. They are summed in the dataset's own area version; areas that are not the same any more have no figure.
     */
    Map<String, Double> values(Dataset dataset, int rank) {
        String level = dataset.about().level();
        if (level == null) {
            return Map.of();
        }
        int own = rank(level);
        if (rank > own || rank < own && dataset.about().kind() != About.Kind.DENOMINATOR) {
            return Map.of();
        }
        AreaSnapshot now = areas.current().snapshot();
        String key = dataset.id() + "@" + dataset.version().number() + "/" + rank + "/" + now.id();
        return inForce.get(key, any -> valuesIn(now, dataset, own, rank));
    }

    private Map<String, Double> valuesIn(AreaSnapshot now, Dataset dataset, int own, int rank) {
        String version = dataset.about().areaVersion();
        AreaSnapshot then = version == null || version.equals(now.id()) ? now : snapshot(version);
        return new AreaFigures(then.directory(), now.directory()).of(values(dataset), own, rank);
    }

    @Override
    public String state() {
        StringBuilder state = new StringBuilder();
        list().forEach(each -> state.append(each.id())
                .append('@')
                .append(each.version().number())
                .append(each.about().residents() ? "r" : ""));
        return state.toString();
    }

    @Override
    public Map<String, Double> residents(int rank) {
        Dataset residents = findResidents();
        return residents == null ? Map.of() : values(residents, rank);
    }

    @Override
    public @Nullable String residentsRef() {
        Dataset residents = findResidents();
        return residents == null
                ? null
                : residents.id() + "@" + residents.version().number();
    }

    private @Nullable Dataset findResidents() {
        return database.inSnapshot(handle -> store.residents(handle).orElse(null));
    }

    @Override
    public Map<String, Double> denominators(long dataset, int rank) {
        Dataset found = get(dataset);
        if (found.about().kind() != About.Kind.DENOMINATOR) {
            throw ErrorCode.INVALID_PARAMETER.problem("the dataset is no denominator", "per");
        }
        return values(found, rank);
    }

    @Override
    public Map<String, Double> byArea(long dataset, int rank) {
        return values(get(dataset), rank);
    }

    @Override
    public boolean isDaily(long dataset) {
        return get(dataset).about().keyed() == About.Keyed.DAY;
    }

    @Override
    public Map<LocalDate, Double> byDay(long dataset) {
        Dataset found = get(dataset);
        Map<LocalDate, Double> days = new TreeMap<>();
        if (found.about().keyed() == About.Keyed.DAY) {
            values(found).forEach((day, value) -> days.put(LocalDate.parse(day), value));
        }
        return days;
    }

    @Override
    public List<DailyFigures> daily() {
        return list().stream()
                .filter(each ->
                        each.about().keyed() == About.Keyed.DAY && each.about().kind() != About.Kind.DENOMINATOR)
                .map(each -> new DailyFigures(
                        each.id(),
                        each.version().number(),
                        each.about().name(),
                        each.about().source(),
                        each.about().licence(),
                        each.about().unit(),
                        each.about().asOf(),
                        each.about().synthetic()))
                .toList();
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text as a file. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
