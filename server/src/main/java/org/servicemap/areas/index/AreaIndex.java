package org.servicemap.areas.index;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    private final CellStore store;
    private final BorderIndex borders;
    private final String contentKey;
    private final ExactLookup exact;
    private final int[] entries;
    private final CellClasses classes;
    private final long[] pool;
    private final int shift;
    private final int columns;
    private final int fractionBits;
    private final double originX;
    private final double originY;
    private final double limitX;
    private final double limitY;
    private final long finestLine;

    AreaIndex(CellStore store, BorderIndex borders, String contentKey) {
        this.store = store;
        this.borders = borders;
        this.contentKey = contentKey;
        this.exact = new ExactLookup(store);
        this.entries = store.entries();
        this.classes = CellClasses.of(store);
        this.pool = store.pool();
        this.shift = store.shift();
        this.columns = store.columns();
        this.fractionBits = store.fractionBits();
        this.originX = store.originX();
        this.originY = store.originY();
        this.limitX = store.limitX();
        this.limitY = store.limitY();
        this.finestLine = (1L << store.finestShift() + fractionBits) - 1;
    }

    /** Builds the index; throws {@link IndexBuildException} with the place where the coverage breaks its guarantees. */
    public static AreaIndex build(Coverage coverage) {
        return build(coverage, IndexParameters.DEFAULT);
    }

    static AreaIndex build(Coverage coverage, IndexParameters parameters) {
        CompletableFuture<String> key = CompletableFuture.supplyAsync(() -> ContentKey.of(coverage));
        Linework lines = LineworkBuilder.build(coverage);
        // Beside the cells: nothing of it depends on them.
        CompletableFuture<BorderIndex> borders =
                CompletableFuture.supplyAsync(() -> BorderIndexBuilder.build(coverage, lines));
        CellStore cells = IndexBuilder.build(coverage.grid(), lines, parameters);
        return new AreaIndex(cells, borders.join(), key.join());
    }

    /**
     * Opens a saved index: the file is mapped, its checksums are verified and the arrays are copied out (some ten milliseconds per 100 MB).
     * Throws {@link IndexFileException} when it is foreign, damaged or of another format.
     */
    public static AreaIndex map(Path file) {
        IndexFile.Content content = IndexFile.map(file);
        return new AreaIndex(content.store(), content.borders(), content.contentKey());
    }

    /** Writes the index, atomically, so that {@link #map} can open it: equal coverages give equal bytes. */
    public void save(Path file) {
        IndexFile.save(file, new IndexFile.Content(store, borders, contentKey));
    }

    /** What {@link #contentKey()} of an index of this coverage would be, without building it. */
    public static String contentKey(Coverage coverage) {
        return ContentKey.of(coverage);
    }

    /** SHA-256 (hex) of what the index was built from: equal for equal coverages, whoever built it. */
    public String contentKey() {
        return contentKey;
    }

    public CanonicalGrid grid() {
        return store.grid();
    }

    /** Size of the arrays in memory, borders included. */
    public long bytes() {
        return lookupBytes() + borders.bytes();
    }

    /** Size of the arrays that answer {@link #leafOf}. */
    long lookupBytes() {
        return store.bytes() + classes.bytes();
    }

    /**
     * Metres from a point of the coverage to the nearest border of each rank 1 … finest, by rank − 1. A coarser border is a border of every finer level too, so each
     * search is bounded by the answer before it.
     */
    double[] borderMetres(BorderIndex.Plane plane, int finest) {
        double[] metres = new double[finest];
        double best2 = Double.POSITIVE_INFINITY;
        for (int rank = 1; rank <= finest; rank++) {
            best2 = rank <= borders.ranks()
                    ? BorderSearch.squaredMetres(borders.levels()[rank - 1], plane, best2)
                    : CellSearch.nearestEdge2(store, classes, exact, plane, best2);
            metres[rank - 1] = Math.sqrt(best2);
        }
        return metres;
    }

    /** The area nearest to a point outside, within a bound in metres; its face is 0 when there is none. */
    CellSearch.Nearest nearest(BorderIndex.Plane plane, double boundMetres) {
        return CellSearch.nearestFace(store, classes, exact, plane, boundMetres);
    }

    /** Shares of a disc by face (ordinal + 1, 0 for outside). */
    Map<Integer, Double> shares(BorderIndex.Plane plane, double radiusMetres) {
        return DiscShares.of(store, exact, plane, radiusMetres);
    }

    /** Ordinal of the finest area that holds the point (WGS 84 degrees), or −1 outside. NaN is outside. */
    public int leafOf(double lon, double lat) {
        double x46 = Math.rint(lon * CellStore.QUERY_SCALE) - originX;
        double y46 = Math.rint(lat * CellStore.QUERY_SCALE) - originY;
        if (!(x46 >= 0 && x46 < limitX && y46 >= 0 && y46 < limitY)) {
            return -1;
        }
        long x = (long) x46;
        long y = (long) y46;
        int face = face((int) (x >> fractionBits), (int) (y >> fractionBits));
        return (face > 0 ? face : face < 0 ? exact.face(x, y) : voidFace(x, y)) - 1;
    }

    /**
     * Face of a unit of the grid, or {@link CellRecords#NEAR}. Which way to go is asked of the small map of classes: a branch on the entry itself
     * would wait for memory. What most points need is written out here, for the processor to work on several points at once.
     */
    private int face(int unitX, int unitY) {
        int cell = (unitY >> shift) * columns + (unitX >> shift);
        int entry = entries[cell];
        if (classes.isUniform(cell)) {
            return entry;
        }
        if (IndexLayout.isPaletted(entry)) {
            int at = IndexLayout.address(entry);
            int found = IndexLayout.partClass(pool, at, IndexLayout.part(unitX, unitY, shift));
            if (found != IndexLayout.MIXED) {
                return IndexLayout.headFace(pool[at], found);
            }
        }
        return byEdges(entry, unitX, unitY);
    }

    private int byEdges(int topEntry, int unitX, int unitY) {
        int entry = topEntry;
        int cellShift = shift;
        while (IndexLayout.isSplit(entry)) {
            cellShift -= IndexLayout.CHILD_BITS;
            entry = entries[IndexLayout.address(entry) + ExactLookup.child(unitX, unitY, cellShift)];
        }
        int inside = (1 << cellShift) - 1;
        return entry >= 0 ? entry : CellRecords.face(pool, entry, cellShift, unitX & inside, unitY & inside);
    }

    /** An edge along a cell line stands in no record: only there can a void cell's point touch an area unseen. */
    private int voidFace(long x, long y) {
        return (x & finestLine) == 0 || (y & finestLine) == 0 ? exact.face(x, y) : 0;
    }

    /** {@link #leafOf} of the first n points; the fast way for many. */
    public void leavesOf(double[] lon, double[] lat, int[] out, int n) {
        BatchLookup batch = new BatchLookup(this, store);
        for (int from = 0; from < n; from += BatchLookup.BLOCK) {
            batch.block(lon, lat, out, from, Math.min(BatchLookup.BLOCK, n - from));
        }
    }
}
