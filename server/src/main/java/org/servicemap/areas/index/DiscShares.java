package org.servicemap.areas.index;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How an accuracy disc is shared among faces: {@link #CHORDS} west-east chords at equal steps of angle, each cut exactly where borders cross
 * it. The rule's error is below 0.1 % of the disc. The disc is a circle in metres in the plane that touches the ellipsoid at its
 * centre: off by about 1 % at the largest radius, {@link Query#MAX_ACCURACY_METRES}.
 */
final class DiscShares {
    static final int CHORDS = 128;

    private final CellStore store;
    private final ExactLookup exact;
    private final double units;
    private final Map<Integer, Double> widths = new HashMap<>();
    private double[] crossings = new double[16];
    private int[] masks = new int[16];

    private DiscShares(CellStore store, ExactLookup exact) {
        this.store = store;
        this.exact = exact;
        this.units = Math.scalb(1.0, store.fractionBits());
    }

    /** Shares by face (0 is void); they sum up to 1. */
    static Map<Integer, Double> of(CellStore store, ExactLookup exact, BorderIndex.Plane plane, double radiusMetres) {
        DiscShares shares = new DiscShares(store, exact);
        double radius = radiusMetres;
        for (int i = 0; i < CHORDS; i++) {
            double angle = Math.PI * ((i + 0.5) / CHORDS - 0.5);
            double half = radius * Math.cos(angle) / plane.metresX();
            double y = plane.y() + radius * Math.sin(angle) / plane.metresY();
            shares.chord(plane.x() - half, plane.x() + half, y, Math.cos(angle));
        }
        double total =
                shares.widths.values().stream().mapToDouble(Double::doubleValue).sum();
        shares.widths.replaceAll((face, width) -> width / total);
        return shares.widths;
    }

    private void chord(double from, double to, double height, double weight) {
        long y = (long) Math.rint(height * units);
        long end = (long) Math.rint(to * units);
        long x = (long) Math.rint(from * units);
        while (x < end) {
            ExactLookup.Cell cell = exact.cell(x, y, 1, 1);
            long next = Math.min(end, eastOf(cell, x));
            if (cell.isRecord()) {
                record(cell, x, next, y, weight);
            } else {
                add(cell.entry(), next - x, weight);
            }
            x = Math.max(next, x + 1);
        }
    }

    /** Where the cell ends; outside the grid, where the grid begins or nowhere. */
    private long eastOf(ExactLookup.Cell cell, long x) {
        int bits = cell.shift() + store.fractionBits();
        long end = ((x >> bits) + 1) << bits;
        boolean eastOfAll = x >> store.shift() + store.fractionBits() >= store.columns();
        return eastOfAll ? Long.MAX_VALUE : x < 0 ? 0 : end;
    }

    private void record(ExactLookup.Cell cell, long from, long to, long y, double weight) {
        int bits = store.fractionBits();
        CellRecord record = cell.record(store.pool());
        long qy = y - ((long) cell.south() << bits);
        int n = 0;
        for (int i = 0; i + 1 < record.vertices(); i++) {
            long y0 = (long) record.y(i) << bits;
            long y1 = (long) record.y(i + 1) << bits;
            if (y0 <= qy != y1 <= qy && record.isEdge(i)) {
                double x0 = (double) cell.west() + record.x(i);
                double x1 = (double) cell.west() + record.x(i + 1);
                double x = (x0 + (x1 - x0) * ((double) (qy - y0) / (y1 - y0))) * units;
                n = x > from && x < to ? cross(n, x, record.mask(i)) : n;
            }
        }
        pieces(n, from, to, y, weight);
    }

    /**
     * Walks the crossings from the exact face at the start; should rounding have put one on the wrong side of the cell's border, the walk
     * does not arrive at the exact face at the end, and each piece is asked for at its middle instead.
     */
    private void pieces(int n, long from, long to, long y, double weight) {
        int face = exact.face(from, y, 1, 1);
        int arrival = face;
        for (int i = 0; i < n; i++) {
            arrival ^= masks[i];
        }
        boolean sound = arrival == exact.face(to, y, -1, 1);
        double x = from;
        for (int i = 0; i <= n; i++) {
            double next = i < n ? crossings[i] : to;
            add(sound ? face : exact.face((long) ((x + next) / 2), y, 1, 1), next - x, weight);
            face ^= i < n ? masks[i] : 0;
            x = next;
        }
    }

    /** Keeps the crossings in order. */
    private int cross(int n, double x, int mask) {
        if (n == crossings.length) {
            crossings = Arrays.copyOf(crossings, 2 * n);
            masks = Arrays.copyOf(masks, 2 * n);
        }
        int i = n;
        while (i > 0 && crossings[i - 1] > x) {
            crossings[i] = crossings[i - 1];
            masks[i] = masks[i - 1];
            i--;
        }
        crossings[i] = x;
        masks[i] = mask;
        return n + 1;
    }

    private void add(int face, double width, double weight) {
        if (width > 0) {
            widths.merge(face, width * weight, Double::sum);
        }
    }
}
