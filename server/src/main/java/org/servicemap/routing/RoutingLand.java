package org.servicemap.routing;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridGeometry;
import org.servicemap.areas.coverage.GridMeasure;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.areas.index.AreaDirectory;

/**
 * The land that the completeness proof is for: each area of the routing level, and of each coarser area what lies in none of the
 * routing level. Points there, in a hole of the drawing, belong to the coarser area alone. Immutable, safe for any number of threads.
 */
public final class RoutingLand {
    /** At the equator, so that no length is taken for less than it is. */
    private static final double METRES_PER_DEGREE = 111_320;

    private final Coverage coverage;
    private final AreaDirectory directory;
    private final int routingRank;
    private final int[] areas;

    private RoutingLand(Coverage coverage, Territory territory) {
        this.coverage = coverage;
        directory = territory.directory();
        routingRank = territory.routingRank();
        areas = IntStream.concat(
                        Arrays.stream(territory.routingAreas()),
                        IntStream.range(0, directory.size())
                                .filter(area -> directory.level(area) < routingRank && hasOwnLand(area)))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The coverage must be that of the territory's version. */
    public static RoutingLand of(Coverage coverage, Territory territory) {
        return new RoutingLand(coverage, territory);
    }

    /** Ordinals of the areas that have such land, ascending. */
    public int[] areas() {
        return areas.clone();
    }

    /** What the proof is for in one of them, WGS 84; its polygons may share borders. */
    public Geometry shape(int area) {
        if (directory.level(area) >= routingRank) {
            return geometry(area(area).shape());
        }
        Geometry own = geometry(area(area).own());
        Stream<Geometry> finer = Arrays.stream(directory.children(area))
                .filter(child -> directory.level(child) > routingRank)
                .mapToObj(child -> geometry(area(child).shape()));
        Polygon[] polygons = Stream.concat(Stream.of(own), finer)
                .flatMap(part -> IntStream.range(0, part.getNumGeometries()).mapToObj(part::getGeometryN))
                .toArray(Polygon[]::new);
        return own.getFactory().createMultiPolygon(polygons);
    }

    /**
     * More than noise of the drawing, and more than rounding can leave: corners move by at most half a step of the grid, so
     * a splinter between two borders that were one is narrower than two steps, and its border twice as long as it is.
     */
    private boolean hasOwnLand(int area) {
        GridShape own = area(area).own();
        if (own.isEmpty()) {
            return false;
        }
        CanonicalGrid grid = coverage.grid();
        double step = Math.scalb(METRES_PER_DEGREE, -grid.k());
        double border = geometry(own).getLength() * METRES_PER_DEGREE;
        return GridMeasure.areaM2(grid, own) > Math.max(OverlayCells.NOISE_M2, border * step);
    }

    private CoverageArea area(int ordinal) {
        return coverage.areas().get(ordinal);
    }

    private Geometry geometry(GridShape shape) {
        return GridGeometry.toGeometry(coverage.grid(), shape);
    }
}
