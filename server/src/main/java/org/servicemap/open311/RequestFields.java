package org.servicemap.open311;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.requests.PublicRequest;
import org.servicemap.text.LocalText;

/** Requests as GeoReport spells them. Every field is always there; what is unknown or not public is empty. */
final class RequestFields {
    private final String language;
    private final String origin;
    private final boolean extended;

    /** @param origin where the world finds the server, without a slash at the end */
    RequestFields(String language, String origin, boolean extended) {
        this.language = language;
        this.origin = origin;
        this.extended = extended;
    }

    Document list(List<PublicRequest> requests) {
        return Document.list(
                "service_requests",
                "request",
                requests.stream().map(this::fields).toList());
    }

    private Map<String, Object> fields(PublicRequest request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("service_request_id", request.number());
        fields.put("status", request.closed() ? "closed" : "open");
        fields.put("status_notes", request.reply());
        fields.put("service_name", name(request.category().name()));
        fields.put("service_code", request.category().code());
        fields.put("description", request.text());
        fields.put("agency_responsible", name(request.unit()));
        fields.put("service_notice", null);
        fields.put("requested_datetime", time(request.receivedAt()));
        fields.put("updated_datetime", time(request.updatedAt()));
        fields.put("expected_datetime", time(request.deadline()));
        addPlace(fields, request);
        fields.put("media_url", request.photo() == null ? null : origin + request.photo());
        if (extended) {
            fields.put("extended_attributes", Map.of("areas", areas(request)));
        }
        return fields;
    }

    /** Never the address that was said, which may be a home: the names of the areas. */
    private void addPlace(Map<String, Object> fields, PublicRequest request) {
        fields.put("address", request.areas().stream().map(this::name).collect(Collectors.joining(" ")));
        fields.put("address_id", null);
        fields.put("zipcode", null);
        LonLat point = request.point();
        fields.put("lat", point == null ? null : degrees(point.lat()));
        fields.put("long", point == null ? null : degrees(point.lon()));
    }

    private Document.Items areas(PublicRequest request) {
        return new Document.Items(
                "area", request.areas().stream().map(this::name).toList());
    }

    private @Nullable String name(@Nullable LocalText text) {
        return text == null ? null : text.in(language, "en");
    }

    /** Seven decimals are a centimetre. */
    private static double degrees(double value) {
        return Math.round(value * 1e7) / 1e7;
    }

    /** UTC with Z, to the second: clients fail on offsets and fractions. */
    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
