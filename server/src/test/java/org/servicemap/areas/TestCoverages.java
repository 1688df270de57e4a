package org.servicemap.areas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.BBox;
import org.servicemap.text.LocalText;

/** Invented coverages: a rectangular town of districts side by side, each cut into equal blocks. */
public final class TestCoverages {
    public static final List<Level> LEVELS = List.of(
            new Level(1, "district", LocalText.of("zh", "区", "en", "District")),
            new Level(2, "block", LocalText.of("zh", "街区", "en", "Block")));
    private static final CanonicalGrid GRID = CanonicalGrid.covering(new BBox(116, 39, 117.5, 40.5));
    private static final int ORIGIN = 1 << 20;

    private TestCoverages() {}

    /**
     * Districts in a row, their codes beginning with {@code prefix}, each with {@code perDistrict} blocks, whose west and east
     * sides have {@code segments} segments each, to give shapes weight.
     */
    public static Coverage town(String prefix, int districts, int perDistrict, int segments) {
        int segment = 500_000_000 / Math.max(districts, perDistrict) / segments;
        int side = segment * segments;
        List<CoverageArea> areas = new ArrayList<>();
        for (int d = 0; d < districts; d++) {
            GridShape shape = box(d * side, 0, side, segment, perDistrict * segments);
            areas.add(new CoverageArea(
                    d,
                    1,
                    prefix + code(d),
                    -1,
                    LocalText.of("zh", "区" + prefix + d, "en", "District " + prefix + d),
                    Map.of("population", String.valueOf(1000 + d)),
                    shape,
                    GridShape.EMPTY));
        }
        for (int d = 0; d < districts; d++) {
            for (int b = 0; b < perDistrict; b++) {
                GridShape shape = box(d * side, b * side, side, segment, segments);
                areas.add(new CoverageArea(
                        areas.size(),
                        2,
                        prefix + code(d) + code(b),
                        d,
                        LocalText.of("zh", "街区" + d + "-" + b),
                        Map.of(),
                        shape,
                        shape));
            }
        }
        return new Coverage(GRID, LEVELS, areas);
    }

    private static String code(int number) {
        return String.format("%04d", number + 1);
    }

    /** A box whose west and east sides are cut into equal segments. */
    private static GridShape box(int x, int y, int width, int segment, int segments) {
        int[] ring = new int[4 * (segments + 1)];
        int n = 0;
        for (int i = 0; i <= segments; i++) {
            ring[n++] = ORIGIN + x + width;
            ring[n++] = ORIGIN + y + i * segment;
        }
        for (int i = segments; i >= 0; i--) {
            ring[n++] = ORIGIN + x;
            ring[n++] = ORIGIN + y + i * segment;
        }
        return new GridShape(new int[][][] {{ring}});
    }
}
