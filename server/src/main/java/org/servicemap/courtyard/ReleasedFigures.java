package org.servicemap.courtyard;

import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts of requests as they were released, suppressed so that nobody shows; never live ones. */
@FunctionalInterface
public interface ReleasedFigures {
    /**
     * Requests of a top category received in a month.
     *
     * @param category its code
     * @param solved how many of them were solved when the month was released; null: not published
     */
    record Figure(
            YearMonth month,
            String category,
            int requests,
            @Nullable Integer solved) {}

    /** Those of an area, the newest month first; empty where its level is not released or too little happened. */
    List<Figure> of(String level, String area);
}
