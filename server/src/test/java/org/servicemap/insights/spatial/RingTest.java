package org.servicemap.insights.spatial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;
import org.servicemap.geo.Geodesy;

/** Against distances on the ellipsoid, which differ from the sphere's by half a per cent at most. */
class RingTest {
    @Test
    void cornersAreAsFarAsTheRadiusAndTheRingIsClosedCounterClockwise() {
        double[][] ring = Ring.around(116.4, 39.9, 2000);

        for (double[] corner : ring) {
            assertThat(Geodesy.distanceMetres(116.4, 39.9, corner[0], corner[1]))
                    .isCloseTo(2000, offset(12.0));
        }
        assertThat(ring[ring.length - 1]).isEqualTo(ring[0]);
        double twice = 0;
        for (int i = 1; i < ring.length; i++) {
            twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
        }
        assertThat(twice).isPositive();
    }
}
