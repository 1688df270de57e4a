package org.servicemap.insights.briefs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.insights.briefs.BriefRates.Rates;
import org.servicemap.text.LocalText;

/**
 * What a report says, as it is archived. Nothing in it depends on when it was made, only on the facts: the same facts give the same
 * figures. Sensitive requests are never counted.
 */
@Describe(
        "What a report says. Figures of the period before and of the year before are null where the facts do not go back so far")
record BriefFigures(
        @Describe("The city's rates in one line: weights, what basically satisfied counts, callbacks to be ranked")
        String ratesRule,

        @Describe("Version of the areas by which names were read")
        String areaVersion,

        List<BriefCount> counts,
        @Nullable BriefRateFigures rates,
        @Nullable BriefRateFigures ratesBefore,

        @Describe("Categories with most requests received, at most 10")
        List<BriefPart> categories,

        @Describe(
                "Categories that rose most: z of at least 1.96, where z = (n/d − before/e) / √(n/d² + before/e²) with d and e the days of both periods; none of daily reports")
        List<BriefPart> risers,

        @Describe("What a point of the series is: hour, day or month")
        String seriesBy,

        List<BriefPoint> series,

        @Describe("Level of the areas listed; empty when there is none below the subject")
        String areaLevel,

        @Describe("At most 40, those with most requests first")
        List<BriefRow> areas,

        @Describe("At most 40, by kind and place; figures of a unit are its own and those of all below it")
        List<BriefRow> units,

        @Describe("Of the period's nightly scans, those least likely by chance, at most 10; none of units")
        List<BriefSpot> spots,

        @Describe(
                "Days of the period that no night's scan had looked at yet when it was made; none of units. Null: archived before this was kept")
        @Nullable
        List<String> unscanned,

        @Describe("BriefOpen at the end of the period, at most 10, the longest first")
        List<BriefOpen> open,

        @Describe("Who said most often that a request is not theirs")
        List<BriefPart> disputedUnits,

        List<BriefPart> disputedCategories) {
    /** To be raised when a figure comes to mean something else. */
    static final int DEFINITIONS = 3;

    @Describe("A count: received, ended, open, overdue, called_back or disputed")
    record BriefCount(
            String code,
            long n,
            @Nullable Long before,
            @Nullable Long yearBefore) {}

    @Describe("The three rates over the callbacks that reached the petitioner")
    record BriefRateFigures(
            long n,
            double response,
            double resolution,
            double satisfaction,

            @Describe("0 to 100") double score,
            @Describe("Lower end of its 95 % interval") double low,
            double high) {
        static @Nullable BriefRateFigures of(@Nullable Rates rates) {
            return rates == null
                    ? null
                    : new BriefRateFigures(
                            rates.n(),
                            rates.response(),
                            rates.resolution(),
                            rates.satisfaction(),
                            rates.score(),
                            rates.low(),
                            rates.high());
        }
    }

    @Describe("A category or unit and its number")
    record BriefPart(
            String code, LocalText name, long n, @Nullable Long before) {}

    @Describe("A point of the series")
    record BriefPoint(
            @Describe("Hour 00 to 23, day or month") String code,
            long received,
            @Describe("Null for hours") @Nullable Long ended) {}

    @Describe("An area or unit")
    record BriefRow(
            String code,
            LocalText name,

            @Describe("Kind of unit; empty for areas") String kind,

            LocalText kindName,
            @Describe("Requests received") long n,
            @Nullable Long before,
            @Nullable BriefRateFigures rates,

            @Describe("By score among those of its kind with enough callbacks; null for the rest") @Nullable
            Integer place,

            int among) {}

    @Describe("A cluster of requests in space and time")
    record BriefSpot(
            @Describe("Number within the report") String code,

            @Describe("Names of the areas around its middle, coarsest first")
            List<LocalText> where,

            @Describe("A top category; null for all together") @Nullable
            LocalText category,

            String until,
            int days,
            double radiusMetres,
            int observed,
            double expected,

            @Describe(
                    "Corrected for all searches of the night (p_night of /insights/hot-spots); of its category alone where that was not kept")
            double p) {}

    @Describe("An open request")
    record BriefOpen(
            @Describe("Public number") String code,
            String receivedOn,

            @Describe("Since it was received, to the end of the period")
            long days,

            @Nullable LocalText category,
            @Nullable LocalText unit,
            @Nullable LocalText area,
            @Nullable String dueOn) {}
}
