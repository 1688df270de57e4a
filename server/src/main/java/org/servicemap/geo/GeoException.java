package org.servicemap.geo;

/** A position, box, coordinate reference system or GeoJSON that cannot be; names the offending field. */
public final class GeoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String field;

    public GeoException(String code, String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    /** Stable code: {@code coordinate_out_of_range}, {@code unknown_crs}, {@code bad_bbox} … */
    public String code() {
        return code;
    }

    public String field() {
        return field;
    }
}
