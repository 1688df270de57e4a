package org.servicemap.insights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The tables of hot spots; rows are only ever added. */
final class HotSpotStore {
    boolean has(Handle handle, LocalDate lastDay) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM hot_spot_runs WHERE last_day = :day)")
                .bind("day", lastDay)
                .mapTo(Boolean.class)
                .one();
    }

    /** The newest of these days that no run has looked at, though there is one of a day before; both ends included. */
    Optional<LocalDate> newestMissing(Handle handle, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        SELECT CAST(day AS date) FROM generate_series(CAST(:from AS timestamp), CAST(:to AS timestamp), INTERVAL '1 day') AS day
                        WHERE NOT EXISTS (SELECT FROM hot_spot_runs WHERE last_day = CAST(day AS date))
                          AND EXISTS (SELECT FROM hot_spot_runs WHERE last_day < CAST(day AS date))
                        ORDER BY day DESC LIMIT 1""")
                .bind("from", from)
                .bind("to", to)
                .mapTo(LocalDate.class)
                .findOne();
    }

    /** The last run that looked at no later day. */
    Optional<HotSpot.Run> run(Handle handle, LocalDate until) {
        return handle.createQuery("SELECT * FROM hot_spot_runs WHERE last_day <= :until ORDER BY last_day DESC LIMIT 1")
                .bind("until", until)
                .map((rs, context) -> run(rs))
                .findOne();
    }

    /** The newest first, with how many clusters each found. */
    List<HotSpots.Ran> runs(Handle handle, int most) {
        return handle.createQuery("""
                        SELECT r.*, (SELECT count(*) FROM hot_spots s WHERE s.run = r.id) AS found
                        FROM hot_spot_runs r ORDER BY last_day DESC LIMIT :most""")
                .bind("most", most)
                .map((rs, context) -> new HotSpots.Ran(run(rs), rs.getInt("found")))
                .list();
    }

    private static HotSpot.Run run(ResultSet rs) throws SQLException {
        return new HotSpot.Run(
                rs.getLong("id"),
                rs.getDate("last_day").toLocalDate(),
                rs.getInt("study_days"),
                rs.getString("settings"),
                rs.getInt("resolution"),
                rs.getLong("requests"));
    }

    List<HotSpot> of(Handle handle, long run) {
        return handle.createQuery("""
                        SELECT category, position[0] AS lon, position[1] AS lat, radius_metres, days, observed, expected,
                               relative_risk, ratio, p, night_p
                        FROM hot_spots WHERE run = :run ORDER BY number""")
                .bind("run", run)
                .map((rs, context) -> spot(rs))
                .list();
    }

    /** Last days of the runs in a period, both ends included. */
    Set<LocalDate> lastDays(Handle handle, LocalDate from, LocalDate to) {
        return new HashSet<>(
                handle.createQuery("SELECT last_day FROM hot_spot_runs WHERE last_day BETWEEN :from AND :to")
                        .bind("from", from)
                        .bind("to", to)
                        .mapTo(LocalDate.class)
                        .list());
    }

    List<HotSpots.Dated> between(Handle handle, LocalDate from, LocalDate to) {
        return handle.createQuery("""
                        SELECT r.last_day, s.category, s.position[0] AS lon, s.position[1] AS lat, s.radius_metres, s.days,
                               s.observed, s.expected, s.relative_risk, s.ratio, s.p, s.night_p
                        FROM hot_spots s JOIN hot_spot_runs r ON r.id = s.run WHERE r.last_day BETWEEN :from AND :to
                        ORDER BY coalesce(s.night_p, s.p), s.ratio DESC, r.last_day, s.number""")
                .bind("from", from)
                .bind("to", to)
                .map((rs, context) -> new HotSpots.Dated(rs.getDate("last_day").toLocalDate(), spot(rs)))
                .list();
    }

    private static HotSpot spot(ResultSet rs) throws SQLException {
        double risk = rs.getDouble("relative_risk");
        boolean riskKnown = !rs.wasNull();
        return new HotSpot(
                rs.getString("category"),
                rs.getDouble("lon"),
                rs.getDouble("lat"),
                rs.getDouble("radius_metres"),
                rs.getInt("days"),
                rs.getInt("observed"),
                rs.getDouble("expected"),
                riskKnown ? risk : null,
                rs.getDouble("ratio"),
                rs.getDouble("p"),
                rs.getObject("night_p", Double.class));
    }

    /** False when another server has kept that day's. */
    boolean add(Handle handle, HotSpot.Run run, List<HotSpot> spots) {
        int added = handle.createUpdate("""
                        INSERT INTO hot_spot_runs (id, last_day, study_days, settings, resolution, requests)
                        VALUES (:id, :lastDay, :studyDays, CAST(:settings AS jsonb), :resolution, :requests)
                        ON CONFLICT (last_day) DO NOTHING""")
                .bind("id", run.id())
                .bind("lastDay", run.lastDay())
                .bind("studyDays", run.studyDays())
                .bind("settings", run.settings())
                .bind("resolution", run.resolution())
                .bind("requests", run.requests())
                .execute();
        if (added > 0 && !spots.isEmpty()) {
            add(handle, run.id(), spots);
        }
        return added > 0;
    }

    private static void add(Handle handle, long run, List<HotSpot> spots) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO hot_spots (run, number, category, position, radius_metres, days, observed, expected,
                                       relative_risk, ratio, p, night_p)
                VALUES (:run, :number, :category, point(:lon, :lat), :radius, :days, :observed, :expected,
                        :risk, :ratio, :p, :nightP)""");
        int number = 0;
        for (HotSpot spot : spots) {
            batch.bind("run", run)
                    .bind("number", number++)
                    .bind("category", spot.category())
                    .bind("lon", spot.lon())
                    .bind("lat", spot.lat())
                    .bind("radius", spot.radiusMetres())
                    .bind("days", spot.days())
                    .bind("observed", spot.observed())
                    .bind("expected", spot.expected())
                    .bind("risk", spot.relativeRisk())
                    .bind("ratio", spot.ratio())
                    .bind("p", spot.p())
                    .bind("nightP", spot.nightP())
                    .add();
        }
        batch.execute();
    }
}
