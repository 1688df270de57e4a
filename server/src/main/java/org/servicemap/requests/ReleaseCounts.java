package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Database;

/** Counts of requests as they were received, for releases of statistics. Thread-safe. */
public final class ReleaseCounts {
    private static final int MOST_LEVELS = 6;

    private final Database database;
    private final Supplier<Set<String>> sealedKinds;

    ReleaseCounts(Database database, Supplier<Set<String>> sealedKinds) {
        this.database = database;
        this.sealedKinds = sealedKinds;
    }

    /**
     * Requests of one category in one place.
     *
     * @param areas codes by level, coarsest first
     */
    public record Row(String category, List<@Nullable String> areas, int requests) {}

    /** Those received from one instant until before another, without sensitive ones and kinds whose petitioners are sealed. */
    public List<Row> between(Instant from, Instant until) {
        Set<String> sealed = sealedKinds.get();
        return database.inSnapshot(handle -> between(handle, from, until, sealed));
    }

    private static List<Row> between(Handle handle, Instant from, Instant until, Set<String> sealed) {
        return handle.createQuery("""
                        SELECT category, area_1, area_2, area_3, area_4, area_5, area_6, count(*) AS requests
                        FROM requests
                        WHERE month = ANY (:months) AND received_at >= :from AND received_at < :until
                          AND category IS NOT NULL AND sensitive IS NOT TRUE
                          AND (kind IS NULL OR kind <> ALL (:sealed))
                        GROUP BY category, area_1, area_2, area_3, area_4, area_5, area_6
                        ORDER BY category, area_1, area_2, area_3, area_4, area_5, area_6""")
                .bindArray("months", Integer.class, months(from, until))
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .bindArray("sealed", String.class, sealed)
                .map((rs, context) -> row(rs))
                .list();
    }

    /** Partitions that the requests of that time can be in. */
    private static List<Integer> months(Instant from, Instant until) {
        List<Integer> months = new ArrayList<>();
        LocalDate day = from.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate last = until.atOffset(ZoneOffset.UTC).toLocalDate();
        while (!day.isAfter(last)) {
            for (int month : Months.around(day)) {
                if (!months.contains(month)) {
                    months.add(month);
                }
            }
            day = day.plusDays(1);
        }
        return months;
    }

    private static Row row(ResultSet rs) throws SQLException {
        List<@Nullable String> areas = new ArrayList<>();
        for (int level = 1; level <= MOST_LEVELS; level++) {
            areas.add(rs.getString("area_" + level));
        }
        return new Row(rs.getString("category"), areas, rs.getInt("requests"));
    }

    /** When the first was received, as its id knows. */
    public Optional<Instant> first() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT received_at FROM requests ORDER BY month, id LIMIT 1")
                        .map((rs, context) -> rs.getTimestamp("received_at").toInstant())
                        .findOne());
    }

    /** Whether nothing of the demo's invented history before an instant is still to be loaded. */
    public boolean isComplete(Instant until) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT NOT EXISTS (SELECT 1 FROM demo_history
                                                   WHERE loaded_at IS NULL AND day <= :until)""")
                        .bind("until", until.atOffset(ZoneOffset.UTC).toLocalDate())
                        .mapTo(Boolean.class)
                        .one());
    }
}
