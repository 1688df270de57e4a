package org.servicemap.places;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.servicemap.storage.Database;

/** All places that staff keep: what is published, drafted or withdrawn. Thread-safe. */
final class PlaceRegistry {
    /** What somebody is at comes first, the newest of it; then by code. */
    private static final Comparator<PlaceEntry> ORDER = Comparator.comparing((PlaceEntry entry) ->
                    entry.draft() == null ? Instant.EPOCH : entry.draft().changedAt())
            .reversed()
            .thenComparing(entry -> entry.place().code());

    private final Database database;
    private final Places places;
    private final DraftStore drafts = new DraftStore();

    PlaceRegistry(Database database, Places places) {
        this.database = database;
        this.places = places;
    }

    List<PlaceEntry> list() {
        return database.inTransaction(handle -> {
            Map<String, DraftStore.Draft> prepared = new HashMap<>();
            drafts.list(handle).forEach(draft -> prepared.put(draft.place().code(), draft));
            List<PlaceEntry> entries = new ArrayList<>();
            places.current().list().forEach(one -> entries.add(published(one, prepared)));
            drafts.withdrawn(handle).forEach(last -> entries.add(withdrawn(last, prepared)));
            prepared.values().forEach(draft -> entries.add(fresh(draft)));
            entries.sort(ORDER);
            return entries;
        });
    }

    private static PlaceEntry published(PublishedPlace one, Map<String, DraftStore.Draft> prepared) {
        DraftStore.Draft draft = prepared.remove(one.place().code());
        PlaceEntry.State state = draft == null ? PlaceEntry.State.PUBLISHED : PlaceEntry.State.CHANGED;
        return new PlaceEntry(one.place(), state, one.version(), one.changedAt(), one.changedBy(), draft);
    }

    private static PlaceEntry withdrawn(DraftStore.Withdrawn last, Map<String, DraftStore.Draft> prepared) {
        DraftStore.Draft draft = prepared.remove(last.place().code());
        PlaceEntry.State state = draft == null ? PlaceEntry.State.WITHDRAWN : PlaceEntry.State.DRAFT;
        return new PlaceEntry(last.place(), state, last.version(), last.changedAt(), last.changedBy(), draft);
    }

    private static PlaceEntry fresh(DraftStore.Draft draft) {
        return new PlaceEntry(
                draft.place(), PlaceEntry.State.DRAFT, draft.base(), draft.changedAt(), draft.changedBy(), draft);
    }

    /** The ids of all photos that a place has or had, published or drafted. */
    Set<String> photosOf(String code) {
        return database.jdbi().withHandle(handle -> drafts.photos(handle, code));
    }
}
