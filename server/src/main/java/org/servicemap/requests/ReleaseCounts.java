package org.servicemap.requests;

import java.sql.Array;
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
     * Requests of one category in one place, solved ones apart.
     *
     * @param areas codes by level, coarsest first
     * @param petitioners who made them, as far as they said who they are: the same phone, else e-mail, else account, is the same person
     * @param anonymous whether some did not
     * @param solved whether they ended, and whoever asked says that they are solved; where nobody asked or could be asked, whether they were closed so
     */
    public record Row(
            String category,
            List<@Nullable String> areas,
            int requests,
            Set<Long> petitioners,
            boolean anonymous,
            boolean solved) {}

    /** Those received from one instant until before another, without sensitive ones and kinds whose petitioners are sealed. */
    public List<Row> between(Instant from, Instant until) {
        Set<String> sealed = sealedKinds.get();
        return database.inSnapshot(handle -> between(handle, from, until, sealed));
    }

    private static List<Row> between(Handle handle, Instant from, Instant until, Set<String> sealed) {
        return handle.createQuery("""
                        SELECT r.category, r.area_1, r.area_2, r.area_3, r.area_4, r.area_5, r.area_6,
                               count(*) AS requests,
                               array_agg(DISTINCT hashtextextended(
                                       coalesce(p.phone_index::text, p.email_index::text, p.account::text, p.id::text), 0)
                                       & 9223372036854775807)
                                   FILTER (WHERE p.id IS NOT NULL) AS petitioners,
                               bool_or(p.id IS NULL) AS anonymous,
                               r.ended_at IS NOT NULL AND coalesce(r.solved, r.outcome = 'solved', false) AS is_solved
                        FROM requests r LEFT JOIN petitioners p ON p.id = r.petitioner
                        WHERE r.month = ANY (:months) AND r.received_at >= :from AND r.received_at < :until
                          AND r.category IS NOT NULL AND r.sensitive IS NOT TRUE
                          AND (r.kind IS NULL OR r.kind <> ALL (:sealed))
                        GROUP BY r.category, r.area_1, r.area_2, r.area_3, r.area_4, r.area_5, r.area_6, is_solved
                        ORDER BY r.category, r.area_1, r.area_2, r.area_3, r.area_4, r.area_5, r.area_6, is_solved""")
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
        Array petitioners = rs.getArray("petitioners");
        return new Row(
                rs.getString("category"),
                areas,
                rs.getInt("requests"),
                petitioners == null ? Set.of() : Set.of((Long[]) petitioners.getArray()),
                rs.getBoolean("anonymous"),
                rs.getBoolean("is_solved"));
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
