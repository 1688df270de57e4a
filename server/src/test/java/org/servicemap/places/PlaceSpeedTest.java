package org.servicemap.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.geo.LonLat;

/** What 100,000 places cost; the bounds are far above what was measured, so that a busy machine does not fail them. */
class PlaceSpeedTest {
    private static final int MANY = 100_000;
    private static final PlaceSet SET = TestPlaces.random(MANY, 3);
    private static final PlaceSearch SEARCH = new PlaceSearch(
            PlaceView.of(SET, new FixedAreas().current().snapshot()),
            new LocalClock(ZoneId.of("Asia/Shanghai"), WorkingCalendar.PLAIN));

    /** Of this thread: what others do on the machine is not counted. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double p95Millis(String what, int times, Supplier<Object> work) {
        double[] millis = new double[times];
        for (int i = -20; i < times; i++) {
            long start = cpu();
            assertThat(work.get()).isNotNull();
            millis[Math.max(i, 0)] = (cpu() - start) / 1e6;
        }
        Arrays.sort(millis);
        double p95 = millis[(int) (times * 0.95)];
        System.out.printf("%s: median %.2f ms, p95 %.2f ms of processor time%n", what, millis[times / 2], p95);
        return p95;
    }

    @Test
    void searchesAndTilesAreQuick() {
        SplittableRandom random = new SplittableRandom(5);
        LonLat centre = new LonLat(TestTown.WEST + 0.015, TestTown.SOUTH + 0.01);
        PlaceFilter open = new PlaceFilter(
                "living", null, "district:01", Instant.parse("2026-03-03T04:00:00Z"), Set.of(), true, null, null, null);
        assertThat(p95Millis("nearest 50 of 100,000", 100, () -> SEARCH.nearest(PlaceFilter.ALL, centre, 51)))
                .isLessThan(200);
        assertThat(p95Millis("filtered by all", 100, () -> SEARCH.all(open))).isLessThan(200);
        assertThat(p95Millis("counts", 100, () -> SEARCH.counts(open))).isLessThan(300);
        for (int zoom : new int[] {6, 10, 13, 15, 17}) {
            PlaceTiles tiles = SEARCH.tiles();
            assertThat(p95Millis("tile of zoom " + zoom, 100, () -> {
                        double lon = TestTown.WEST + random.nextDouble() * 0.03;
                        double lat = TestTown.SOUTH + random.nextDouble() * 0.02;
                        double sin = Math.sin(Math.toRadians(lat));
                        int x = (int) ((lon + 180) / 360 * (1 << zoom));
                        int y = (int) ((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * (1 << zoom));
                        return tiles.tile(zoom, x, y, null);
                    }))
                    .isLessThan(300);
        }
    }
}
