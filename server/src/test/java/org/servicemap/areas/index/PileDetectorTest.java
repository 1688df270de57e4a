package org.servicemap.areas.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.servicemap.geo.LonLat;

class PileDetectorTest {
    private static final LonLat HALL = new LonLat(116.4, 39.9);

    private static LonLat other(int i) {
        return new LonLat(100 + i * 1e-4, 30);
    }

    @Test
    void aPileNeedsEnoughPointsAndAShare() {
        PileDetector piles = new PileDetector(100, 3, 0.1);
        assertThat(piles.add(HALL)).isFalse();
        assertThat(piles.add(HALL)).isFalse();
        assertThat(piles.add(HALL)).isTrue();
        assertThat(piles.isPile(new LonLat(116.40000002, 39.9))).isTrue();
        assertThat(piles.isPile(new LonLat(116.4000002, 39.9))).isFalse();
        for (int i = 0; i < 28; i++) {
            assertThat(piles.add(other(i))).isFalse();
        }
        assertThat(piles.isPile(HALL)).isFalse();
    }

    @Test
    void oldPointsLeaveTheWindow() {
        PileDetector piles = new PileDetector(10, 3, 0);
        for (int i = 0; i < 3; i++) {
            piles.add(HALL);
        }
        for (int i = 0; i < 7; i++) {
            piles.add(other(i));
        }
        assertThat(piles.isPile(HALL)).isTrue();
        piles.add(other(8));
        assertThat(piles.isPile(HALL)).isFalse();
    }
}
