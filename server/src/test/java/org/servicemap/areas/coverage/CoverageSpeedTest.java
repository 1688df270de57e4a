package org.servicemap.areas.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.text.LocalText;

/** A city of the demo's size goes through; how long it takes is printed, not asserted. */
class CoverageSpeedTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final int SIDE = Integer.getInteger("coverage.side", 64);
    private static final int POINTS = 6;

    @Test
    void nestedCityOfFourLevels() {
        List<SourceFeature> features = new ArrayList<>();
        int[] blocks = {SIDE / 4, SIDE / 16, 4, 1};
        for (int level = 1; level <= 4; level++) {
            int size = Math.max(1, blocks[level - 1]);
            for (int x = 0; x < SIDE; x += size) {
                for (int y = 0; y < SIDE; y += size) {
                    features.add(feature(level, x, y, Math.min(size, SIDE - x), Math.min(size, SIDE - y)));
                }
            }
        }
        long begin = System.nanoTime();
        CoverageResult result = CoverageBuilder.build(Layers.levels(4), 2, features, CoverageOptions.DEFAULT);
        long built = System.nanoTime();
        assertThat(result.report().findings()).isEmpty();
        assertThat(result.coverage()).isNotNull();
        assertThat(CoverageVerifier.verify(result.coverage())).isEmpty();
        System.out.printf(
                Locale.ROOT,
                "coverage: %d features, %d leaf vertices built in %.2f s, verified in %.2f s%n",
                features.size(),
                SIDE * SIDE * POINTS * 4,
                (built - begin) / 1e9,
                (System.nanoTime() - built) / 1e9);
    }

    /** A block of cells with wavy borders, the same from both sides. */
    private static SourceFeature feature(int level, int x, int y, int width, int height) {
        List<Coordinate> ring = new ArrayList<>();
        for (int i = 0; i < width * POINTS; i++) {
            ring.add(point(x * POINTS + i, y * POINTS));
        }
        for (int i = 0; i < height * POINTS; i++) {
            ring.add(point((x + width) * POINTS, y * POINTS + i));
        }
        for (int i = width * POINTS; i > 0; i--) {
            ring.add(point(x * POINTS + i, (y + height) * POINTS));
        }
        for (int i = height * POINTS; i >= 0; i--) {
            ring.add(point(x * POINTS, y * POINTS + i));
        }
        String code = "%d-%05d-%05d".formatted(level, x, y);
        return new SourceFeature(
                level,
                "layer" + level,
                1,
                code,
                null,
                LocalText.EMPTY,
                Map.of(),
                FACTORY.createPolygon(ring.toArray(new Coordinate[0])));
    }

    private static Coordinate point(int i, int j) {
        double step = 1.8 / (SIDE * POINTS);
        return new Coordinate(
                115.5 + step * (i + 0.3 * Math.sin(j * 1.7 + i)), 39.5 + step * (j + 0.3 * Math.sin(i * 1.3 + 2 * j)));
    }
}
