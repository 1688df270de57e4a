package org.servicemap.gazetteer.words;

import org.locationtech.jts.geom.Envelope;
import org.servicemap.geo.Geodesy;

/** How large a place is, as an uncertainty. */
public final class Extent {
    private Extent() {}

    /** Half the diagonal of a box in WGS 84 degrees. */
    public static double radiusMetres(Envelope box) {
        return Geodesy.distanceMetres(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()) / 2;
    }
}
