package org.servicemap.open311;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the endpoints are and who to ask. */
final class Discovery {
    static final String SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";
    /** When what the endpoints say of themselves last changed. */
    private static final String CHANGESET = "2026-11-22T00:00:00Z";

    private Discovery() {}

    static Document of(String city, String origin) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("changeset", CHANGESET);
        fields.put("contact", city + ", " + origin + "/");
        fields.put(
                "key_service",
                "An api_key is the token of a service account with the grant \"file\"; the city's administrators make"
                        + " them at " + origin + "/accounts");
        fields.put(
                "endpoints",
                new Document.Items(
                        "endpoint",
                        List.of(
                                endpoint(origin + Endpoint.PRODUCTION.path(), "production"),
                                endpoint(origin + Endpoint.TEST.path(), "test"))));
        return new Document("discovery", fields);
    }

    private static Map<String, Object> endpoint(String url, String type) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("specification", SPECIFICATION);
        fields.put("url", url);
        fields.put("changeset", CHANGESET);
        fields.put("type", type);
        fields.put("formats", new Document.Items("format", Format.mediaTypes()));
        return fields;
    }
}
