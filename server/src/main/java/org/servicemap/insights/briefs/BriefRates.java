package org.servicemap.insights.briefs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the city makes its three rates of callbacks. Wired to the requests' own rules, so that a report counts as the ranking does. */
public interface BriefRates {
    /** Callbacks that are alike. */
    record Answers(
            long n,
            boolean contacted,
            boolean solved,
            @Nullable String satisfaction) {}

    /** Shares of 0 to 1; the score of 0 to 100 with the ends of its 95 % interval. */
    record Rates(
            long n, double response, double resolution, double satisfaction, double score, double low, double high) {}

    /** Null without callbacks, and where the city has no rates. */
    @Nullable
    Rates of(List<Answers> answers);

    /** Callbacks without which there is no place. */
    int leastToRank();

    /** The rule in one line: another line, other rates. Empty where there are none. */
    String rule();
}
