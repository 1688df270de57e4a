package org.servicemap.geo;

/**
 * A position in WGS 84 (EPSG:4326), degrees, always longitude first.
 *
 * @param lon −180 … 180
 * @param lat −90 … 90
 */
public record LonLat(double lon, double lat) {
    public LonLat {
        if (!(lon >= -180 && lon <= 180)) {
            throw new GeoException(
                    "coordinate_out_of_range", "lon", "longitude must be between -180 and 180, not " + lon);
        }
        if (!(lat >= -90 && lat <= 90)) {
            String hint = lat >= -180 && lat <= 180 ? " (are longitude and latitude swapped?)" : "";
            throw new GeoException(
                    "coordinate_out_of_range", "lat", "latitude must be between -90 and 90, not " + lat + hint);
        }
    }
}
