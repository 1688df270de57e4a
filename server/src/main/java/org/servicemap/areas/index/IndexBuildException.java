package org.servicemap.areas.index;

import org.servicemap.geo.LonLat;

/** A coverage that breaks its guarantees; says where. Nothing is built. */
public final class IndexBuildException extends ResolverException {
    /** An edge stands in more than two own shapes, or twice in one direction. */
    public static final String NOT_NODED = "not_noded";

    /** A cell's face is none of the coverage's: its linework does not close. */
    public static final String INCONSISTENT = "inconsistent_linework";

    /** More areas, edges or cells than the index can address. */
    public static final String TOO_LARGE = "coverage_too_large";

    private static final long serialVersionUID = 1L;

    private final transient LonLat place;

    IndexBuildException(String code, String message, LonLat place) {
        super(code, message + " near " + place.lon() + ", " + place.lat());
        this.place = place;
    }

    /** WGS 84 position of the fault. */
    public LonLat place() {
        return place;
    }
}
