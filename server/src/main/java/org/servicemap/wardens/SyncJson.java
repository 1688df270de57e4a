package org.servicemap.wardens;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;

/** What phones send, and what they are answered. */
final class SyncJson {
    private SyncJson() {}

    @Describe("What waited on a phone, in the order in which it was made")
    record FieldSyncBody(
            @Describe("By the phone's clock: how far it is off is kept with what it found")
            OffsetDateTime sentAt,

            @Describe("Tag of the work that the phone has") @Nullable
            String workTag,

            @Describe("At most 50") List<FieldItemBody> items) {}

    @Describe("Where a phone was")
    record FieldPositionBody(
            double lon,
            double lat,
            @Describe("Radius in metres") @Nullable Double accuracy) {}

    @Describe("Where something was found: a position, or an address in words")
    record FieldWhereBody(
            @Nullable Double lon,
            @Nullable Double lat,
            @Describe("Radius in metres") @Nullable Double accuracy,

            @Describe("The pin was put there by hand") @Nullable
            Boolean moved,

            @Describe("Where the phone was, when the pin was moved") @Nullable
            FieldPositionBody device,

            @Nullable String address) {}

    @Describe("How it was put right on the spot")
    record FieldSettledBody(
            String words,
            @Describe("Keys of uploads that show it") List<String> photos) {}

    @Describe(
            "One thing that a warden did. A report has category, text, where, photos, settled; a visit grid, plan, item, visit_kind,"
                    + " finding, note, where; a task task, version, outcome, note, photos, where")
    record FieldItemBody(
            @Describe("A UUID that the phone made: the same key is stored once")
            String key,

            @Describe("report, visit or task") String kind,
            @Describe("By the phone's clock") OffsetDateTime foundAt,
            @Nullable String category,

            @Describe("May be empty: then the category's name stands for it") @Nullable
            String text,

            @Nullable FieldWhereBody where,

            @Describe("Keys of uploads, at most 9") @Nullable
            List<String> photos,

            @Nullable FieldSettledBody settled,
            @Nullable String grid,
            @Nullable String plan,
            @Describe("Of the plan") @Nullable String item,
            @Describe("inquiry, visit or check") @Nullable String visitKind,
            @Describe("fine, noted or reported") @Nullable String finding,
            @Nullable String note,
            @Describe("Id of a task") @Nullable String task,

            @Describe("Of the task as the warden saw it") @Nullable
            Integer version,

            @Describe("fine, not_fine or not_found") @Nullable
            String outcome) {}

    @Describe("What became of an item")
    record FieldResultJson(
            String key,

            @Describe("stored, repeated, refused or conflict")
            String status,

            @Nullable String code,
            @Nullable String field,
            @Nullable String detail,
            @Describe("Of the request") @Nullable String number,
            FieldJson.@Nullable FieldUnitJson unit,
            @Nullable OffsetDateTime deadline,
            @Nullable String state,
            @Nullable Boolean outside,
            @Nullable Boolean exifDiffers) {}

    @Describe("What became of the items, in their order, and the work when the phone has another")
    record FieldSyncJson(
            OffsetDateTime receivedAt,
            List<FieldResultJson> results,
            FieldJson.@Nullable FieldWorkJson work,
            String workTag,

            @Describe("Of the base as it is now: read it again when the phone has another")
            String baseTag) {}
}
