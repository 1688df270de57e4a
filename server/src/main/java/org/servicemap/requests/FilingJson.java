package org.servicemap.requests;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.FieldException;

/** A request as it is sent to be filed. */
@Describe("A request to file")
record FilingJson(
        @Describe("What was said, 1 to 4000 characters") String text,

        @Describe("Code of a category; leave it out when not known") @Nullable
        String category,

        @Describe("Request kind") @Nullable String kind,

        @Describe("Urgency class; default: the category's; staff and service accounts only") @Nullable
        String urgency,

        @Nullable WhereJson where,

        @Describe("Further places by role: residence, registered …") @Nullable
        Map<String, WhereJson> places,

        @Describe("Leave it out to stay anonymous, where the category allows it") @Nullable
        ContactJson contact,

        @Describe("Language tag of the language to answer in") @Nullable
        String language,

        @Describe("Keys of uploads, at most 9, as the upload answered them") @Nullable
        List<String> attachments,

        @Describe("Channel; staff and service accounts only") @Nullable
        String channel,

        @Describe("Code of the merged hotline; staff and service accounts only") @Nullable
        String hotline,

        @Describe("Number in the system it comes from; staff and service accounts only") @Nullable
        String sourceRef) {

    @Describe("Where something is, as it was said")
    record WhereJson(
            @Describe("gps, pin, address, place, area, citywide or none")
            String kind,

            @Nullable Double lon,
            @Nullable Double lat,

            @Describe("wgs84 (default), gcj02, bd09, EPSG:n") @Nullable
            String crs,

            @Describe("Radius in metres") @Nullable Double accuracy,
            @Describe("Level of a named area") @Nullable String level,
            @Describe("Code of a named area") @Nullable String area,
            @Nullable String address) {
        Where toWhere() {
            Where.Kind found = Where.Kind.find(kind)
                    .orElseThrow(() -> new FieldException(
                            "kind", "kind must be one of gps, pin, address, place, area, citywide, none"));
            return new Where(found, lon, lat, crs, accuracy, level, area, address);
        }
    }

    @Describe("Who asks. All of it is personal and kept sealed")
    record ContactJson(
            @Nullable Boolean enterprise,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address) {
        Contact toContact() {
            return new Contact(Boolean.TRUE.equals(enterprise), name, phone, email, address);
        }
    }

    /** @param ownChannel the channel of callers who may not name one */
    Filing toFiling(String ownChannel, boolean maySayChannel, String defaultLanguage, @Nullable Long account) {
        Map<String, Where> others = new HashMap<>();
        if (places != null) {
            places.forEach((role, place) -> others.put(role, place.toWhere()));
        }
        if (!maySayChannel && (channel != null || hotline != null || sourceRef != null)) {
            throw new RequestException(
                    RequestException.BAD_FIELD, "channel", "channel, hotline and source_ref are for staff");
        }
        if (!maySayChannel && urgency != null) {
            throw new RequestException(RequestException.BAD_FIELD, "urgency", "how urgent it is, is for staff to say");
        }
        return new Filing(
                channel == null ? ownChannel : channel,
                hotline,
                sourceRef,
                kind,
                category,
                urgency,
                text,
                where == null ? Where.NOWHERE : where.toWhere(),
                others,
                contact == null ? null : contact.toContact(),
                language == null ? defaultLanguage : language,
                RequestFiles.keys(attachments),
                account);
    }
}
