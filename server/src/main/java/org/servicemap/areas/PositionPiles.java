package org.servicemap.areas;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Database;

/**
 * The coordinates of the city that are known to be a geocoder's default answer: a single position on one of them is of low
 * confidence. Files of requests teach them ({@link #learner}); they stay until somebody deletes the row, since a geocoder keeps
 * its defaults. Kept in memory, read again every minute behind the callers' backs. Thread-safe.
 */
public final class PositionPiles {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Database database;
    private final LoadingCache<String, long[]> known =
            Caffeine.newBuilder().refreshAfterWrite(FRESH).build(all -> read());

    public PositionPiles(Database database) {
        this.database = database;
    }

    /** Whether a position is one of them, to seven decimals. */
    public boolean contains(LonLat point) {
        long[] piles = known.get("all");
        return piles.length > 0 && Arrays.binarySearch(piles, PileLearner.key(point)) >= 0;
    }

    /** Someone who goes through requests and may then {@link #save} what was learnt. */
    public PileLearner learner() {
        return new PileLearner(this::contains);
    }

    /** Keeps what a learner is sure of; returns how many piles that are. */
    public int save(PileLearner learner) {
        List<Map.Entry<Long, Long>> piles = List.copyOf(new TreeMap<>(learner.piles()).entrySet());
        database.useTransaction(handle -> {
            for (Map.Entry<Long, Long> pile : piles) {
                handle.createUpdate("""
                                INSERT INTO position_piles (lon_e7, lat_e7, points) VALUES (:lon, :lat, :points)
                                ON CONFLICT (lon_e7, lat_e7) DO UPDATE
                                    SET points = position_piles.points + excluded.points, last_seen = clock_timestamp()
                                """)
                        .bind("lon", PileLearner.lonE7(pile.getKey()))
                        .bind("lat", PileLearner.latE7(pile.getKey()))
                        .bind("points", pile.getValue())
                        .execute();
            }
        });
        known.invalidateAll();
        return piles.size();
    }

    private long[] read() {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT lon_e7, lat_e7 FROM position_piles")
                        .map((rs, context) -> PileLearner.key(rs.getInt(1), rs.getInt(2)))
                        .list())
                .stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }
}
