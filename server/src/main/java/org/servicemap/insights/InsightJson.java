package org.servicemap.insights;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/** What the insights answer. */
final class InsightJson {
    private InsightJson() {}

    @Describe("An area's figure")
    record InsightAreaJson(
            String level,
            String code,
            LocalText name,

            @Describe("The count or the share, 0 to 1; null when there is nothing to have a share of") @Nullable
            Double value,

            @Describe("What was counted") long n,

            @Describe("The value in as many days before") @Nullable
            Double valueBefore,

            long nBefore,

            @Describe("Count for each 10,000 residents, or of what per names; null where their number is not known")
            @Nullable
            Double per10000,

            @Describe("How many residents, or of what per names") @Nullable
            Double denominator,

            @Describe("Count for each km²; null where the area is not in the version") @Nullable
            Double perKm2,

            @Describe("Whether the area is in force no more: requests came under its code when it was")
            boolean former) {}

    @Describe("A category's figure")
    record InsightCategoryJson(
            String code,
            LocalText name,
            @Nullable Double value,
            long n,
            @Nullable Double valueBefore,
            long nBefore,

            @Describe("(value − value before) / value before; null when there was nothing before") @Nullable
            Double change) {}

    @Describe("A day's figure")
    record InsightDayJson(LocalDate day, @Nullable Double value, long n) {}

    @Describe("Figures of hexagons")
    record InsightHexagonsJson(
            @Describe("Of the H3 grid") int resolution,

            @Describe("What is in a hexagon in the middle of the city, in km²")
            double cellKm2,

            List<InsightHexagonJson> items) {}

    @Describe("A hexagon's figure")
    record InsightHexagonJson(
            @Describe("H3 index") String cell,
            @Nullable Double value,
            long n,
            @Nullable Double valueBefore,
            long nBefore,

            @Describe("Corners as longitude and latitude, WGS 84; the first again at the end")
            double[][] ring) {}

    @Describe("The period's figures at a glance")
    record InsightSummaryJson(
            LocalDate from,
            @Describe("Included") LocalDate to,
            @Describe("First of as many days before") LocalDate fromBefore,

            @Describe("Up to where the facts tell: a position of the change log")
            String asOf,

            @Describe(
                    "Dataset and version that figures per 10,000 residents divide by, as id@version; null without one")
            @Nullable
            String residents,

            List<InsightCardJson> cards) {}

    @Describe("One measure")
    record InsightCardJson(
            String measure,

            @Describe("cohort: of the requests received in the period; flow: of what happened in the period")
            String basis,

            boolean share,
            LocalText definition,
            @Nullable Double value,
            long n,
            @Nullable Double valueBefore,
            long nBefore) {}
}
