package org.servicemap.areas;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.coverage.ImportReport;
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
    private final Differ differ;
    private final VersionStore store = new VersionStore();
    private final ContentStore content;
    private final ReportStore reports;
    private final SwitchStore switches = new SwitchStore();
    private final SwitchPlanner planner;
    private final DraftCarrier carrier;

    /** Compares two coverages; for tests replaceable. */
    interface Differ {
        CoverageDiff between(Coverage before, Coverage after);
    }

    public AreaVersions(Database database, List<AreaDependants> dependants) {
        this(database, dependants, CoverageDiff::between);
    }

    AreaVersions(Database database, List<AreaDependants> dependants, Differ differ) {
        this.database = database;
        this.differ = differ;
        this.content = new ContentStore(database);
        this.planner = new SwitchPlanner(dependants, differ, content);
        this.reports = new ReportStore(database);
        this.carrier = new DraftCarrier(database, content, reports);
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

    /** Today in the city, by the database's clock. */
    public LocalDate today(Handle handle) {
        return store.today(handle);
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

    /** Notes, in the draft's transaction, in which version it replaced which area's children. */
    public void basedOn(Handle handle, AreaVersion draft, AreaVersion base, AreaKey parent) {
        switches.basedOn(handle, draft.id(), base.id(), parent);
    }

    /**
     * The draft, fit to follow the version that is in force on a day. A draft of one area's children that was made on another is made anew on that one, as a
     * new draft in place of the old, where that one left the area alone; else {@code base_replaced}. Any other draft is returned as it is.
     */
    public AreaVersion carried(long draft, LocalDate from) {
        return database.inTransaction(handle -> {
            store.lock(handle);
            AreaVersion version = draft(handle, draft);
            return store.inForce(handle, from)
                    .flatMap(former -> carrier.outdated(handle, version, former)
                            .map(base -> carried(handle, version, base, former, from)))
                    .orElse(version);
        });
    }

    private AreaVersion carried(
            Handle handle, AreaVersion version, AreaVersion base, AreaVersion former, LocalDate from) {
        long id = carrier.carry(handle, version, base, former, from);
        changed(handle, version.id(), "deleted");
        changed(handle, id, "drafted");
        return get(handle, id);
    }

    /** Refuses a draft with {@code confirmation_needed} that may only be published from a day on when that is confirmed. */
    public void requireConfirmed(long draft, LocalDate from, boolean confirmed) {
        SwitchPlanner.requireConfirmed(plan(draft, from), confirmed);
    }

    /** What publishing a draft from a day on would mean; changes nothing. */
    public SwitchPlan plan(long draft, LocalDate from) {
        return database.inTransaction(handle -> {
            AreaVersion version = draft(handle, draft);
            return plan(handle, version, from, store.inForce(handle, from));
        });
    }

    /**
     * What a draft changes of the version in force on a day, or, when it was made on an older one, of that: it will be made anew.
     * Empty when none is in force then.
     */
    public Optional<CoverageDiff> planned(long draft, LocalDate from) {
        Optional<AreaVersion> base = database.inTransaction(handle -> {
            AreaVersion version = draft(handle, draft);
            return store.inForce(handle, from)
                    .map(old -> carrier.outdated(handle, version, old).orElse(old));
        });
        return base.map(before -> diff(before.id(), draft));
    }

    private SwitchPlan plan(Handle handle, AreaVersion draft, LocalDate from, Optional<AreaVersion> former) {
        return former.map(old -> planner.plan(
                        handle, old, draft, carrier.outdated(handle, draft, old).orElse(old)))
                .orElse(SwitchPlan.NOTHING)
                .at(moment(handle, from, store.nextStart(handle, from).orElse(null)));
    }

    private SwitchPlan.Moment moment(Handle handle, LocalDate from, @Nullable LocalDate to) {
        LocalDate today = store.today(handle);
        if (from.isAfter(today)) {
            return SwitchPlan.Moment.ON_ITS_DAY;
        }
        return to == null || to.isAfter(today) ? SwitchPlan.Moment.NOW : SwitchPlan.Moment.NEVER;
    }

    /**
     * Puts a draft into force from a day on, until the next published version's start. What hangs on areas that vanish moves
     * along the crosswalk: at once when the version is in force today, on its first day when that is to come
     * ({@link #takeUpDue}), not at all when its days have passed.
     *
     * @param confirmed must be true when something hangs on them, else {@code confirmation_needed}
     */
    public SwitchPlan publish(long draft, LocalDate from, boolean confirmed) {
        return database.inTransaction(handle -> {
            store.lock(handle);
            AreaVersion version = draft(handle, draft);
            LocalDate today = store.today(handle);
            Optional<AreaVersion> former = store.inForce(handle, from);
            former.ifPresent(old -> requireBase(handle, version, old, from));
            SwitchPlan plan = plan(handle, version, from, former);
            SwitchPlanner.requireConfirmed(plan, confirmed);
            @Nullable LocalDate to = store.nextStart(handle, from).orElse(null);
            if (former.isPresent()) {
                end(handle, former.get(), from, today);
            }
            store.publish(handle, draft, from, to);
            store.endAt(handle, draft, to, today);
            switch (plan.moment()) {
                case NOW -> takeUp(handle, draft, plan);
                case NEVER -> switches.takeUp(handle, draft);
                case ON_ITS_DAY -> {}
            }
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

    /** A draft of one area's children holds all else as its base had it: over another version it would take that back. */
    private void requireBase(Handle handle, AreaVersion draft, AreaVersion former, LocalDate from) {
        carrier.outdated(handle, draft, former).ifPresent(base -> {
            throw carrier.refusal(draft, base, former, from);
        });
    }

    private void takeUp(Handle handle, long version, SwitchPlan plan) {
        planner.remember(handle, version, switches);
        planner.carryOut(handle, plan);
        switches.takeUp(handle, version);
    }

    /** Whether a version's first day has come and nobody has taken it up. Cheap: asked every second. */
    public boolean isAnyDue() {
        return database.jdbi().withHandle(handle -> !switches.due(handle).isEmpty());
    }

    /**
     * Takes up every version whose first day has come: what hangs on areas moves along the crosswalk from the version before.
     * Once, however many servers try.
     *
     * @param together what else is taken up with a version, in the same transaction
     */
    public void takeUpDue(Handle handle, LongConsumer together) {
        store.lock(handle);
        switches.due(handle).forEach(id -> takeUpWaiting(handle, id, together));
    }

    /** The same for all that wait, whatever their day: for a rehearsal that is not kept. */
    public void takeUpAll(Handle handle, LongConsumer together) {
        store.lock(handle);
        switches.waiting(handle).forEach(id -> takeUpWaiting(handle, id, together));
    }

    private void takeUpWaiting(Handle handle, long id, LongConsumer together) {
        AreaVersion version = get(handle, id);
        SwitchPlan plan = switches.before(handle, id)
                .map(former -> planner.plan(handle, get(handle, former), version))
                .orElse(SwitchPlan.NOTHING);
        takeUp(handle, id, plan);
        together.accept(id);
        changed(handle, id, "taken up");
    }

    private void end(Handle handle, AreaVersion former, LocalDate to, LocalDate today) {
        if (former.effectiveFrom().equals(to)) {
            store.withdraw(handle, former.id());
        } else {
            store.endAt(handle, former.id(), to, today);
        }
    }

    /**
     * Takes back the publication of a version that is in force (now or later): the version that it replaced takes all its days again, and what
     * hangs on areas is put back as it stood before (along the crosswalk where an older program did not keep that). Requests keep the version that
     * they were resolved with.
     */
    public SwitchPlan rollBack(long id, boolean confirmed) {
        return database.inTransaction(handle -> {
            store.lock(handle);
            AreaVersion wrong = get(handle, id);
            AreaVersion former = replacedBy(handle, wrong);
            SwitchPlan plan = back(handle, wrong, former, confirmed);
            switches.takeUp(handle, id);
            store.withdraw(handle, id);
            store.endAt(handle, former.id(), wrong.effectiveTo(), store.today(handle));
            record(handle, Activation.Action.ROLL_BACK, former.id(), id, wrong.effectiveFrom(), plan);
            return plan;
        });
    }

    private SwitchPlan back(Handle handle, AreaVersion wrong, AreaVersion former, boolean confirmed) {
        List<AreaKey> gone = store.gone(handle, wrong, former);
        SwitchPlan quiet = new SwitchPlan(gone, List.of(), List.of(), List.of(), SwitchPlan.Moment.NEVER);
        if (!switches.isTakenUp(handle, wrong.id()) || !wrong.inForceOn(store.today(handle))) {
            return quiet;
        }
        if (planner.restore(handle, wrong.id(), switches)) {
            // what was bound to new areas since goes along the crosswalk, which cannot be put back as it stood
            SwitchPlan rest = planner.plan(handle, wrong, former);
            planner.carryOut(handle, rest);
            return rest.at(SwitchPlan.Moment.NOW);
        }
        SwitchPlan plan = planner.plan(handle, wrong, former);
        SwitchPlanner.requireConfirmed(plan, confirmed);
        planner.carryOut(handle, plan);
        return plan;
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
