package org.servicemap.areas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.coverage.Crosswalk;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;

/**
 * The life of area versions: draft, published, retired. At every day at most one is in force (a constraint of the database
 * sees to it). Every change is one transaction: a version is published with all that hangs on it, or nothing is changed.
 * Thread-safe; several processes may use it at once.
 */
public final class AreaVersions {
    static final String TOPIC = "areas";

    private final Database database;
    private final List<AreaDependants> dependants;
    private final Differ differ;
    private final VersionStore store = new VersionStore();
    private final ContentStore content;
    private final ReportStore reports;

    /** Compares two coverages; for tests replaceable. */
    interface Differ {
        CoverageDiff between(Coverage before, Coverage after);
    }

    public AreaVersions(Database database, List<AreaDependants> dependants) {
        this(database, dependants, CoverageDiff::between);
    }

    AreaVersions(Database database, List<AreaDependants> dependants, Differ differ) {
        this.database = database;
        this.dependants = List.copyOf(dependants);
        this.differ = differ;
        this.content = new ContentStore(database);
        this.reports = new ReportStore(database);
    }

    /** What an import made. */
    public record Draft(
            Coverage coverage,
            List<OverlayLayer> overlays,
            String label,
            LocalDate effectiveFrom,
            String note,
            ImportReport report) {}

    /** Keeps a draft, whole or not at all. */
    public AreaVersion createDraft(Draft draft) {
        return createDraft(draft, handle -> {});
    }

    /** As {@link #createDraft(Draft)}, with more that belongs into the same transaction. */
    public AreaVersion createDraft(Draft draft, java.util.function.Consumer<Handle> together) {
        VersionContent made = new VersionContent(draft.coverage(), draft.overlays());
        long id = database.nextId();
        return database.inTransaction(handle -> {
            store.insert(handle, id, made, draft.label(), draft.effectiveFrom(), draft.note());
            reports.insert(handle, new ReportStore.Row(id, id, draft.label(), null), draft.report());
            content.insert(handle, id, made);
            together.accept(handle);
            changed(handle, id, "drafted");
            return get(handle, id);
        });
    }

    /** All versions, the latest start first. */
    public List<AreaVersion> list() {
        return database.jdbi().withHandle(store::list);
    }

    /** Throws {@link AreaException} {@code unknown_version}. */
    public AreaVersion get(long id) {
        return database.jdbi().withHandle(handle -> get(handle, id));
    }

    public Optional<AreaVersion> find(long id) {
        return database.jdbi().withHandle(handle -> store.find(handle, id));
    }

    /** By id or, when exactly one version has it, by label. Throws {@code unknown_version}. */
    public AreaVersion get(String idOrLabel) {
        List<AreaVersion> found = list().stream()
                .filter(version -> String.valueOf(version.id()).equals(idOrLabel)
                        || version.label().equals(idOrLabel))
                .toList();
        if (found.size() != 1) {
            throw new AreaException(
                    AreaException.UNKNOWN_VERSION,
                    found.isEmpty()
                            ? "there is no area version \"" + idOrLabel + "\""
                            : found.size() + " area versions are called \"" + idOrLabel + "\": give the id");
        }
        return found.get(0);
    }

    /** The version in force on a day; throws {@code no_version} or {@code before_first_version}. */
    public AreaVersion on(LocalDate day) {
        return database.jdbi().withHandle(handle -> inForce(handle, day));
    }

    /** The version in force now, read in the caller's transaction: intake re-checks it there. */
    public AreaVersion inForceNow(Handle handle) {
        return inForce(handle, store.today(handle));
    }

    /** Everything of a version but its overlays, bit for bit. */
    public Coverage coverage(long id) {
        return database.inSnapshot(handle -> content.coverage(handle, get(handle, id)));
    }

    public List<OverlayLayer> overlays(long id) {
        return database.inSnapshot(handle -> content.overlays(handle, id));
    }

    public CoverageDiff diff(long before, long after) {
        return differ.between(coverage(before), coverage(after));
    }

    /** Every switch, the oldest first. */
    public List<Activation> activations() {
        return database.jdbi().withHandle(store::activations);
    }

    /** What publishing a draft from a day on would mean; changes nothing. */
    public SwitchPlan plan(long draft, LocalDate from) {
        return database.inTransaction(handle -> {
            AreaVersion version = draft(handle, draft);
            return store.inForce(handle, from)
                    .map(former -> plan(handle, former, version))
                    .orElse(SwitchPlan.NOTHING);
        });
    }

    /**
     * Puts a draft into force from a day on, until the next published version's start. What hangs on areas that vanish moves
     * along the crosswalk.
     *
     * @param confirmed must be true when something hangs on them, else {@code confirmation_needed}
     */
    public SwitchPlan publish(long draft, LocalDate from, boolean confirmed) {
        return database.inTransaction(handle -> {
            store.lock(handle);
            AreaVersion version = draft(handle, draft);
            LocalDate today = store.today(handle);
            Optional<AreaVersion> former = store.inForce(handle, from);
            SwitchPlan plan = former.map(old -> plan(handle, old, version)).orElse(SwitchPlan.NOTHING);
            carryOut(handle, plan, confirmed);
            @Nullable LocalDate to = store.nextStart(handle, from).orElse(null);
            if (former.isPresent()) {
                end(handle, former.get(), from, today);
            }
            store.publish(handle, draft, from, to);
            store.endAt(handle, draft, to, today);
            record(
                    handle,
                    Activation.Action.PUBLISH,
                    draft,
                    former.map(AreaVersion::id).orElse(null),
                    from,
                    plan);
            return plan;
        });
    }

    private void end(Handle handle, AreaVersion former, LocalDate to, LocalDate today) {
        if (former.effectiveFrom().equals(to)) {
            store.withdraw(handle, former.id());
        } else {
            store.endAt(handle, former.id(), to, today);
        }
    }

    /**
     * Takes back the publication of a version that is in force (now or later): the version that it replaced takes all its days again. Requests keep
     * the version that they were resolved with.
     */
    public SwitchPlan rollBack(long id, boolean confirmed) {
        return database.inTransaction(handle -> {
            store.lock(handle);
            AreaVersion wrong = get(handle, id);
            AreaVersion former = replacedBy(handle, wrong);
            SwitchPlan plan = plan(handle, wrong, former);
            carryOut(handle, plan, confirmed);
            store.withdraw(handle, id);
            store.endAt(handle, former.id(), wrong.effectiveTo(), store.today(handle));
            record(handle, Activation.Action.ROLL_BACK, former.id(), id, wrong.effectiveFrom(), plan);
            return plan;
        });
    }

    private AreaVersion replacedBy(Handle handle, AreaVersion wrong) {
        if (wrong.status() == AreaVersion.Status.DRAFT || wrong.effectiveFrom().equals(wrong.effectiveTo())) {
            throw new AreaException(
                    AreaException.NOT_IN_FORCE, "version \"" + wrong.label() + "\" is not in force on any day");
        }
        AreaVersion former = store.replacedBy(handle, wrong.id())
                .flatMap(replaced -> store.find(handle, replaced))
                .orElseThrow(() -> new AreaException(
                        AreaException.NOTHING_TO_RETURN_TO,
                        "version \"" + wrong.label() + "\" replaced none that could come back"));
        if (!wrong.effectiveFrom().equals(former.effectiveTo())) {
            throw new AreaException(
                    AreaException.NOTHING_TO_RETURN_TO,
                    "version \"" + former.label() + "\" no longer ends where \"" + wrong.label() + "\" begins");
        }
        return former;
    }

    /** Removes a draft and the shapes that only it had. */
    public void deleteDraft(long id) {
        database.useTransaction(handle -> {
            store.lock(handle);
            draft(handle, id);
            store.delete(handle, id);
            content.deleteOrphans(handle);
            changed(handle, id, "deleted");
        });
    }

    private SwitchPlan plan(Handle handle, AreaVersion former, AreaVersion next) {
        List<AreaKey> gone = store.gone(handle, former, next);
        List<AreaDependants.Dependant> hanging = gone.isEmpty()
                ? List.of()
                : dependants.stream()
                        .flatMap(each -> each.on(handle, new HashSet<>(gone)).stream())
                        .toList();
        if (hanging.isEmpty()) {
            return new SwitchPlan(gone, hanging, List.of(), List.of());
        }
        List<AreaKey> concerned =
                hanging.stream().map(AreaDependants.Dependant::area).distinct().toList();
        return along(crosswalk(handle, former, next), gone, hanging, concerned);
    }

    private static SwitchPlan along(
            Function<AreaKey, Optional<AreaDependants.Move>> crosswalk,
            List<AreaKey> gone,
            List<AreaDependants.Dependant> hanging,
            List<AreaKey> concerned) {
        List<AreaDependants.Move> moves = new ArrayList<>();
        List<AreaKey> stranded = new ArrayList<>();
        for (AreaKey area : concerned) {
            crosswalk.apply(area).ifPresentOrElse(moves::add, () -> stranded.add(area));
        }
        return new SwitchPlan(gone, hanging, moves, stranded);
    }

    private Function<AreaKey, Optional<AreaDependants.Move>> crosswalk(
            Handle handle, AreaVersion former, AreaVersion next) {
        CoverageDiff diff = differ.between(content.coverage(handle, former), content.coverage(handle, next));
        var rankOf = former.levels().stream().collect(Collectors.toMap(Level::id, Level::rank));
        var byRank = diff.levels().stream()
                .collect(Collectors.toMap(
                        CoverageDiff.LevelDiff::level, CoverageDiff.LevelDiff::crosswalk, (BinaryOperator<Crosswalk>)
                                (one, same) -> one));
        return area -> Optional.ofNullable(byRank.get(rankOf.getOrDefault(area.level(), 0))).stream()
                .flatMap(walk -> walk.of(area.code()).stream())
                .findFirst()
                .map(share -> new AreaDependants.Move(area, new AreaKey(area.level(), share.code()), share.share()));
    }

    private void carryOut(Handle handle, SwitchPlan plan, boolean confirmed) {
        if (plan.needsConfirmation() && !confirmed) {
            throw new AreaException(
                    AreaException.CONFIRMATION_NEEDED,
                    plan.hanging().size() + " things hang on areas that the version does not have ("
                            + plan.hanging().stream()
                                    .limit(5)
                                    .map(one -> one.kind() + " " + one.id() + " on "
                                            + one.area().level() + " "
                                            + one.area().code())
                                    .collect(Collectors.joining(", "))
                            + "): confirm that they move along");
        }
        if (!plan.moves().isEmpty()) {
            dependants.forEach(each -> each.move(handle, plan.moves()));
        }
    }

    private void record(
            Handle handle,
            Activation.Action action,
            long version,
            @Nullable Long replaced,
            LocalDate from,
            SwitchPlan plan) {
        store.activated(handle, action, version, replaced, from, AreaJson.write(plan.moves()), "");
        changed(handle, version, "activated");
    }

    private static void changed(Handle handle, long id, String what) {
        ChangeLog.append(handle, TOPIC, String.valueOf(id), "{\"what\": \"" + what + "\"}");
    }

    private AreaVersion inForce(Handle handle, LocalDate day) {
        return store.inForce(handle, day)
                .orElseThrow(() -> Timeline.of(store.list(handle)).none(day));
    }

    private AreaVersion get(Handle handle, long id) {
        return store.find(handle, id).orElseThrow(() -> unknown(id));
    }

    private AreaVersion draft(Handle handle, long id) {
        AreaVersion version = get(handle, id);
        if (version.status() != AreaVersion.Status.DRAFT) {
            throw new AreaException(
                    AreaException.NOT_A_DRAFT, "version \"" + version.label() + "\" is published already");
        }
        return version;
    }

    private static AreaException unknown(long id) {
        return new AreaException(AreaException.UNKNOWN_VERSION, "there is no area version " + id);
    }
}
