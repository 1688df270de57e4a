package org.servicemap.areas.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;

class AreaIndexBuildTest {
    private static final CanonicalGrid GRID = new CanonicalGrid(116, 39, 29);

    private static Coverage two(int[] first, int[] second) {
        return Blocks.coverage(
                GRID, List.of(List.<int[][]>of(new int[][] {first}), List.<int[][]>of(new int[][] {second})));
    }

    @Test
    void refusesTwoAreasOnOneSideOfAnEdgeAndSaysWhere() {
        int[] square = {100, 100, 200, 100, 200, 200, 100, 200};
        assertThatThrownBy(() -> AreaIndex.build(two(square, square.clone())))
                .isInstanceOfSatisfying(IndexBuildException.class, e -> {
                    assertThat(e.code()).isEqualTo("not_noded");
                    assertThat(e.place().lon()).isBetween(GRID.lon(100), GRID.lon(200));
                });
    }

    @Test
    void refusesOverlapsThatReachAcrossCells() {
        int big = 1 << 24;
        int[] first = {0, 0, 3 * big, 0, 3 * big, 3 * big, 0, 3 * big};
        int[] second = {big, big, 4 * big, big, 4 * big, 4 * big, big, 4 * big};
        assertThatThrownBy(() -> AreaIndex.build(two(first, second)))
                .isInstanceOfSatisfying(
                        IndexBuildException.class, e -> assertThat(e.code()).isEqualTo("inconsistent_linework"));
    }

    @Test
    void anEmptyCoverageHoldsNothing() {
        AreaIndex index = AreaIndex.build(Blocks.coverage(GRID, List.of()));
        assertThat(index.leafOf(116, 39)).isEqualTo(-1);
        assertThat(index.leafOf(116.5, 39.5)).isEqualTo(-1);
    }

    @Test
    void whatIsNoPlaceIsOutside() {
        AreaIndex index = AreaIndex.build(SyntheticCity.coverage(SyntheticCity.Plan.SMALL));
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -180, 180, 0};
        for (double lon : odd) {
            for (double lat : odd) {
                assertThat(index.leafOf(lon, lat)).isEqualTo(-1);
                assertThat(index.leafOf(116.4, lat)).isEqualTo(-1);
                assertThat(index.leafOf(lon, 40)).isEqualTo(-1);
            }
        }
        int[] out = new int[1];
        index.leavesOf(new double[] {Double.NaN}, new double[] {40}, out, 1);
        assertThat(out).containsExactly(-1);
    }

    @Test
    void agreesWithJtsOffTheBorders() {
        Coverage city = SyntheticCity.coverage(SyntheticCity.Plan.SMALL);
        AreaIndex index = AreaIndex.build(city);
        SplittableRandom random = new SplittableRandom(9);
        int compared = 0;
        for (CoverageArea area :
                city.areas().subList(city.areas().size() - 60, city.areas().size())) {
            PointOnGeometryLocator[] parts =
                    new PointOnGeometryLocator[area.own().polygons().length];
            for (int p = 0; p < parts.length; p++) {
                parts[p] = new IndexedPointInAreaLocator(
                        polygon(city.grid(), area.own().polygons()[p]));
            }
            int[] ring = area.own().polygons()[0][0];
            for (int i = 0; i < 60; i++) {
                double lon = city.grid().lon(ring[0]) + 0.15 * (random.nextDouble() - 0.5);
                double lat = city.grid().lat(ring[1]) + 0.15 * (random.nextDouble() - 0.5);
                boolean inside = false;
                for (PointOnGeometryLocator part : parts) {
                    inside |= part.locate(new Coordinate(lon, lat)) == Location.INTERIOR;
                }
                compared += inside ? 1 : 0;
                assertThat(index.leafOf(lon, lat) == area.ordinal()).isEqualTo(inside);
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    private static Polygon polygon(CanonicalGrid grid, int[][] rings) {
        Coordinate[] shell = new Coordinate[rings[0].length / 2 + 1];
        for (int i = 0; i < shell.length; i++) {
            int at = 2 * i % rings[0].length;
            shell[i] = new Coordinate(grid.lon(rings[0][at]), grid.lat(rings[0][at + 1]));
        }
        return new GeometryFactory().createPolygon(shell);
    }
}
