package org.servicemap.areas.tiles;

import java.util.LinkedHashMap;
import java.util.Map;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;

/**
 * What a stretch of border separates.
 *
 * @param rank the coarsest level whose areas differ on the two sides
 * @param tags codes of that level's areas on the left and right of the line's direction; missing for outside
 */
record Border(int rank, Map<String, Object> tags) {
    static Border between(Coverage coverage, int left, int right) {
        int rank = rank(coverage, left, right);
        Map<String, Object> tags = new LinkedHashMap<>();
        tag(coverage, tags, "left", ancestor(coverage, left, rank));
        tag(coverage, tags, "right", ancestor(coverage, right, rank));
        return new Border(rank, tags);
    }

    private static void tag(Coverage coverage, Map<String, Object> tags, String side, int ordinal) {
        if (ordinal >= 0) {
            tags.put(side, coverage.areas().get(ordinal).code());
        }
    }

    private static int rank(Coverage coverage, int left, int right) {
        for (var level : coverage.levels()) {
            if (ancestor(coverage, left, level.rank()) != ancestor(coverage, right, level.rank())) {
                return level.rank();
            }
        }
        return coverage.levels().get(coverage.levels().size() - 1).rank();
    }

    /** The area of a rank that an area is or lies in, or −1. */
    private static int ancestor(Coverage coverage, int ordinal, int rank) {
        int at = ordinal;
        while (at >= 0) {
            CoverageArea area = coverage.areas().get(at);
            if (area.level() <= rank) {
                return area.level() == rank ? at : -1;
            }
            at = area.parent();
        }
        return -1;
    }
}
