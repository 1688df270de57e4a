package org.servicemap.geo;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.geom.util.GeometryEditor;

/** Applies a transform of packed points to a copy of a geometry. */
final class GeometryTransform {
    /** Transforms n points x0,y0,x1,y1,… in place. */
    @FunctionalInterface
    interface Packed {
        void apply(double[] xy, int n);
    }

    private GeometryTransform() {}

    static Geometry apply(Geometry geometry, Packed transform) {
        return new GeometryEditor().edit(geometry, new GeometryEditor.CoordinateSequenceOperation() {
            @Override
            public CoordinateSequence edit(CoordinateSequence sequence, Geometry part) {
                return transformed(sequence, transform);
            }
        });
    }

    private static CoordinateSequence transformed(CoordinateSequence sequence, Packed transform) {
        int n = sequence.size();
        double[] xy = new double[2 * n];
        for (int i = 0; i < n; i++) {
            xy[2 * i] = sequence.getX(i);
            xy[2 * i + 1] = sequence.getY(i);
        }
        transform.apply(xy, n);
        return new PackedCoordinateSequence.Double(xy, 2, 0);
    }
}
