package org.servicemap.gazetteer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaException;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.gazetteer.words.PlaceGuess;
import org.servicemap.gazetteer.words.PlaceNames;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.storage.Watch;
import org.servicemap.text.LocalText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes the places that a caller's words mean: compounds, addresses, roads, crossings and areas of the version in force,
 * the whole city, or none. The names are read in the background and kept in memory; until then {@code search_not_ready} is
 * the answer. Thread-safe.
 */
public final class PlaceFinder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceFinder.class);

    private final Supplier<LocalText> city;
    private final PublishedAreas areas;
    private final Gazetteer gazetteer;
    private final Watch watch = new Watch("place-finder");

    private volatile @Nullable PlaceNames names;
    private String read = "";

    /** @param city the city's name; asked when there are areas */
    public PlaceFinder(Supplier<LocalText> city, PublishedAreas areas, Gazetteer gazetteer) {
        this.city = city;
        this.areas = areas;
        this.gazetteer = gazetteer;
    }

    /** Reads in the background and looks at this interval whether there is something new. */
    public PlaceFinder start(Duration interval) {
        watch.start(Duration.ZERO, interval, this::refresh);
        return this;
    }

    public boolean isReady() {
        return names != null;
    }

    /**
     * The likeliest places first; never empty.
     *
     * @param text what the caller says; the first 1,000 characters count
     * @throws GazetteerException {@code search_not_ready} while the names are being read
     */
    public List<PlaceGuess> guess(String text, int limit) {
        PlaceNames current = names;
        if (current == null) {
            throw new GazetteerException(
                    GazetteerException.NOT_READY, "the names are still being read: try again soon");
        }
        return current.guess(text, limit);
    }

    /** Reads the names in force now, unless they are the ones in use. */
    public synchronized void refresh() {
        Optional<AreaSnapshot> snapshot = inForce();
        if (snapshot.isEmpty()) {
            return;
        }
        String wanted = snapshot.get().id() + "-" + gazetteer.revision();
        if (wanted.equals(read)) {
            return;
        }
        long start = System.nanoTime();
        PlaceNames fresh = new NamesReading(snapshot.get(), gazetteer).read(city.get(), Spelling.shared());
        names = fresh;
        read = wanted;
        LOG.info("read {} names in {} ms", fresh.size(), (System.nanoTime() - start) / 1_000_000);
    }

    private Optional<AreaSnapshot> inForce() {
        try {
            return Optional.of(areas.current().snapshot());
        } catch (AreaException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
