package org.servicemap.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChinaOffsetTest {
    private static final double MILLIMETRE = 1e-3;

    /** Tiananmen in the values that public converters (coordtransform, eviltransform) print. */
    @Test
    void forwardFollowsThePublishedFormula() {
        double[] gcj = Crs.parse("gcj02").fromWgs84(new LonLat(116.404, 39.915));
        assertThat(gcj[0]).isCloseTo(116.41024449916938, within(1e-9));
        assertThat(gcj[1]).isCloseTo(39.91640428150164, within(1e-9));
        double[] bd = Crs.parse("bd09").fromWgs84(new LonLat(116.404, 39.915));
        assertThat(bd[0]).isCloseTo(116.41662724378733, within(1e-9));
        assertThat(bd[1]).isCloseTo(39.922699552216216, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcj02", "bd09"})
    void inverseIsExactAllOverChina(String name) {
        assertRoundTrips(Crs.parse(name), new BBox(72.004, 0.8293, 137.8347, 55.8271), 100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcj02", "bd09"})
    void inverseIsExactJustInsideTheEdgeOfChina(String name) {
        Crs crs = Crs.parse(name);
        assertRoundTrips(crs, new BBox(72.004, 10, 72.006, 50), 5_000);
        assertRoundTrips(crs, new BBox(137.832, 10, 137.8347, 50), 5_000);
        assertRoundTrips(crs, new BBox(80, 0.8293, 130, 0.832), 5_000);
        assertRoundTrips(crs, new BBox(80, 55.825, 130, 55.8271), 5_000);
        assertRoundTrips(crs, new BBox(104.999999999, 20, 105.000000001, 50), 5_000);
    }

    @Test
    void pointsOutsideChinaStayWhereTheyAre() {
        Crs gcj = Crs.parse("gcj02");
        assertThat(gcj.fromWgs84(new LonLat(-71.06, 42.36))).containsExactly(-71.06, 42.36);
        assertThat(gcj.toWgs84(-71.06, 42.36)).isEqualTo(new LonLat(-71.06, 42.36));
        assertRoundTrips(Crs.parse("bd09"), new BBox(-75, 40, -70, 45), 1_000);
    }

    private static void assertRoundTrips(Crs crs, BBox box, int count) {
        SplittableRandom random = new SplittableRandom(7);
        double[] points = new double[2 * count];
        for (int i = 0; i < points.length; i += 2) {
            points[i] = random.nextDouble(box.minLon(), box.maxLon());
            points[i + 1] = random.nextDouble(box.minLat(), box.maxLat());
        }
        double[] back = points.clone();
        crs.fromWgs84(back, count);
        crs.toWgs84(back, count);
        double worst = 0;
        for (int i = 0; i < points.length; i += 2) {
            worst = Math.max(worst, Math.hypot(back[i] - points[i], back[i + 1] - points[i + 1]) * 111_320);
        }
        assertThat(worst).isLessThan(MILLIMETRE);
    }
}
