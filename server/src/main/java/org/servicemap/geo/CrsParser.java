package org.servicemap.geo;

import java.util.Locale;

/** Reads definitions of coordinate reference systems. */
final class CrsParser {
    private CrsParser() {}

    static Crs parse(String definition) {
        String text = definition.strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "wgs84", "epsg:4326" -> Wgs84.INSTANCE;
            default -> throw unknown(text);
        };
    }

    static GeoException unknown(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return new GeoException(
                "unknown_crs",
                "crs",
                "\"" + shown + "\" is no known coordinate reference system; give wgs84, gcj02, bd09, EPSG:n, WKT or a"
                        + " +proj=… definition");
    }
}
