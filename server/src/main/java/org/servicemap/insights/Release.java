package org.servicemap.insights;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one closed month, cut once and never again.
 *
 * @param areaVersion id of the version in force on the month's last day
 * @param k counts under it are not there
 * @param cells what is published, by level, area and category
 */
public record Release(
        long id,
        YearMonth month,
        String areaVersion,
        List<String> levels,
        int k,
        Instant releasedAt,
        List<Cell> cells) {
    public Release {
        levels = List.copyOf(levels);
        cells = List.copyOf(cells);
    }

    /**
     * Requests of a top category in an area.
     *
     * @param level id of the area's level
     * @param solved how many of them were solved when the month was released; null: not published
     */
    public record Cell(
            String level,
            String area,
            String category,
            int requests,
            @Nullable Integer solved) {
        public Cell(String level, String area, String category, int requests) {
            this(level, area, category, requests, null);
        }
    }
}
