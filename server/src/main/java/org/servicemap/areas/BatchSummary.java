package org.servicemap.areas;

/** How a batch went: every row is counted once. */
public record BatchSummary(long inside, long snapped, long outside, long failed) {
    public long rows() {
        return inside + snapped + outside + failed;
    }
}
