package org.servicemap.insights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.facts.Facts;
import org.servicemap.units.CategoryTree;

/** Counts by hexagon and day, from the facts. */
public final class FactCounts implements CountSource {
    private final Facts facts;
    private final Supplier<CategoryTree> categories;

    public FactCounts(Facts facts, Supplier<CategoryTree> categories) {
        this.facts = facts;
        this.categories = categories;
    }

    @Override
    public List<CellDay> byCellAndDay(LocalDate from, LocalDate to, int resolution) {
        return new FactQuery()
                .add("SELECT " + Cells.parentSql("cell", resolution) + " AS c, received_day,")
                .add("coalesce(t.top, category) AS g, count(*) FROM request_facts")
                .add(
                        "LEFT JOIN " + TopCategories.SQL + " t ON t.leaf = category",
                        new TopCategories(categories.get()).values().toArray())
                .add("WHERE received_day BETWEEN ? AND ? AND cell IS NOT NULL AND category IS NOT NULL", from, to)
                .add("AND sensitive IS NOT TRUE GROUP BY c, received_day, g ORDER BY c, received_day, g")
                .list(facts, this::row);
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
