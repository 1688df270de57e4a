package org.servicemap.wardens;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/** What phones read. */
final class FieldJson {
    private FieldJson() {}

    @Describe("A shape in WGS 84, as GeoJSON has it")
    record FieldShapeJson(@Describe("MultiPolygon") String type, double[][][][] coordinates) {
        static FieldShapeJson of(double[][][][] coordinates) {
            return new FieldShapeJson("MultiPolygon", coordinates);
        }
    }

    @Describe("A grid that the account looks after today")
    record FieldGridJson(
            String code,
            LocalText name,

            @Describe("Names of the areas that it lies in, coarsest first")
            List<LocalText> areas,

            @Describe("warden or steward") String duty,

            @Describe("Whom the account stands in for") @Nullable
            String substituteFor,

            @Describe("The last day, where there is one") @Nullable
            LocalDate until,

            @Nullable FieldShapeJson geometry) {}

    @Describe("A grid that touches one of those")
    record FieldNeighbourJson(
            String code, LocalText name, @Nullable FieldShapeJson geometry) {}

    @Describe("A category that can be reported")
    record FieldCategoryJson(
            String code,
            LocalText name,

            @Describe("Codes from the top down to the parent; empty at the top")
            List<String> path,

            @Nullable String icon,
            @Describe("Nothing lies below it") boolean leaf,

            @Describe("Citizens may report it without saying who they are")
            boolean anonymous,

            @Describe("May be closed on the spot") boolean settleable) {}

    @Describe("One thing to look after")
    record FieldPlanItemJson(
            String id,
            @Describe("inquiry, visit or check") String kind,
            LocalText text,
            @Nullable Double lon,
            @Nullable Double lat) {}

    @Describe("A checklist of a grid, in the order of the route")
    record FieldPlanJson(
            String id,
            int version,
            String grid,
            LocalText name,
            @Describe("day, week or month") String every,
            List<FieldPlanItemJson> items) {}

    @Describe("How much a phone may send")
    record FieldLimitsJson(int maxPhotos, int pieceBytes, int maxText, long maxPhotoBytes) {}

    @Describe("What a phone keeps to work without a network")
    record FieldBaseJson(
            @Describe("As base_tag of a sync names it") String tag,
            DeviceRoutes.FieldPersonJson account,
            @Describe("Time zone of the city") String zone,
            LocalDate today,
            List<FieldGridJson> grids,
            List<FieldNeighbourJson> neighbours,

            @Describe("min_lon, min_lat, max_lon, max_lat of the own grids")
            double @Nullable [] bbox,

            List<FieldCategoryJson> categories,
            List<FieldPlanJson> plans,
            FieldLimitsJson limits,

            @Describe("Days after which positions of visits and reports are cleared")
            int positionDays) {}

    @Describe("A request whose handling is looked at")
    record FieldInspectedJson(
            String number,
            @Nullable String category,
            @Nullable String text,
            @Describe("Ids of its photos") List<String> photos) {}

    @Describe("A task in the field")
    record FieldWorkTaskJson(
            String id,
            int version,
            @Describe("prevention or inspection") String kind,
            String title,
            String words,
            String grid,
            @Nullable Double lon,
            @Nullable Double lat,
            @Nullable FieldInspectedJson request,
            LocalDate dueOn,
            @Describe("open, done or cancelled") String state,
            @Nullable String outcome) {}

    @Describe("A visit in an own grid, by whoever: today, or the last of the week or month of its plan")
    record FieldVisitJson(
            String key,
            @Nullable String plan,
            @Nullable String item,
            @Describe("inquiry, visit or check") String kind,
            @Describe("fine, noted or reported") String finding,
            OffsetDateTime foundAt,
            String grid,
            boolean mine) {}

    @Describe("A unit")
    record FieldUnitJson(String code, LocalText name) {}

    @Describe("An own report, as its request stands")
    record FieldReportJson(
            String key,
            String number,
            String state,
            @Nullable String category,
            OffsetDateTime foundAt,
            OffsetDateTime arrivedAt,
            @Nullable FieldUnitJson unit,
            @Nullable OffsetDateTime deadline,
            boolean settled,
            boolean outside,
            boolean exifDiffers) {}

    @Describe("When a grid was visited last")
    record FieldCoverageJson(String grid, @Nullable OffsetDateTime lastVisitAt) {}

    @Describe("What there is to do, and what was done")
    record FieldWorkJson(
            @Describe("As work_tag of a sync names it") String tag,
            List<FieldWorkTaskJson> tasks,
            List<FieldVisitJson> visits,
            @Describe("The newest 50") List<FieldReportJson> reports,
            List<FieldCoverageJson> coverage) {}
}
