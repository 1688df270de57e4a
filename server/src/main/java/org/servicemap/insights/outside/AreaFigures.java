package org.servicemap.insights.outside;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.servicemap.areas.index.AreaDirectory;

/**
 * Figures of one area version's areas, as they may be said of another version's: of areas that are in both, with the same code and as large up
 * to a thousandth, which what was merely drawn anew is.
 *
 * @param then of the figures
 * @param now in which they are wanted; the same object when nothing changed
 */
record AreaFigures(AreaDirectory then, AreaDirectory now) {
    private static final double REDRAWN = 0.001;

    /**
     * @param own level of the values; 1 coarsest
     * @param rank level that is wanted: the same, or a coarser one for which they are summed
     */
    Map<String, Double> of(Map<String, Double> values, int own, int rank) {
        Map<String, Double> found = own == rank ? values : sums(values, own, rank);
        if (then == now) {
            return found;
        }
        Map<String, Double> unchanged = new HashMap<>(found);
        unchanged.keySet().removeIf(code -> !isSame(rank, code));
        return unchanged;
    }

    /** An area of which a part has no figure has none. */
    private Map<String, Double> sums(Map<String, Double> values, int own, int rank) {
        Map<String, Double> sums = new HashMap<>();
        for (int ordinal = 0; ordinal < then.size(); ordinal++) {
            int above = then.level(ordinal) == own ? then.ancestorAt(ordinal, rank) : -1;
            if (above >= 0) {
                sums.merge(then.code(above), values.getOrDefault(then.code(ordinal), Double.NaN), Double::sum);
            }
        }
        sums.values().removeIf(sum -> sum.isNaN());
        return sums;
    }

    private boolean isSame(int rank, String code) {
        OptionalInt before = then.findByCode(rank, code);
        OptionalInt after = now.findByCode(rank, code);
        if (before.isEmpty() || after.isEmpty()) {
            return false;
        }
        double was = then.areaM2(before.getAsInt());
        return Math.abs(now.areaM2(after.getAsInt()) - was) <= was * REDRAWN;
    }
}
