package org.servicemap.formats;

import java.util.Locale;

/** The file formats that layers come in. */
public enum Format {
    GEOJSON,
    SHAPEFILE,
    GEOPACKAGE,
    FLATGEOBUF,
    CSV;

    /** Reads {@code geojson}, {@code shapefile}, {@code geopackage}, {@code flatgeobuf}, {@code csv}. */
    public static Format parse(String name) {
        for (Format format : values()) {
            if (format.id().equals(name.strip().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new FormatException(
                "unknown_format",
                0,
                "\"" + name + "\" is no known format; give geojson, shapefile, geopackage, flatgeobuf, csv or auto");
    }

    /** Its name in packs and commands. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
