package org.servicemap.insights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The tables of releases; rows are only ever added. */
final class ReleaseStore {
    private record Row(long release, Release.Cell cell) {}

    Set<YearMonth> months(Handle handle) {
        return new HashSet<>(handle.createQuery("SELECT month FROM statistics_releases")
                .map((rs, context) -> month(rs))
                .list());
    }

    private static YearMonth month(ResultSet rs) throws SQLException {
        return YearMonth.from(rs.getDate("month").toLocalDate());
    }

    /** The number of releases, which says whether there are new ones. */
    int count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM statistics_releases")
                .mapTo(Integer.class)
                .one();
    }

    /** All, the earliest month first. */
    List<Release> all(Handle handle) {
        Map<Long, List<Release.Cell>> cells = new LinkedHashMap<>();
        handle.createQuery("""
                        SELECT release, level, area, category, requests, solved FROM statistics_cells
                            LEFT JOIN statistics_solved USING (release, level, area, category)
                        ORDER BY release, level, area, category""")
                .map((rs, context) -> new Row(
                        rs.getLong("release"),
                        new Release.Cell(
                                rs.getString("level"),
                                rs.getString("area"),
                                rs.getString("category"),
                                rs.getInt("requests"),
                                rs.getObject("solved", Integer.class))))
                .forEach(row -> cells.computeIfAbsent(row.release(), id -> new ArrayList<>())
                        .add(row.cell()));
        return handle.createQuery("SELECT * FROM statistics_releases ORDER BY month")
                .map((rs, context) -> new Release(
                        rs.getLong("id"),
                        month(rs),
                        rs.getString("area_version"),
                        List.of((String[]) rs.getArray("levels").getArray()),
                        rs.getInt("k"),
                        rs.getTimestamp("released_at").toInstant(),
                        cells.getOrDefault(rs.getLong("id"), List.of())))
                .list();
    }

    /** False when another server has released the month. */
    boolean add(Handle handle, Release release) {
        int added = handle.createUpdate("""
                        INSERT INTO statistics_releases (id, month, area_version, levels, k)
                        VALUES (:id, :month, :version, :levels, :k)
                        ON CONFLICT (month) DO NOTHING""")
                .bind("id", release.id())
                .bind("month", release.month().atDay(1))
                .bind("version", release.areaVersion())
                .bindArray("levels", String.class, release.levels())
                .bind("k", release.k())
                .execute();
        if (added > 0) {
            cells(handle, release);
            solved(handle, release);
        }
        return added > 0;
    }

    private static void cells(Handle handle, Release release) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO statistics_cells (release, level, area, category, requests)
                VALUES (:release, :level, :area, :category, :requests)""");
        for (Release.Cell cell : release.cells()) {
            batch.bind("release", release.id())
                    .bind("level", cell.level())
                    .bind("area", cell.area())
                    .bind("category", cell.category())
                    .bind("requests", cell.requests())
                    .add();
        }
        batch.execute();
    }

    private static void solved(Handle handle, Release release) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO statistics_solved (release, level, area, category, solved)
                VALUES (:release, :level, :area, :category, :solved)""");
        for (Release.Cell cell : release.cells()) {
            if (cell.solved() != null) {
                batch.bind("release", release.id())
                        .bind("level", cell.level())
                        .bind("area", cell.area())
                        .bind("category", cell.category())
                        .bind("solved", cell.solved())
                        .add();
            }
        }
        batch.execute();
    }
}
