package org.servicemap.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a file of past requests has what; −1 where it has none. */
record PastCaseColumns(
        int category,
        int lon,
        int lat,
        int at,
        int channel,
        int hotline,
        int urgency,
        int kind,
        int text,
        int decided,
        int registeredLon,
        int registeredLat) {
    /** {@link RoutingException} {@code bad_csv}, {@code doubled_column}, {@code missing_column}. */
    static PastCaseColumns of(List<String> header) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            add(places, header.get(i), i);
        }
        return new PastCaseColumns(
                required(places, "category"),
                required(places, "lon"),
                required(places, "lat"),
                required(places, "at"),
                places.getOrDefault("channel", -1),
                places.getOrDefault("hotline", -1),
                places.getOrDefault("urgency", -1),
                places.getOrDefault("kind", -1),
                places.getOrDefault("text", -1),
                places.getOrDefault("decided", -1),
                paired(places, "registered_lon", "registered_lat"),
                paired(places, "registered_lat", "registered_lon"));
    }

    /** Both are there or none. */
    private static int paired(Map<String, Integer> places, String column, String other) {
        return places.containsKey(other) ? required(places, column) : places.getOrDefault(column, -1);
    }

    private static int required(Map<String, Integer> places, String column) {
        Integer place = places.get(column);
        if (place == null) {
            throw new RoutingException("missing_column", column, "the column " + column + " is missing");
        }
        return place;
    }

    private static void add(Map<String, Integer> places, String name, int place) {
        if (name.isEmpty()) {
            throw new RoutingException(
                    "bad_csv", "cases", "the header cannot be read: column " + (place + 1) + " has no name");
        }
        Integer before = places.put(name, place);
        if (before != null) {
            throw new RoutingException(
                    "doubled_column",
                    name,
                    "the column " + name + " stands twice in the header, as column " + (before + 1) + " and as column "
                            + (place + 1));
        }
    }
}
