package org.servicemap.insights;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/** What is answered of released statistics. */
final class StatisticsJson {
    private StatisticsJson() {}

    @Describe("A month that was released, once and for all")
    record StatisticsReleaseJson(
            @Describe("As 2026-01") String month,

            @Describe("In force on the month's last day; areas are of it")
            String areaVersion,

            @Describe("Ids of the levels that are counted, coarsest first")
            List<String> levels,

            @Describe("Counts of requests by fewer people are not published")
            int k,

            Instant releasedAt,
            @Describe("How many counts it has") int counts) {
        static StatisticsReleaseJson of(Release release) {
            return new StatisticsReleaseJson(
                    release.month().toString(),
                    release.areaVersion(),
                    release.levels(),
                    release.k(),
                    release.releasedAt(),
                    release.cells().size());
        }
    }

    @Describe("A released count")
    record StatisticsCountJson(
            String month,
            String level,
            String area,
            LocalText areaName,
            @Describe("A top category") String category,
            LocalText categoryName,
            @Describe("Requests received in the month") int requests,

            @Describe("The released count of the month before; null when none was published") @Nullable
            Integer requestsBefore,

            @Describe(
                    "How many of the requests were solved when the month was released; null when that is not published")
            @Nullable
            Integer solved) {}

    @Describe("How statistics are released from now on, and on which terms")
    record StatisticsTermsJson(
            @Describe("Counts of requests by fewer people are not published")
            int k,

            @Describe("How long after its end a month is released")
            int days,

            @Describe("Ids of the levels that are counted, coarsest first")
            List<String> levels,

            @Describe(
                    "Top categories that are never counted, with all below them: their policy is to publish nothing, or they are sensitive")
            List<LocalText> never,

            @Describe("Null where the city states none") @Nullable
            LocalText licence,

            @Nullable String licenceLink) {}
}
