package org.servicemap.appointments;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.storage.Database;

/** How a hall's slots were used, counted from slots, bookings and tickets. */
record Statistics(Database database) {

    @Describe("How a hall's slots of some days were used")
    record HallUseJson(
            String place,
            LocalDate from,
            LocalDate to,
            @Describe("That the schedule gave") int seats,
            @Describe("That live bookings and holds have") int taken,

            @Describe("By code of the matter; a visit for several counts for each")
            List<MatterUseJson> matters) {}

    @Describe("The visits for a matter")
    record MatterUseJson(
            String matter,
            int bookings,
            int cancelled,
            int served,
            int noShows,
            int walkIns,

            @Describe("From the time due to the call; null before anybody was called") @Nullable
            Double meanWaitMinutes,

            @Describe("From the confirmation to the visit") @Nullable
            Double meanLeadDays) {}

    HallUseJson of(String place, LocalDate from, LocalDate to) {
        return database.inSnapshot(handle -> {
            int[] seats = handle.createQuery("""
                            SELECT coalesce(sum(s.planned), 0) AS seats, coalesce(sum(s.booked), 0) AS taken
                            FROM slots s JOIN hall_queues q ON q.id = s.queue
                            WHERE q.hall = :hall AND s.day BETWEEN :from AND :to
                            """)
                    .bind("hall", place)
                    .bind("from", from)
                    .bind("to", to)
                    .map((rs, context) -> new int[] {rs.getInt("seats"), rs.getInt("taken")})
                    .one();
            return new HallUseJson(place, from, to, seats[0], seats[1], matters(handle, place, from, to));
        });
    }

    private static List<MatterUseJson> matters(
            org.jdbi.v3.core.Handle handle, String place, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        SELECT m.matter, count(*) AS bookings,
                               count(*) FILTER (WHERE b.state = 'cancelled') AS cancelled,
                               count(*) FILTER (WHERE b.state = 'served') AS served,
                               count(*) FILTER (WHERE b.state = 'no_show') AS no_shows,
                               count(*) FILTER (WHERE b.source = 'walk_in') AS walk_ins,
                               avg(greatest(0, extract(epoch FROM t.called_at - greatest(t.due_at, t.arrived_at))) / 60)
                                   FILTER (WHERE t.called_at IS NOT NULL) AS wait,
                               avg(extract(epoch FROM b.starts_at - e.at) / 86400) AS lead
                        FROM bookings b
                        JOIN halls h ON h.place = b.hall
                        CROSS JOIN LATERAL unnest(b.matters) AS m (matter)
                        LEFT JOIN hall_tickets t ON t.booking = b.id
                        LEFT JOIN LATERAL (SELECT min(at) AS at FROM booking_events e
                                           WHERE e.booking = b.id AND e.kind = 'confirmed') e ON true
                        WHERE b.hall = :hall AND b.number IS NOT NULL
                          AND b.starts_at >= CAST(:from AS timestamp) AT TIME ZONE h.zone
                          AND b.starts_at < CAST(:to AS timestamp) AT TIME ZONE h.zone
                        GROUP BY m.matter ORDER BY m.matter
                        """)
                .bind("hall", place)
                .bind("from", from.atStartOfDay())
                .bind("to", to.plusDays(1).atStartOfDay())
                .map((rs, context) -> new MatterUseJson(
                        rs.getString("matter"),
                        rs.getInt("bookings"),
                        rs.getInt("cancelled"),
                        rs.getInt("served"),
                        rs.getInt("no_shows"),
                        rs.getInt("walk_ins"),
                        rounded(rs.getDouble("wait"), rs.wasNull()),
                        rounded(rs.getDouble("lead"), rs.wasNull())))
                .list();
    }

    static @Nullable Double rounded(double value, boolean absent) {
        return absent ? null : Math.rint(value * 10) / 10;
    }
}
