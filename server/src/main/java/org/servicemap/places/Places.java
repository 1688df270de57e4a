package org.servicemap.places;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.calendars.Calendars;
import org.servicemap.geo.LonLat;
import org.servicemap.places.hours.OpeningHours;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;

/**
 * The published places, in memory. What this process publishes is found at once; what others publish, when {@link #watch} has
 * run. Thread-safe; reading never waits once the places are loaded.
 */
public final class Places {
    /** Of the change log. The key is a place's code; empty when more than one changed. */
    public static final String TOPIC = "places";
    /** As whom a city pack writes. */
    public static final String PACK = "pack";
    /** As whom the demo's invention writes. */
    public static final String DEMO = "demo";

    private static final String CITY_TOPIC = "city";
    private static final int BATCH = 1000;

    private final Database database;
    private final PublishedAreas areas;
    private final Supplier<City> city;
    private final Calendars calendars;
    private final PlaceStore store;
    private final ChangeLog changes;
    private ChangeLog.@Nullable Position position;
    private volatile @Nullable PlaceSet set;
    private volatile @Nullable City knownCity;
    private volatile @Nullable PlaceSearch search;

    public Places(Database database, PublishedAreas areas, Supplier<City> city, Calendars calendars) {
        this.database = database;
        this.areas = areas;
        this.city = city;
        this.calendars = calendars;
        this.store = new PlaceStore(database);
        this.changes = new ChangeLog(database);
    }

    /** What is published now, as far as this process knows. */
    public PlaceSet current() {
        PlaceSet known = set;
        return known == null ? load() : known;
    }

    /** The same with its areas; fails as {@link PublishedAreas#current} while there are none. */
    public PlaceSearch search() {
        PlaceSet places = current();
        AreaSnapshot snapshot = areas.current().snapshot();
        LocalClock clock = new LocalClock(city().zone(), calendars.current());
        PlaceSearch known = search;
        if (known != null
                && known.view().set() == places
                && known.view().areas() == snapshot
                && known.clock().equals(clock)) {
            return known;
        }
        PlaceSearch fresh = new PlaceSearch(PlaceView.of(places, snapshot), clock);
        search = fresh;
        return fresh;
    }

    /** Whether a place is open at a moment by its own hours and clocks; false for one that tells none. */
    public boolean isOpen(Place place, Instant moment) {
        return !place.hours().isEmpty()
                && search().clock()
                        .times(OpeningHours.parse(place.hours()), place.zone())
                        .isOpen(moment);
    }

    /** Read once and again when it changed: a search needs no database. */
    City city() {
        City known = knownCity;
        if (known == null) {
            known = city.get();
            knownCity = known;
        }
        return known;
    }

    /** In a demo city everything is, and in any city what the demo made. */
    boolean isInvented(PlaceSearch where, int ordinal) {
        return city().synthetic()
                || where.view().set().published(ordinal).changedBy().equals(DEMO);
    }

    /** Whether a point lies in one of the city's areas. */
    boolean holds(LonLat point) {
        return areas.current().snapshot().index().leafOf(point.lon(), point.lat()) >= 0;
    }

    /** A place, also when it was withdrawn: as it was published last. For what still refers to it. */
    public Optional<Place> known(String code) {
        Optional<Place> published = current().find(code).map(PublishedPlace::place);
        return published.isPresent()
                ? published
                : database.jdbi().withHandle(handle -> store.lastPublished(handle, code));
    }

    /** Those of these codes that were published and are no more, as the database has it now. */
    public Set<String> withdrawn(Handle handle, Collection<String> codes) {
        return store.withdrawn(handle, codes);
    }

    private synchronized PlaceSet load() {
        PlaceSet known = set;
        return known == null ? refresh() : known;
    }

    /** Reads everything again. */
    public synchronized PlaceSet refresh() {
        // before reading, so that nothing is missed: what is read twice does no harm
        position = changes.end();
        PlaceSet fresh = database.inSnapshot(
                handle -> new PlaceSet(store.all(handle), store.categories(handle), store.matters(handle)));
        set = fresh;
        return fresh;
    }

    /** Takes up what other processes published; to be called again and again. */
    public synchronized void watch() {
        ChangeLog.Position from = position;
        if (from == null) {
            refresh();
            return;
        }
        Set<String> codes = new HashSet<>();
        List<ChangeLog.Change> batch;
        do {
            batch = changes.after(from, BATCH);
            for (ChangeLog.Change change : batch) {
                if (change.topic().equals(TOPIC)) {
                    codes.add(change.key());
                } else if (change.topic().equals(CITY_TOPIC)) {
                    knownCity = null;
                }
                from = change.position();
            }
        } while (batch.size() == BATCH);
        position = from;
        if (codes.contains("")) {
            refresh();
        } else if (!codes.isEmpty()) {
            reload(codes);
        }
    }

    /** Reads some places again, or finds that they are gone. */
    synchronized void reload(Set<String> codes) {
        PlaceSet known = set;
        if (known == null) {
            refresh();
        } else {
            set = known.with(codes, database.jdbi().withHandle(handle -> store.list(handle, codes)));
        }
    }

    static void tellOthers(Handle handle, String code) {
        ChangeLog.append(handle, TOPIC, code, "{}");
    }

    /**
     * Takes in what a pack brings, in the handle's transaction: categories and matters as they are; places that are new or
     * differ and that nobody but packs has written; those that only packs have written and that are gone are withdrawn. The
     * same again changes nothing. {@link #refresh} after it has committed.
     *
     * @return how many places were published or withdrawn
     */
    public int take(Handle handle, PlaceTexts texts) {
        store.replaceCategories(handle, CategoryCsv.read(texts.categories()));
        String matters = texts.matters();
        store.replaceMatters(handle, matters == null ? List.of() : MatterYaml.read(matters));
        store.setDemo(handle, texts.demo());
        String places = texts.places();
        int changed = places == null ? 0 : takePlaces(handle, PlaceCsv.read(places));
        tellOthers(handle, "");
        return changed;
    }

    private int takePlaces(Handle handle, List<Place> places) {
        Set<String> gone = new HashSet<>(store.publishedBy(handle, PACK));
        int changed = 0;
        for (Place place : places) {
            gone.remove(place.code());
            Optional<PublishedPlace> now = store.lock(handle, place.code());
            boolean same = now.filter(found -> found.place().equals(place)).isPresent();
            boolean edited =
                    now.filter(found -> !found.changedBy().equals(PACK)).isPresent();
            if (!same && !edited) {
                store.publish(handle, place, store.lastVersion(handle, place.code()) + 1, PACK);
                changed++;
            }
        }
        for (String code : gone) {
            store.withdraw(handle, code, store.lastVersion(handle, code) + 1, PACK);
        }
        return changed + gone.size();
    }

    /** How the demo's places are invented; makes them of an area snapshot. */
    @FunctionalInterface
    public interface Invention {
        List<Place> invent(String settings, PlaceSet known, AreaSnapshot areas);
    }

    /**
     * Invents the demo's places if the pack asked for it and nobody has done it yet; whichever server comes first does it, and
     * all of it or nothing.
     *
     * @return how many
     */
    public int inventDemo(Invention invention) {
        int made = database.inTransaction(handle -> {
            Optional<String> settings = store.lockDemo(handle);
            if (settings.isEmpty()) {
                return 0;
            }
            List<Place> places =
                    invention.invent(settings.get(), current(), areas.current().snapshot());
            store.add(handle, places, DEMO);
            store.demoMade(handle);
            tellOthers(handle, "");
            return places.size();
        });
        if (made > 0) {
            refresh();
        }
        return made;
    }

    /** What a pack would say of all this; null when there are no categories. */
    public @Nullable PlaceTexts texts(List<String> languages) {
        PlaceSet now = refresh();
        if (now.categories().list().isEmpty()) {
            return null;
        }
        List<Place> places = new ArrayList<>();
        now.list().forEach(one -> places.add(one.place()));
        return new PlaceTexts(
                CategoryCsv.write(now.categories().list(), languages),
                now.matters().isEmpty() ? null : MatterYaml.write(now.matters()),
                places.isEmpty() ? null : PlaceCsv.write(places, languages),
                null);
    }
}
