package org.servicemap.formats;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** A file that is not what it claims to be, or is cut short; carries a stable code and the place. */
public final class FormatException extends RuntimeException {
    /** The one fault behind which a reader may be read on. */
    public static final String BAD_GEOMETRY = "bad_geometry";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final long feature;
    private final transient @Nullable Feature rest;
    private @Nullable Coordinate unclosedAt;

    public FormatException(String code, long feature, String message) {
        super(message);
        this.code = code;
        this.feature = feature;
        this.rest = null;
    }

    private FormatException(Feature rest, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = BAD_GEOMETRY;
        this.feature = rest.number();
        this.rest = rest;
    }

    /**
     * A ring that the file left open: the shape is no good as it stands, and good once somebody agrees to close it.
     *
     * @param closed the feature with its ring closed
     * @param at the end of the ring in the file, in the layer's own CRS
     */
    static FormatException unclosed(Feature closed, Coordinate at, String layer) {
        FormatException fault = new FormatException(
                closed,
                layer + ", feature " + closed.number() + ": a ring is not closed: its first and last positions differ",
                null);
        fault.unclosedAt = at;
        return fault;
    }

    /** A shape that cannot be read, of a feature whose attributes can. */
    static FormatException badGeometry(Feature rest, String message, @Nullable Throwable cause) {
        return new FormatException(rest, message, cause);
    }

    public FormatException(String code, long feature, String message, Throwable cause) {
        this(code, feature, message);
        initCause(cause);
    }

    /**
     * {@code missing_file}, {@code missing_part}, {@code empty_file}, {@code not_a_layer}, {@code unknown_format},
     * {@code several_layers}, {@code unknown_layer}, {@code no_geometry}, {@code truncated}, {@code bad_encoding},
     * {@code bad_json}, {@code bad_row}, {@code bad_geometry}, {@code archive_too_large}.
     */
    public String code() {
        return code;
    }

    /** 1-based number of the feature (or line) where it happened, or 0 when it is the file itself. */
    public long feature() {
        return feature;
    }

    /** Where a ring that was left open ends, in the layer's own CRS; then {@link #rest} has the shape with the ring closed. */
    public Optional<Coordinate> unclosedAt() {
        return Optional.ofNullable(unclosedAt);
    }

    /** What could be read of the feature: all but its shape. Only for {@link #BAD_GEOMETRY}, and even then not always known. */
    public Optional<Feature> rest() {
        return Optional.ofNullable(rest);
    }
}
