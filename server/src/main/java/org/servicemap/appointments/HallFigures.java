package org.servicemap.appointments;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Database;

/**
 * How many halls were used over some days of their own calendars, in one table. Counted as {@link Statistics} counts one hall. Affected
 * visits that the program ended count as cancelled.
 */
record HallFigures(Database database) {
    /** What a row is of. */
    enum By {
        HALL,
        MATTER,
        HALL_AND_MATTER;

        static final List<String> WORDS =
                List.of(values()).stream().map(By::word).toList();

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static By of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Seats that the schedule gave, and those that live bookings and holds have. */
    record Seats(int given, int taken) {
        static final Seats NONE = new Seats(0, 0);
    }

    /**
     * @param hall code of the place; null in a row of all halls
     * @param matter null in a row of all matters
     * @param seats null in a row of one matter: seats are kept for no matter
     */
    record Row(
            @Nullable String hall,
            @Nullable String matter,
            @Nullable Seats seats,
            int bookings,
            int cancelled,
            int served,
            int noShows,
            int walkIns,
            @Nullable Double meanWaitMinutes,
            @Nullable Double meanLeadDays) {

        private static Row unused(String hall, Seats seats) {
            return new Row(hall, null, seats, 0, 0, 0, 0, 0, null, null);
        }
    }

    /** Most visits first; halls that were open and had none are there, too. */
    List<Row> of(Collection<String> halls, By by, LocalDate from, LocalDate to) {
        return database.inSnapshot(handle -> {
            List<Row> rows = visits(handle, halls, by, from, to);
            return by == By.HALL ? withSeats(rows, seats(handle, halls, from, to)) : rows;
        });
    }

    private static List<Row> withSeats(List<Row> visited, Map<String, Seats> seats) {
        Map<String, Seats> left = new HashMap<>(seats);
        List<Row> rows = new ArrayList<>();
        for (Row row : visited) {
            Seats own = left.remove(String.valueOf(row.hall()));
            rows.add(new Row(
                    row.hall(),
                    null,
                    own == null ? Seats.NONE : own,
                    row.bookings(),
                    row.cancelled(),
                    row.served(),
                    row.noShows(),
                    row.walkIns(),
                    row.meanWaitMinutes(),
                    row.meanLeadDays()));
        }
        left.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(each -> rows.add(Row.unused(each.getKey(), each.getValue())));
        return rows;
    }

    private static Map<String, Seats> seats(Handle handle, Collection<String> halls, LocalDate from, LocalDate to) {
        Map<String, Seats> seats = new HashMap<>();
        handle.createQuery("""
                        SELECT q.hall, sum(s.planned) AS given, sum(s.booked) AS taken
                        FROM slots s JOIN hall_queues q ON q.id = s.queue
                        WHERE q.hall = ANY (:halls) AND s.day BETWEEN :from AND :to GROUP BY q.hall
                        """)
                .bindArray("halls", String.class, halls.toArray())
                .bind("from", from)
                .bind("to", to)
                .map((rs, context) ->
                        Map.entry(rs.getString("hall"), new Seats(rs.getInt("given"), rs.getInt("taken"))))
                .forEach(each -> seats.put(each.getKey(), each.getValue()));
        return seats;
    }

    private static List<Row> visits(Handle handle, Collection<String> halls, By by, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        WITH v AS (
                            SELECT b.hall, b.matters, b.state, b.source, b.starts_at, t.called_at,
                                   greatest(t.due_at, t.arrived_at) AS due,
                                   (SELECT min(at) FROM booking_events e WHERE e.booking = b.id AND e.kind = 'confirmed') AS confirmed
                            FROM bookings b JOIN halls h ON h.place = b.hall LEFT JOIN hall_tickets t ON t.booking = b.id
                            WHERE b.hall = ANY (:halls) AND b.number IS NOT NULL
                              AND b.starts_at >= CAST(:from AS timestamp) AT TIME ZONE h.zone
                              AND b.starts_at < CAST(:to AS timestamp) AT TIME ZONE h.zone)
                        SELECT CASE WHEN :by_hall THEN v.hall END AS hall, m.matter, count(*) AS bookings,
                               count(*) FILTER (WHERE v.state = 'cancelled') AS cancelled,
                               count(*) FILTER (WHERE v.state = 'served') AS served,
                               count(*) FILTER (WHERE v.state = 'no_show') AS no_shows,
                               count(*) FILTER (WHERE v.source = 'walk_in') AS walk_ins,
                               avg(greatest(0, extract(epoch FROM v.called_at - v.due)) / 60)
                                   FILTER (WHERE v.called_at IS NOT NULL) AS wait,
                               avg(extract(epoch FROM v.starts_at - v.confirmed) / 86400) AS lead
                        FROM v CROSS JOIN LATERAL (
                            SELECT unnest(v.matters) WHERE :by_matter UNION ALL SELECT NULL WHERE NOT :by_matter) AS m (matter)
                        GROUP BY 1, 2 ORDER BY bookings DESC, 1, 2
                        """)
                .bindArray("halls", String.class, halls.toArray())
                .bind("by_hall", by != By.MATTER)
                .bind("by_matter", by != By.HALL)
                .bind("from", from.atStartOfDay())
                .bind("to", to.plusDays(1).atStartOfDay())
                .map((rs, context) -> new Row(
                        rs.getString("hall"),
                        rs.getString("matter"),
                        null,
                        rs.getInt("bookings"),
                        rs.getInt("cancelled"),
                        rs.getInt("served"),
                        rs.getInt("no_shows"),
                        rs.getInt("walk_ins"),
                        Statistics.rounded(rs.getDouble("wait"), rs.wasNull()),
                        Statistics.rounded(rs.getDouble("lead"), rs.wasNull())))
                .list();
    }
}
