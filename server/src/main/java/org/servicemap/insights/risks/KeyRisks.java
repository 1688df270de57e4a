package org.servicemap.insights.risks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.servicemap.geo.LonLat;
import org.servicemap.insights.HotSpot;
import org.servicemap.insights.HotSpots;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.facts.Facts;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * Key risk points: the clusters of the newest scan, each with what became of its requests. Thread-safe.
 */
final class KeyRisks {
    /** About from the middle of a hexagon of resolution 8 to its corner: the outermost hexagons belong to the cluster whole. */
    private static final double HEXAGON_METRES = 530;

    private static final double METRES_PER_DEGREE = 111_320;
    private static final int POINTS_AROUND = 16;

    private final Facts facts;

    KeyRisks(Facts facts) {
        this.facts = facts;
    }

    /**
     * A cluster and what became of its requests.
     *
     * @param ref category and middle: the same as long as scans find it at the same place, so that a night does not make it another finding
     * @param requests about as many as the scan observed; more or fewer when some have changed since
     */
    record KeyRisk(String ref, HotSpot spot, long requests, double unresolved, double disputed) {
        /**
         * 0 to 100: 40 for how sure the cluster is (p, corrected for all searches of the night, of 0.001 or less is all of it, 0.05 is 17), 35 times
         * the unresolved share, 25 times the disputed share.
         */
        double score() {
            double sure = Math.min(1, -Math.log10(spot.chance()) / 3);
            return 100 * (0.40 * sure + 0.35 * unresolved + 0.25 * disputed);
        }
    }

    /**
     * The highest score first; only clusters that lie wholly within reach: the scan's counts of one that goes over the border tell of what is
     * beyond.
     */
    List<KeyRisk> of(HotSpots.Found found, Reach reach, CategoryTree tree) {
        List<KeyRisk> risks = new ArrayList<>();
        for (HotSpot spot : found.spots()) {
            if (isWithin(spot, reach)) {
                risks.add(risk(spot, found.run(), reach, tree));
            }
        }
        risks.sort(Comparator.comparingDouble(KeyRisk::score).reversed());
        return risks;
    }

    private static boolean isWithin(HotSpot spot, Reach reach) {
        return reach.isWhole()
                || reach.covers(spot.lon(), spot.lat())
                        && around(spot.lon(), spot.lat(), spot.radiusMetres() + HEXAGON_METRES).stream()
                                .allMatch(point -> reach.covers(point.lon(), point.lat()));
    }

    /** Points on a circle, the first in the east. Pure. */
    static List<LonLat> around(double lon, double lat, double metres) {
        double degrees = metres / METRES_PER_DEGREE;
        return IntStream.range(0, POINTS_AROUND)
                .mapToDouble(i -> 2 * Math.PI * i / POINTS_AROUND)
                .mapToObj(angle -> new LonLat(
                        lon + degrees * Math.cos(angle) / Math.cos(Math.toRadians(lat)),
                        lat + degrees * Math.sin(angle)))
                .toList();
    }

    /** {@code HOUS@116.48500,39.92500}: of all categories together {@code all}. */
    static String ref(HotSpot spot) {
        String category = spot.category();
        return String.format(Locale.ROOT, "%s@%.5f,%.5f", category == null ? "all" : category, spot.lon(), spot.lat());
    }

    private KeyRisk risk(HotSpot spot, HotSpot.Run run, Reach reach, CategoryTree tree) {
        double metres = spot.radiusMetres() + HEXAGON_METRES;
        FactQuery query = new FactQuery()
                .add("SELECT count(*), count(*) FILTER (WHERE " + Conflicts.UNRESOLVED + "),")
                .add("count(*) FILTER (WHERE " + Conflicts.DISPUTED + ") FROM " + Conflicts.REQUESTS)
                .add("WHERE r.received_day BETWEEN ? AND ?", run.lastDay().minusDays(spot.days() - 1L), run.lastDay())
                .add(
                        "AND sqrt(pow((r.lon - ?) * ?, 2) + pow((r.lat - ?) * ?, 2)) <= ? AND",
                        spot.lon(),
                        METRES_PER_DEGREE * Math.cos(Math.toRadians(spot.lat())),
                        spot.lat(),
                        METRES_PER_DEGREE,
                        metres);
        String category = spot.category();
        if (category != null) {
            query.addOneOf("r.category", below(tree, category)).add("AND");
        }
        return reach.where(query)
                .list(facts, rs -> {
                    long n = rs.getLong(1);
                    return new KeyRisk(
                            ref(spot),
                            spot,
                            n,
                            n == 0 ? 0 : (double) rs.getLong(2) / n,
                            n == 0 ? 0 : (double) rs.getLong(3) / n);
                })
                .get(0);
    }

    static List<String> below(CategoryTree tree, String category) {
        return tree.list().stream()
                .map(Category::code)
                .filter(code -> tree.isWithin(code, category))
                .toList();
    }
}
