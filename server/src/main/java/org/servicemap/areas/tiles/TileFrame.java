package org.servicemap.areas.tiles;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.servicemap.areas.coverage.CanonicalGrid;

/** One tile of the Web Mercator pyramid: from grid coordinates to the tile's own, 0 … {@link #EXTENT}, y downwards. */
record TileFrame(CanonicalGrid grid, int z, int x, int y) {
    static final int EXTENT = 4096;
    /** Beyond the tile's edge, so that lines and their joins at the edge are drawn alike from both sides: 4 of 256 px. */
    static final int BUFFER = 64;

    static final int DEEPEST = 22;

    boolean exists() {
        return z >= 0 && z <= DEEPEST && x >= 0 && y >= 0 && x < 1 << z && y < 1 << z;
    }

    Coordinate toTile(int gridX, int gridY) {
        double world = Math.scalb((double) EXTENT, z);
        double sin = Math.sin(Math.toRadians(grid.lat(gridY)));
        double mercator = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
        double column = (grid.lon(gridX) + 180) / 360;
        return new Coordinate(
                Math.rint(column * world - (double) x * EXTENT), Math.rint(mercator * world - (double) y * EXTENT));
    }

    /** In tile coordinates, with the buffer. */
    Envelope clip() {
        return new Envelope(-BUFFER, EXTENT + BUFFER, -BUFFER, EXTENT + BUFFER);
    }

    /** The tile with its buffer in (unbounded) grid coordinates. */
    Envelope inGrid() {
        double edge = (double) BUFFER / EXTENT;
        return new Envelope(gridX(x - edge), gridX(x + 1 + edge), gridY(y - edge), gridY(y + 1 + edge));
    }

    private double gridX(double column) {
        double lon = Math.scalb(column, -z) * 360 - 180;
        return Math.scalb(lon - grid.originLon(), grid.k());
    }

    private double gridY(double row) {
        double lat = Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * Math.scalb(row, -z)))));
        return Math.scalb(lat - grid.originLat(), grid.k());
    }

    /** Half a pixel of 256 to the tile at a zoom, in grid units of latitude; 0, nothing left out, from zoom 20. */
    static double tolerance(CanonicalGrid grid, double lat, int zoom) {
        if (zoom >= 20) {
            return 0;
        }
        double degrees = 360 * Math.cos(Math.toRadians(lat)) / Math.scalb(256.0, zoom) / 2;
        return Math.scalb(degrees, grid.k());
    }
}
