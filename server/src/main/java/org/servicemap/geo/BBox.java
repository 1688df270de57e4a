package org.servicemap.geo;

/** A box in WGS 84 degrees, closed on all sides; does not cross the antimeridian. */
public record BBox(double minLon, double minLat, double maxLon, double maxLat) {
    public BBox {
        if (!(minLon <= maxLon) || !(minLat <= maxLat)) {
            throw new GeoException("bad_bbox", "bbox", "a box is min_lon,min_lat,max_lon,max_lat with min ≤ max");
        }
    }

    public boolean intersects(BBox other) {
        return minLon <= other.maxLon && other.minLon <= maxLon && minLat <= other.maxLat && other.minLat <= maxLat;
    }

    public boolean contains(double lon, double lat) {
        return lon >= minLon && lon <= maxLon && lat >= minLat && lat <= maxLat;
    }

    public BBox union(BBox other) {
        return new BBox(
                Math.min(minLon, other.minLon),
                Math.min(minLat, other.minLat),
                Math.max(maxLon, other.maxLon),
                Math.max(maxLat, other.maxLat));
    }
}
