package org.servicemap.citypack;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;

/** Whether all of a shape's positions are numbers; stops at the first that is none. */
final class FiniteNumbers implements CoordinateSequenceFilter {
    private boolean broken;

    private FiniteNumbers() {}

    static boolean areIn(Geometry raw) {
        FiniteNumbers finite = new FiniteNumbers();
        raw.apply(finite);
        return !finite.isDone();
    }

    @Override
    public void filter(CoordinateSequence sequence, int i) {
        broken = !Double.isFinite(sequence.getX(i)) || !Double.isFinite(sequence.getY(i));
    }

    @Override
    public boolean isDone() {
        return broken;
    }

    @Override
    public boolean isGeometryChanged() {
        return false;
    }
}
