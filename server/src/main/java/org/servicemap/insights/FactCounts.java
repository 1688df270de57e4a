package org.servicemap.insights;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.facts.Facts;

/** Counts by hexagon and day, from the facts. */
public final class FactCounts implements CountSource {
    private final Facts facts;

    public FactCounts(Facts facts) {
        this.facts = facts;
    }

    @Override
    public List<CellDay> byCellAndDay(LocalDate from, LocalDate to, int resolution) {
        String sql = "SELECT " + Cells.parentSql("cell", resolution) + " AS c, received_day, category, count(*)"
                + " FROM request_facts WHERE received_day BETWEEN ? AND ? AND cell IS NOT NULL AND category IS NOT NULL"
                + " AND sensitive IS NOT TRUE GROUP BY c, received_day, category ORDER BY c, received_day, category";
        return facts.read(connection -> rows(connection, sql, from, to));
    }

    private List<CellDay> rows(Connection connection, String sql, LocalDate from, LocalDate to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, from);
            statement.setObject(2, to);
            List<CellDay> rows = new ArrayList<>();
            try (ResultSet rs = statement.executeQuery()) {
                while (rs.next()) {
                    rows.add(row(rs));
                }
            }
            return rows;
        }
    }

    private CellDay row(ResultSet rs) throws SQLException {
        long cell = rs.getLong(1);
        double[] middle = middle(cell);
        return new CellDay(cell, middle[0], middle[1], rs.getObject(2, LocalDate.class), rs.getString(3), rs.getInt(4));
    }

    /** The mean of the corners. */
    private double[] middle(long cell) {
        double[][] ring = facts.cells().outline(cell);
        double[] sum = new double[2];
        for (int corner = 0; corner < ring.length - 1; corner++) {
            sum[0] += ring[corner][0] / (ring.length - 1);
            sum[1] += ring[corner][1] / (ring.length - 1);
        }
        return sum;
    }
}
