package org.servicemap.requests;

import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.requests.rates.Ranking;
import org.servicemap.requests.rates.Tally;
import org.servicemap.text.LocalText;

/** A row of the ranking. */
@Describe("The three rates of a unit or area in a period, over the callbacks that reached the petitioner")
record RateJson(
        String code,
        LocalText name,
        @Nullable String kind,

        @Describe("Place among those of its kind, 1 is best; null with too few callbacks to rank") @Nullable
        Integer rank,

        @Describe("How many of its kind have a place") int among,

        @Describe("Callbacks that reached the petitioner") long valid,

        long contacted,
        long solved,
        long satisfied,
        long basicallySatisfied,

        @Describe("Share contacted, 0 to 1; null without callbacks") @Nullable
        Double response,

        @Nullable Double resolution,
        @Nullable Double satisfaction,

        @Describe("0 to 100; null without callbacks") @Nullable
        Double score,

        @Describe("Lower end of the score's 95 % interval") @Nullable
        Double low,

        @Nullable Double high,

        @Describe("Callbacks in the period before") long validBefore,
        @Nullable Double scoreBefore,
        @Nullable Integer rankBefore) {

    static RateJson of(Ranking.Place place) {
        Ranking.Row row = place.row();
        Tally tally = row.tally();
        Tally.Rates now = place.now();
        Tally.Rates before = place.before();
        return new RateJson(
                row.code(),
                row.name(),
                row.kind(),
                place.rank(),
                place.among(),
                tally.valid(),
                tally.contacted(),
                tally.solved(),
                tally.satisfied(),
                tally.basically(),
                now == null ? null : now.response(),
                now == null ? null : now.resolution(),
                now == null ? null : now.satisfaction(),
                now == null ? null : now.score(),
                now == null ? null : now.low(),
                now == null ? null : now.high(),
                row.before().valid(),
                before == null ? null : before.score(),
                place.rankBefore());
    }
}
