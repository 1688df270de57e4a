package org.servicemap.ogc;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.geo.BBox;

/** The features of a collection at one moment, by ordinal, 0 … size − 1, in an order that stays. Immutable, thread-safe. */
interface Features {
    int size();

    String id(int feature);

    /** −1 when no feature has this id. */
    int find(String id);

    /** WGS 84; null without a geometry. */
    @Nullable
    BBox box(int feature);

    /** WGS 84, longitude first; null when it has none. */
    @Nullable
    Geometry geometry(int feature);

    /** Of the collection's property of that number: text, number, boolean, date, list of texts, or null. */
    @Nullable
    Object value(int feature, int property);

    /** When it is valid or was made; null when it has no time. */
    @Nullable
    Period period(int feature);
}
