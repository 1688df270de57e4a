package org.servicemap.insights.risks;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/** What the routes of risks answer. */
final class RiskJson {
    private RiskJson() {}

    @Describe("A place from which requests come again and again")
    record ConflictPlaceJson(
            @Describe("Names it for a task") String ref,

            @Describe("address: a point to about 11 m; cell: an H3 hexagon of resolution 9")
            String kind,

            @Describe("Middle of its requests, WGS 84") double lon,
            double lat,

            @Describe("The finest area there but one; null outside") @Nullable
            RiskAreaJson area,

            long requests,

            @Describe("Different petitioners; who gave no name counts each time")
            long people,

            @Describe("Share that has not ended, or of which the petitioner says that it is not solved")
            double unresolvedShare,

            @Describe("Share over which a unit disputed its duty")
            double disputedShare,

            @Describe("The most frequent one") @Nullable String category,
            @Nullable LocalText categoryName,
            LocalDate lastDay) {}

    @Describe("An area, named")
    record RiskAreaJson(String level, String code, LocalText name) {}

    @Describe("Petitioners of an area who ask again and again; never who they are")
    record RepeatPetitionersJson(
            @Describe("Null: all areas together with fewer than may be told apart") @Nullable
            RiskAreaJson area,

            long petitioners,
            long requests,
            double unresolvedShare) {}

    @Describe("Clusters of the newest scan with what became of their requests")
    record KeyRisksJson(
            @Describe("The last day looked at; null when nothing was looked at yet") @Nullable
            LocalDate lastDay,

            @Describe("The highest score first") List<KeyRiskJson> items) {}

    @Describe("A key risk point")
    record KeyRiskJson(
            String ref,

            @Describe("0 to 100: 40 for how sure the cluster is, 35 × unresolved share, 25 × disputed share")
            double score,

            @Describe("A top category; null for all together") @Nullable
            String category,

            @Nullable LocalText categoryName,
            double lon,
            double lat,
            double radiusMetres,
            @Nullable RiskAreaJson area,
            LocalDate from,
            @Describe("Included") LocalDate to,
            int observed,
            double expected,
            @Nullable Double relativeRisk,

            @Describe("Corrected for all searches of the night; of its category alone where that was not kept")
            double p,

            @Describe("Of those within reach, as of now") long requests,
            double unresolvedShare,
            double disputedShare) {}

    @Describe("Categories that rise somewhere")
    record RisersJson(
            LocalDate from,
            @Describe("Included") LocalDate to,
            LocalDate fromBefore,
            LocalDate toBefore,

            @Describe("Pairs of category and area that were compared")
            int tested,

            @Describe("Share of false alarms among what is listed, at most")
            double falseDiscovery,

            @Describe("The surest first") List<RiserJson> items) {}

    @Describe("A category that rises in an area")
    record RiserJson(
            String ref,
            String category,
            @Nullable LocalText categoryName,
            RiskAreaJson area,
            long now,
            long before,

            @Describe("Times as many a day as before; null when there were none before") @Nullable
            Double ratio,

            @Describe("Of the 95 % interval") double low,

            @Describe("Null without an end") @Nullable Double high,
            double p,
            @Describe("Adjusted for all pairs compared") double q) {}
}
