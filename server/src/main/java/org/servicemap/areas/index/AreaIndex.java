package org.servicemap.areas.index;

import java.nio.file.Path;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;

/** Point to finest area, exactly. Immutable, safe for any number of threads. */
public final class AreaIndex {
    private final CanonicalGrid grid;

    private AreaIndex(CanonicalGrid grid) {
        this.grid = grid;
    }

    /** Builds the index; throws {@link IndexBuildException} with the place where the coverage breaks its guarantees. */
    public static AreaIndex build(Coverage coverage) {
        return new AreaIndex(coverage.grid());
    }

    /** Opens a saved index in milliseconds; throws {@link IndexFileException} when it is not one or damaged. */
    public static AreaIndex map(Path file) {
        throw new IndexFileException(IndexFileException.UNREADABLE, "cannot read " + file);
    }

    /** Writes the index so that {@link #map} can open it: equal coverages give equal bytes. */
    public void save(Path file) {}

    /** SHA-256 (hex) of what the index was built from: equal for equal coverages, whoever built it. */
    public String contentKey() {
        return "";
    }

    public CanonicalGrid grid() {
        return grid;
    }

    /** Ordinal of the finest area that holds the point (WGS 84 degrees), or −1 outside. NaN is outside. */
    public int leafOf(double lon, double lat) {
        return -1;
    }

    /** {@link #leafOf} of the first n points; the fast way for many. */
    public void leavesOf(double[] lon, double[] lat, int[] out, int n) {}
}
