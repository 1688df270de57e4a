package org.servicemap.insights.spatial;

/**
 * How wide to look and how sure to be.
 *
 * @param neighbours most sites of a cylinder
 * @param days most days of a cylinder, which always ends on the last day
 * @param replicas worlds drawn; 999 makes 0.001 the least p-value
 * @param seed the same seed gives the same result, however many threads there are
 * @param threads at most so many at once
 * @param most clusters reported, the likeliest first
 */
public record ScanSettings(int neighbours, int days, int replicas, long seed, int threads, int most) {
    public ScanSettings {
        if (neighbours < 1 || days < 1 || replicas < 1 || threads < 1 || most < 1) {
            throw new IllegalArgumentException("settings of a scan are positive");
        }
    }

    /** As the city's nightly run has them: 50 neighbours, 28 days, 999 worlds. */
    public static ScanSettings nightly(long seed) {
        return new ScanSettings(50, 28, 999, seed, 2, 20);
    }

    public ScanSettings withReplicas(int count) {
        return new ScanSettings(neighbours, days, count, seed, threads, most);
    }
}
