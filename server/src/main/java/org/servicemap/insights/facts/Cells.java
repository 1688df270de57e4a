package org.servicemap.insights.facts;

import com.uber.h3core.AreaUnit;
import com.uber.h3core.H3Core;
import com.uber.h3core.LengthUnit;
import com.uber.h3core.util.LatLng;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H3 hexagons: of points, their parents in SQL, and their outlines. Coordinates are WGS 84. Thread-safe. */
public final class Cells {
    /** About 175 m from the middle to a corner. */
    public static final int FINEST = 9;

    /** About 22 km from the middle to a corner: coarser ones are no use in a city. */
    public static final int COARSEST = 5;

    private static final int MODE_BITS = 52;
    private static final int BITS_OF_DIGIT = 3;
    private static final int DIGITS = 15;
    private static final double DECIMALS = 1e7;
    private static final double METRES_PER_DEGREE = 6_371_008.8 * Math.PI / 180;

    /** Each ring of neighbours is at least so many edges farther out. */
    private static final double RING_STEP = 1.5;

    /** The shortest edges are some 0.7 of the world's average. */
    private static final double LEAST_OF_AVERAGE = 0.6;

    private final H3Core h3;

    private Cells(H3Core h3) {
        this.h3 = h3;
    }

    /** Loads the library. */
    public static Cells load() {
        try {
            return new Cells(H3Core.newInstance());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null without a place. */
    @Nullable
    Long of(@Nullable Double lon, @Nullable Double lat) {
        return lon == null || lat == null ? null : (Long) h3.latLngToCell(lat, lon, FINEST);
    }

    /**
     * An expression for the parent of a column of cells: the resolution's bits are set, and the digits of what is finer filled up, as
     * the index is defined.
     */
    public static String parentSql(String column, int resolution) {
        if (resolution >= FINEST) {
            return column;
        }
        long keep = ~(0xFL << MODE_BITS);
        long level = (long) resolution << MODE_BITS;
        long fill = (1L << (BITS_OF_DIGIT * (DIGITS - resolution))) - 1;
        return "((" + column + " & " + keep + ") | " + (level | fill) + ")";
    }

    /** The corners as longitude and latitude, the first again at the end. */
    public double[][] outline(long cell) {
        List<LatLng> corners = h3.cellToBoundary(cell);
        double[][] ring = new double[corners.size() + 1][];
        for (int i = 0; i <= corners.size(); i++) {
            LatLng corner = corners.get(i % corners.size());
            ring[i] = new double[] {rounded(corner.lng), rounded(corner.lat)};
        }
        return ring;
    }

    /** Seven decimals are a centimetre, and half the text of what a double can tell. */
    private static double rounded(double degrees) {
        return Math.rint(degrees * DECIMALS) / DECIMALS;
    }

    /** The middle as longitude and latitude. */
    public double[] middle(long cell) {
        LatLng middle = h3.cellToLatLng(cell);
        return new double[] {middle.lng, middle.lat};
    }

    /** From the middle to a corner on the average. */
    public double cornerMetres(int resolution) {
        return h3.getHexagonEdgeLengthAvg(resolution, LengthUnit.m);
    }

    /** How large the cell around a point is, in km²: the world's average is up to a third off. */
    public double km2(double lon, double lat, int resolution) {
        return h3.cellArea(h3.latLngToCell(lat, lon, resolution), AreaUnit.km2);
    }

    /** The cell itself and its six neighbours (five around twelve cells of the globe). */
    public List<Long> ring(long cell) {
        return h3.gridDisk(cell, 1);
    }

    /** Those of a resolution whose middle is at most so far away, in a fixed order. */
    public List<Long> within(double lon, double lat, double metres, int resolution) {
        double east = METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
        int rings = 1 + (int) Math.ceil(metres / (RING_STEP * LEAST_OF_AVERAGE * cornerMetres(resolution)));
        return h3.gridDisk(h3.latLngToCell(lat, lon, resolution), rings).stream()
                .filter(cell -> {
                    double[] middle = middle(cell);
                    return Math.hypot((middle[0] - lon) * east, (middle[1] - lat) * METRES_PER_DEGREE) <= metres;
                })
                .sorted()
                .toList();
    }

    /** As the index is defined. */
    public static int resolution(long cell) {
        return (int) (cell >> MODE_BITS & 0xF);
    }

    /** What {@link #name} wrote; null for what is no cell of a resolution that is kept. */
    public @Nullable Long named(String name) {
        try {
            long cell = Long.parseLong(name, 16);
            return h3.isValidCell(cell) && resolution(cell) >= COARSEST && resolution(cell) <= FINEST ? cell : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public static String name(long cell) {
        return Long.toHexString(cell);
    }
}
