package org.servicemap.areas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.GridShape;

/**
 * Grid shapes as the database keeps them: extended WKB MultiPolygon, little endian, SRID 4326, in degrees. Vertices of a
 * grid are exact doubles, so a shape comes back bit for bit, ring starts included, and a shape that two grids share (same
 * power of two) has the same bytes in both.
 */
final class ShapeCodec {
    private static final int MULTI_POLYGON_WITH_SRID = 6 | 0x2000_0000;
    private static final int POLYGON = 3;
    private static final int WGS84 = 4326;
    private static final int HEADER = 1 + 3 * Integer.BYTES;
    private static final int POLYGON_HEADER = 1 + 2 * Integer.BYTES;
    private static final int VERTEX = 2 * Double.BYTES;

    private ShapeCodec() {}

    static byte[] encode(CanonicalGrid grid, GridShape shape) {
        ByteBuffer out = ByteBuffer.allocate(sizeOf(shape)).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 1).putInt(MULTI_POLYGON_WITH_SRID).putInt(WGS84).putInt(shape.polygons().length);
        for (int[][] polygon : shape.polygons()) {
            out.put((byte) 1).putInt(POLYGON).putInt(polygon.length);
            for (int[] ring : polygon) {
                out.putInt(ring.length / 2 + 1);
                for (int i = 0; i < ring.length; i += 2) {
                    out.putDouble(grid.lon(ring[i])).putDouble(grid.lat(ring[i + 1]));
                }
                out.putDouble(grid.lon(ring[0])).putDouble(grid.lat(ring[1]));
            }
        }
        return out.array();
    }

    private static int sizeOf(GridShape shape) {
        int size = HEADER;
        for (int[][] polygon : shape.polygons()) {
            size += POLYGON_HEADER;
            for (int[] ring : polygon) {
                size += Integer.BYTES + (ring.length / 2 + 1) * VERTEX;
            }
        }
        return size;
    }

    static GridShape decode(CanonicalGrid grid, byte[] wkb) {
        ByteBuffer in = ByteBuffer.wrap(wkb).order(ByteOrder.LITTLE_ENDIAN);
        if (in.get() != 1 || in.getInt() != MULTI_POLYGON_WITH_SRID || in.getInt() != WGS84) {
            throw new IllegalStateException("a stored shape is no canonical multi-polygon");
        }
        int[][][] polygons = new int[in.getInt()][][];
        for (int p = 0; p < polygons.length; p++) {
            in.position(in.position() + 1 + Integer.BYTES);
            polygons[p] = new int[in.getInt()][];
            for (int r = 0; r < polygons[p].length; r++) {
                polygons[p][r] = ring(grid, in);
            }
        }
        return polygons.length == 0 ? GridShape.EMPTY : new GridShape(polygons);
    }

    private static int[] ring(CanonicalGrid grid, ByteBuffer in) {
        int[] ring = new int[2 * (in.getInt() - 1)];
        for (int i = 0; i < ring.length; i += 2) {
            ring[i] = grid.x(in.getDouble());
            ring[i + 1] = grid.y(in.getDouble());
        }
        in.position(in.position() + VERTEX);
        return ring;
    }
}
