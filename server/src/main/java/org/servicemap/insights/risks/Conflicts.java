package org.servicemap.insights.risks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.TopCategories;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.facts.Facts;
import org.servicemap.units.CategoryTree;

/**
 * Where requests come again and again: at one address (a point to about 11 m), in one hexagon, or from the same petitioners. Of petitioners
 * it only tells how many there are in an area and how much they asked; which they are stays in the facts, as a hash that nobody can turn back.
 * Thread-safe.
 */
final class Conflicts {
    /** Not ended, or ended and the petitioner says that it is not solved. */
    static final String UNRESOLVED = "(r.ended_at IS NULL OR r.solved IS FALSE)";

    static final String DISPUTED = "d.request IS NOT NULL";
    static final String REQUESTS = "request_facts r LEFT JOIN"
            + " (SELECT DISTINCT request FROM event_facts WHERE action = 'dispute') d ON d.request = r.id";
    private static final String ADDRESS =
            "(CAST(round(r.lon, 4) AS VARCHAR) || ',' || CAST(round(r.lat, 4) AS VARCHAR))";
    private static final String CELL = "CAST(r.cell AS VARCHAR)";
    private static final int MOST = 200;

    private final Facts facts;
    private final Supplier<CategoryTree> categories;

    Conflicts(Facts facts, Supplier<CategoryTree> categories) {
        this.facts = facts;
        this.categories = categories;
    }

    /** What counts as the same place. */
    enum Kind {
        ADDRESS(Conflicts.ADDRESS),
        CELL(Conflicts.CELL);

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }
    }

    /**
     * A place.
     *
     * @param key the hexagon's number, or longitude and latitude
     * @param people different petitioners; all without a name count as one for each top category
     * @param category the most frequent one
     */
    record Place(
            Kind kind,
            String key,
            double lon,
            double lat,
            long requests,
            long people,
            long unresolved,
            long disputed,
            @Nullable String category,
            LocalDate last) {
        double unresolvedShare() {
            return (double) unresolved / requests;
        }
    }

    /**
     * Petitioners of an area who ask again and again.
     *
     * @param area null: all areas together in which there are too few
     */
    record Repeaters(@Nullable String area, long petitioners, long requests, long unresolved) {
        Repeaters plus(Repeaters other) {
            return new Repeaters(
                    area, petitioners + other.petitioners, requests + other.requests, unresolved + other.unresolved);
        }
    }

    /** The fullest places first. */
    List<Place> places(Kind kind, RiskWindow window, Reach reach, GovernanceRules rules) {
        FactQuery query = new FactQuery()
                .add("SELECT " + kind.sql + " AS k, avg(r.lon), avg(r.lat), count(*) AS n,")
                .add("count(DISTINCT r.petitioner)")
                // of a caller without a name it is not known whether it was the same one again
                .add("+ count(DISTINCT coalesce(t.top, r.category, '')) FILTER (WHERE r.petitioner IS NULL) AS people,")
                .add("count(*) FILTER (WHERE " + UNRESOLVED + "), count(*) FILTER (WHERE " + DISPUTED + "),")
                .add("mode(r.category), max(r.received_day)")
                .add("FROM " + REQUESTS)
                .add(
                        "LEFT JOIN " + TopCategories.SQL + " t ON t.leaf = r.category",
                        new TopCategories(categories.get()).values().toArray())
                .add("WHERE r.received_day BETWEEN ? AND ?", window.from(), window.to())
                .add("AND r.cell IS NOT NULL AND");
        reach.where(query)
                .add("GROUP BY k HAVING n >= ? AND people >= ?", rules.leastRequests(), rules.leastPeople())
                .add("ORDER BY n DESC, k LIMIT " + MOST);
        return query.list(facts, rs -> place(kind, rs));
    }

    private static Place place(Kind kind, ResultSet rs) throws SQLException {
        return new Place(
                kind,
                rs.getString(1),
                rs.getDouble(2),
                rs.getDouble(3),
                rs.getLong(4),
                rs.getLong(5),
                rs.getLong(6),
                rs.getLong(7),
                rs.getString(8),
                rs.getObject(9, LocalDate.class));
    }

    /** By area of a level; areas with fewer than may be shown come last, together. */
    List<Repeaters> repeaters(int rank, RiskWindow window, Reach reach, GovernanceRules rules) {
        FactQuery query = new FactQuery()
                .add("SELECT a, count(*), sum(n), sum(u) FROM (SELECT mode(r.area_" + rank + ") AS a, count(*) AS n,")
                .add("count(*) FILTER (WHERE " + UNRESOLVED + ") AS u FROM request_facts r")
                .add(
                        "WHERE r.received_day BETWEEN ? AND ? AND r.petitioner IS NOT NULL AND",
                        window.from(),
                        window.to());
        reach.where(query)
                .add("GROUP BY r.petitioner HAVING n >= ?)", rules.leastByPetitioner())
                .add("GROUP BY a ORDER BY 2 DESC, a");
        return together(
                query.list(facts, rs -> new Repeaters(rs.getString(1), rs.getLong(2), rs.getLong(3), rs.getLong(4))),
                rules.leastShown());
    }

    /** When even those together are too few nothing is said of them. */
    static List<Repeaters> together(List<Repeaters> all, int least) {
        List<Repeaters> shown = new ArrayList<>();
        Repeaters few = new Repeaters(null, 0, 0, 0);
        for (Repeaters each : all) {
            if (each.area() != null && each.petitioners() >= least) {
                shown.add(each);
            } else {
                few = few.plus(each);
            }
        }
        if (few.petitioners() >= least) {
            shown.add(few);
        }
        return shown;
    }
}
