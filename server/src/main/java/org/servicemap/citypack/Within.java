package org.servicemap.citypack;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridGeometry;
import org.servicemap.areas.coverage.SourceFeature;

/**
 * Which features of a pack may replace one area's children: the finer ones in the middle of the area, or that name it as
 * their parent. A pack usually holds the whole city; what belongs to other areas is not meant.
 */
final class Within implements Predicate<SourceFeature> {
    private final CoverageArea parent;
    private final IndexedPointInAreaLocator inside;

    Within(Coverage coverage, int parentOrdinal) {
        this.parent = coverage.areas().get(parentOrdinal);
        this.inside = new IndexedPointInAreaLocator(GridGeometry.toGeometry(coverage.grid(), parent.shape()));
    }

    @Override
    public boolean test(SourceFeature feature) {
        return feature.level() > parent.level()
                && (parent.code().equals(feature.parentCode()) || liesInside(feature.wgs84()));
    }

    /** A feature without a place stays, so that the report names it. */
    private boolean liesInside(@Nullable Geometry wgs84) {
        return wgs84 == null
                || wgs84.isEmpty()
                || inside.locate(wgs84.getInteriorPoint().getCoordinate()) != Location.EXTERIOR;
    }
}
