package org.servicemap.areas.index;

import java.nio.file.Path;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;

/**
 * Point to finest area, exactly. Input WGS 84 degrees; immutable, safe for any number of threads.
 *
 * <p>Every point of the coverage belongs to exactly one area: a point on a border belongs to the area immediately east, then north of it
 * (the point moved by (ε, ε²)); where that is void (outer border, hole) the sides (ε, −ε²), (−ε, ε²), (−ε, −ε²) are tried, then the
 * smallest touching area. The answer does not depend on how or in which order the index was built.
 *
 * <p>Method: a grid of cells; cells without borders answer at once, others hold an anchor face and their few edges, each with the XOR of
 * the faces on its sides; the answer is the anchor XOR the masks of the edges between the cell's corner and the point. Integer
 * arithmetic throughout ({@link CellRecords}).
 */
public final class AreaIndex {
    private static final double QUERY_SCALE = 0x1p46;

    private final CellStore store;
    private final String contentKey;
    private final ExactLookup exact;
    private final int[] entries;
    private final long[] pool;
    private final int shift;
    private final int columns;
    private final int fractionBits;
    private final double originX;
    private final double originY;
    private final double limitX;
    private final double limitY;
    private final long finestLine;

    AreaIndex(CellStore store, String contentKey) {
        this.store = store;
        this.contentKey = contentKey;
        this.exact = new ExactLookup(store);
        this.entries = store.entries();
        this.pool = store.pool();
        this.shift = store.shift();
        this.columns = store.columns();
        this.fractionBits = store.fractionBits();
        this.originX = store.grid().originLon() * QUERY_SCALE;
        this.originY = store.grid().originLat() * QUERY_SCALE;
        this.limitX = Math.scalb((double) store.columns(), shift + fractionBits);
        this.limitY = Math.scalb((double) store.rows(), shift + fractionBits);
        this.finestLine = (1L << store.finestShift() + fractionBits) - 1;
    }

    /** Builds the index; throws {@link IndexBuildException} with the place where the coverage breaks its guarantees. */
    public static AreaIndex build(Coverage coverage) {
        return build(coverage, IndexParameters.DEFAULT);
    }

    static AreaIndex build(Coverage coverage, IndexParameters parameters) {
        Linework lines = LineworkBuilder.build(coverage);
        return new AreaIndex(IndexBuilder.build(coverage.grid(), lines, parameters), "");
    }

    /** Opens a saved index in milliseconds; throws {@link IndexFileException} when it is not one or damaged. */
    public static AreaIndex map(Path file) {
        throw new IndexFileException(IndexFileException.UNREADABLE, "cannot read " + file);
    }

    /** Writes the index so that {@link #map} can open it: equal coverages give equal bytes. */
    public void save(Path file) {}

    /** SHA-256 (hex) of what the index was built from: equal for equal coverages, whoever built it. */
    public String contentKey() {
        return contentKey;
    }

    public CanonicalGrid grid() {
        return store.grid();
    }

    /** Size of the arrays that answer look-ups. */
    public long bytes() {
        return store.bytes();
    }

    /** Ordinal of the finest area that holds the point (WGS 84 degrees), or −1 outside. NaN is outside. */
    public int leafOf(double lon, double lat) {
        double x46 = Math.rint(lon * QUERY_SCALE) - originX;
        double y46 = Math.rint(lat * QUERY_SCALE) - originY;
        if (!(x46 >= 0 && x46 < limitX && y46 >= 0 && y46 < limitY)) {
            return -1;
        }
        long x = (long) x46;
        long y = (long) y46;
        return face(x, y, (int) (x >> fractionBits), (int) (y >> fractionBits)) - 1;
    }

    private int face(long x, long y, int unitX, int unitY) {
        int cellShift = shift;
        int entry = entries[(unitY >> cellShift) * columns + (unitX >> cellShift)];
        while (entry < 0) {
            int kind = IndexLayout.kind(entry);
            int address = IndexLayout.address(entry);
            if (kind == IndexLayout.CHILDREN) {
                cellShift -= IndexLayout.CHILD_BITS;
                entry = entries[address + ExactLookup.child(unitX, unitY, cellShift)];
            } else {
                int inside = (1 << cellShift) - 1;
                int face = kind == IndexLayout.NARROW
                        ? CellRecords.narrow(pool, address, unitX & inside, unitY & inside)
                        : CellRecords.wide(pool, address, unitX & inside, unitY & inside);
                if (face > 0) {
                    return face;
                }
                return face < 0 || kind == IndexLayout.WIDE ? exact.face(x, y) : voidFace(x, y);
            }
        }
        return entry != 0 ? entry : voidFace(x, y);
    }

    /** An edge along a cell line stands in no record: only there can a void cell's point touch an area unseen. */
    private int voidFace(long x, long y) {
        return (x & finestLine) == 0 || (y & finestLine) == 0 ? exact.face(x, y) : 0;
    }

    /** {@link #leafOf} of the first n points; the fast way for many. */
    public void leavesOf(double[] lon, double[] lat, int[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = leafOf(lon[i], lat[i]);
        }
    }
}
