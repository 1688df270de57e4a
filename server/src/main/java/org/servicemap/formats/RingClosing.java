package org.servicemap.formats;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequences;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;

/** Makes one geometry: closes a ring whose last position is not its first, where JTS would throw, and remembers where that was. */
final class RingClosing extends GeometryFactory {
    private static final long serialVersionUID = 1;

    private @Nullable Coordinate place;

    /** The end of the first ring that was not closed; null when all were. */
    @Nullable
    Coordinate place() {
        return place;
    }

    @Override
    public LinearRing createLinearRing(CoordinateSequence points) {
        int n = points.size();
        if (n == 0 || points.getX(0) == points.getX(n - 1) && points.getY(0) == points.getY(n - 1)) {
            return super.createLinearRing(points);
        }
        if (n < 3) {
            throw new IllegalArgumentException("a ring has only " + n + " positions");
        }
        CoordinateSequence closed =
                getCoordinateSequenceFactory().create(n + 1, points.getDimension(), points.getMeasures());
        CoordinateSequences.copy(points, 0, closed, 0, n);
        CoordinateSequences.copy(points, 0, closed, n, 1);
        LinearRing ring = super.createLinearRing(closed);
        place = place == null ? new Coordinate(points.getX(n - 1), points.getY(n - 1)) : place;
        return ring;
    }
}
