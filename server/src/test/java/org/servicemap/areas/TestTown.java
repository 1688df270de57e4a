package org.servicemap.areas;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaIndex;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.OverlayIndex;
import org.servicemap.areas.index.ResolverSettings;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * A town of two districts, west 01 and east 02, each of two by two or more square grids of 2^−7 degree (about 700 m), its
 * south-west corner at 116.5, 39.75. Grid codes are the district's and column and row, as 01-0-1.
 */
public final class TestTown {
    /** Side of a grid in degrees. */
    public static final double SIDE = 0x1p-7;

    public static final double WEST = 116.5;
    public static final double SOUTH = 39.75;

    private static final int STEP = 1 << 22;
    private static final CanonicalGrid GRID = new CanonicalGrid(WEST - SIDE, SOUTH - SIDE, 29);
    private static final List<Level> LEVELS = List.of(
            new Level(1, "district", LocalText.of("zh", "区", "en", "District")),
            new Level(2, "grid", LocalText.of("zh", "网格", "en", "Grid")));

    private TestTown() {}

    /** Two districts, each of {@code columns} by {@code rows} grids. */
    public static Coverage coverage(int columns, int rows) {
        List<CoverageArea> areas = new ArrayList<>();
        for (int d = 0; d < 2; d++) {
            String code = "0" + (d + 1);
            LocalText name =
                    d == 0 ? LocalText.of("zh", "西区", "en", "West") : LocalText.of("zh", "东区", "en", "East, \"new\"");
            areas.add(area(areas.size(), 1, code, -1, name, rectangle(d * columns, 0, columns, rows), false));
        }
        for (int d = 0; d < 2; d++) {
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < rows; j++) {
                    String code = "0" + (d + 1) + "-" + i + "-" + j;
                    GridShape shape = rectangle(d * columns + i, j, 1, 1);
                    areas.add(area(areas.size(), 2, code, d, LocalText.of("zh", "格" + code), shape, true));
                }
            }
        }
        return new Coverage(GRID, LEVELS, areas);
    }

    private static CoverageArea area(
            int ordinal, int level, String code, int parent, LocalText name, GridShape shape, boolean leaf) {
        Map<String, String> attributes = Map.of("population", String.valueOf(100 + ordinal));
        return new CoverageArea(ordinal, level, code, parent, name, attributes, shape, leaf ? shape : GridShape.EMPTY);
    }

    /** Counter-clockwise, with a vertex at every lattice point. */
    private static GridShape rectangle(int column, int row, int width, int height) {
        List<Integer> ring = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            point(ring, column + i, row);
        }
        for (int j = 0; j < height; j++) {
            point(ring, column + width, row + j);
        }
        for (int i = width; i > 0; i--) {
            point(ring, column + i, row + height);
        }
        for (int j = height; j > 0; j--) {
            point(ring, column, row + j);
        }
        return new GridShape(
                new int[][][] {{ring.stream().mapToInt(Integer::intValue).toArray()}});
    }

    private static void point(List<Integer> ring, int column, int row) {
        ring.add((column + 1) * STEP);
        ring.add((row + 1) * STEP);
    }

    /** Heating zone H1 over the western district's southern half. */
    public static List<OverlayLayer> overlays() {
        double east = WEST + 2 * SIDE;
        double north = SOUTH + SIDE;
        OverlayFeature zone = new OverlayFeature(
                "H1", LocalText.of("zh", "供热一区"), Map.of(), new GeometryFactory().createPolygon(new Coordinate[] {
                            new Coordinate(WEST, SOUTH),
                            new Coordinate(east, SOUTH),
                            new Coordinate(east, north),
                            new Coordinate(WEST, north),
                            new Coordinate(WEST, SOUTH)
                        }));
        return List.of(new OverlayLayer(
                "heating_zone", LocalText.of("zh", "供热区"), OverlayLayer.Kind.POLYGON, 0, List.of(zone)));
    }

    public static AreaSnapshot snapshot(String id, LocalDate from, Coverage coverage) {
        return new AreaSnapshot(
                id,
                "version " + id,
                from,
                AreaDirectory.of(coverage),
                AreaIndex.build(coverage),
                OverlayIndex.of(overlays()),
                ResolverSettings.DEFAULT);
    }

    public static City city() {
        return new City(
                "town",
                LocalText.of("zh", "小城", "en", "Town"),
                "zh",
                List.of("zh", "en"),
                ZoneId.of("Asia/Shanghai"),
                LEVELS,
                1,
                2,
                new LonLat(WEST + SIDE, SOUTH + SIDE),
                12,
                LocalText.of("zh", "测试"),
                true,
                LocalText.of("zh", "示意"),
                50,
                0.8,
                Map.of());
    }
}
