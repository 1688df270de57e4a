package org.servicemap.places;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Database;
import org.servicemap.units.Unit;
import org.servicemap.units.Units;

/**
 * Drafts, publication, withdrawal and the way back. Whoever changes a place names the version they saw; when there is another by
 * now, nothing is changed ({@code place_changed}). Each publication is a version that is never changed. Thread-safe.
 */
public final class PlaceEditor {
    private final Database database;
    private final Places places;
    private final Units units;
    private final PlaceStore store;
    private final DraftStore drafts = new DraftStore();
    private final PlacePhotos photos;

    public PlaceEditor(Database database, Places places, Units units, PlacePhotos photos) {
        this.photos = photos;
        this.database = database;
        this.places = places;
        this.units = units;
        this.store = new PlaceStore(database);
    }

    PlaceRegistry registry() {
        return new PlaceRegistry(database, places);
    }

    PlacePhotos photos() {
        return photos;
    }

    List<DraftStore.Draft> drafts() {
        return database.jdbi().withHandle(drafts::list);
    }

    /** {@code no_draft} when there is none. */
    DraftStore.Draft draft(String code) {
        return database.inTransaction(handle -> needDraft(handle, code));
    }

    private DraftStore.Draft needDraft(Handle handle, String code) {
        return drafts.lock(handle, code)
                .orElseThrow(() -> new PlaceException(PlaceException.NO_DRAFT, "code", code + " has no draft"));
    }

    /**
     * Keeps a draft in place of any other; nobody else sees it.
     *
     * @param seen the version that was changed; 0 for a place that there never was
     */
    DraftStore.Draft save(Place place, int seen, String by) {
        check(place);
        return database.inTransaction(handle -> {
            requireSeen(handle, place.code(), seen);
            drafts.put(handle, photos.take(handle, place, drafts.photos(handle, place.code())), seen, by);
            return needDraft(handle, place.code());
        });
    }

    /** That it refers to what there is, and lies in the city. */
    private void check(Place place) {
        places.current().references(unitCodes()).require(place);
        if (!places.holds(place.point())) {
            throw PlaceException.field("lon", "the point lies outside the city");
        }
    }

    private Set<String> unitCodes() {
        Set<String> codes = new HashSet<>();
        units.current().tables().units().stream().map(Unit::code).forEach(codes::add);
        return codes;
    }

    private void requireSeen(Handle handle, String code, int seen) {
        int now = store.lastVersion(handle, code);
        if (now != seen) {
            throw changed(code, now);
        }
    }

    private static PlaceException changed(String code, int now) {
        return new PlaceException(PlaceException.CHANGED, "version", code + " has version " + now + " by now");
    }

    /** Throws a draft away; {@code no_draft} when there is none. */
    void discard(String code) {
        database.useTransaction(handle -> {
            needDraft(handle, code);
            drafts.delete(handle, code);
        });
    }

    /** Publishes the draft as the next version. */
    PublishedPlace publish(String code, int seen, String by) {
        return change(code, handle -> {
            DraftStore.Draft draft = needDraft(handle, code);
            requireSeen(handle, code, draft.base());
            requireSeen(handle, code, seen);
            check(draft.place());
            put(handle, draft.place(), seen + 1, by);
            drafts.delete(handle, code);
            return store.lock(handle, code).orElseThrow();
        });
    }

    /** Publishes what a former version said, as the next version. */
    PublishedPlace rollBack(String code, int to, int seen, String by) {
        return change(code, handle -> {
            requireSeen(handle, code, seen);
            Place former = drafts.versions(handle, code).stream()
                    .filter(version -> version.number() == to)
                    .flatMap(version -> Optional.ofNullable(version.place()).stream())
                    .findFirst()
                    .orElseThrow(() -> new PlaceException(
                            PlaceException.UNKNOWN_VERSION, "to", code + " has no version " + to + " to go back to"));
            check(former);
            put(handle, former, seen + 1, by);
            return store.lock(handle, code).orElseThrow();
        });
    }

    /** Takes a place off the map; its versions stay, and it can be brought back. */
    void withdraw(String code, int seen, String by) {
        change(code, handle -> {
            if (store.lock(handle, code).isEmpty()) {
                throw unknown(code);
            }
            requireSeen(handle, code, seen);
            if (!store.withdraw(handle, code, seen + 1, by)) {
                throw changed(code, store.lastVersion(handle, code));
            }
            return code;
        });
    }

    private void put(Handle handle, Place place, int version, String by) {
        if (!store.publish(handle, place, version, by)) {
            throw changed(place.code(), store.lastVersion(handle, place.code()));
        }
    }

    private <T> T change(String code, Function<Handle, T> work) {
        T result = database.inTransaction(handle -> {
            T done = work.apply(handle);
            Places.tellOthers(handle, code);
            return done;
        });
        places.reload(Set.of(code));
        return result;
    }

    /** The numbers of the last versions of codes that ever had any. */
    public Map<String, Integer> lastVersions(Collection<String> codes) {
        return database.jdbi().withHandle(handle -> store.lastVersions(handle, codes));
    }

    /**
     * One of many changes that are published together.
     *
     * @param place as it will be; null to withdraw it
     * @param seen the last version as it was seen; 0 when there never was one
     */
    public record Change(String code, @Nullable Place place, int seen) {}

    /**
     * Publishes many changes in the handle's transaction; {@code place_changed}, and nothing done once that has rolled back, when
     * one of them was changed since it was seen. {@link Places#refresh} after it has committed.
     */
    public void publishAll(Handle handle, List<Change> changes, String by) {
        Map<String, Integer> now =
                store.lastVersions(handle, changes.stream().map(Change::code).toList());
        List<Place> fresh = new ArrayList<>();
        for (Change change : changes) {
            int last = now.getOrDefault(change.code(), 0);
            Place place = change.place();
            if (last != change.seen()) {
                throw changed(change.code(), last);
            }
            if (place == null) {
                store.withdraw(handle, change.code(), last + 1, by);
            } else if (last == 0) {
                fresh.add(place);
            } else {
                put(handle, place, last + 1, by);
            }
        }
        store.add(handle, fresh, by);
        Places.tellOthers(handle, "");
    }

    /** All versions, the newest first; {@code unknown_place} when there never was any. */
    List<DraftStore.Version> history(String code) {
        List<DraftStore.Version> found = database.jdbi().withHandle(handle -> drafts.versions(handle, code));
        if (found.isEmpty()) {
            throw unknown(code);
        }
        return found;
    }

    /** Whether a unit is another one or stands below it. */
    boolean isWithin(String unit, String above) {
        String at = unit;
        for (int i = 0; at != null && i < 20; i++) {
            if (at.equals(above)) {
                return true;
            }
            at = units.current().directory().find(at).map(Unit::parent).orElse(null);
        }
        return false;
    }

    /** The unit that runs a place or, once it was withdrawn, ran it; nothing when nobody does. */
    Optional<String> unitOf(String code) {
        return places.current()
                .find(code)
                .map(PublishedPlace::place)
                .or(() -> lastOf(code))
                .flatMap(place -> Optional.ofNullable(place.unit()));
    }

    private Optional<Place> lastOf(String code) {
        return database.jdbi().withHandle(handle -> drafts.versions(handle, code)).stream()
                .flatMap(version -> Optional.ofNullable(version.place()).stream())
                .findFirst();
    }

    /** Whoever keeps it must be asked before another draft takes its place. */
    Optional<DraftStore.Draft> findDraft(String code) {
        return database.inTransaction(handle -> drafts.lock(handle, code));
    }

    /** Whether somebody who is bound to a unit, or to none, keeps the places of another one. */
    boolean keeps(@Nullable String own, @Nullable String unit) {
        return own == null || unit != null && isWithin(unit, own);
    }

    static PlaceException unknown(String code) {
        return new PlaceException(PlaceException.UNKNOWN, "code", "there is no place " + code);
    }
}
