package org.servicemap.areas;

import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.coverage.CarriedDraft;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.Level;
import org.servicemap.storage.Database;

/**
 * Drafts of one area's children hold all else as their base had it. When another version has come into force since, such a draft is made anew on that one: so the
 * drafts of two districts, made side by side, are published one after the other. Where both changed the same area it is refused.
 */
final class DraftCarrier {
    private final Database database;
    private final ContentStore content;
    private final ReportStore reports;
    private final VersionStore store = new VersionStore();
    private final SwitchStore switches = new SwitchStore();

    DraftCarrier(Database database, ContentStore content, ReportStore reports) {
        this.database = database;
        this.content = content;
        this.reports = reports;
    }

    /** The version that the draft was made on, where that is another than the one to be followed. */
    Optional<AreaVersion> outdated(Handle handle, AreaVersion draft, AreaVersion former) {
        return switches.base(handle, draft.id())
                .flatMap(id -> store.find(handle, id))
                .filter(base -> base.id() != former.id() && !base.contentHash().equals(former.contentHash()));
    }

    /** A new draft in place of the old, which goes; throws {@code base_replaced} where that cannot be. */
    long carry(Handle handle, AreaVersion draft, AreaVersion base, AreaVersion former, LocalDate from) {
        Coverage made = switches.replaced(handle, draft.id())
                .flatMap(area -> onto(handle, draft, base, former, area))
                .orElseThrow(() -> refusal(draft, base, former, from));
        long id = database.nextId();
        VersionContent whole = new VersionContent(made, content.overlays(handle, former.id()));
        store.insert(handle, id, whole, draft.label(), draft.effectiveFrom(), draft.note());
        reports.copy(handle, draft.id(), id);
        content.insert(handle, id, whole);
        switches.basedOn(
                handle, id, former.id(), switches.replaced(handle, draft.id()).orElseThrow());
        store.delete(handle, draft.id());
        content.deleteOrphans(handle);
        return id;
    }

    private Optional<Coverage> onto(
            Handle handle, AreaVersion draft, AreaVersion base, AreaVersion former, AreaKey area) {
        return base.levels().stream()
                .filter(level -> level.id().equals(area.level()))
                .mapToInt(Level::rank)
                .boxed()
                .findFirst()
                .flatMap(rank -> CarriedDraft.onto(
                        content.coverage(handle, base),
                        content.coverage(handle, draft),
                        content.coverage(handle, former),
                        rank,
                        area.code()));
    }

    AreaException refusal(AreaVersion draft, AreaVersion base, AreaVersion former, LocalDate from) {
        return new AreaException(
                AreaException.BASE_REPLACED,
                "draft \"" + draft.label() + "\" (" + draft.id() + ") replaces one area's children in version \""
                        + base.label() + "\" (" + base.id() + "), but on " + from + " version \"" + former.label()
                        + "\" (" + former.id() + ") is in force, which changed the same area: import the draft again");
    }
}
