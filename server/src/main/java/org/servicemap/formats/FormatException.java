package org.servicemap.formats;

/** A file that is not what it claims to be, or is cut short; carries a stable code and the place. */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final long feature;

    public FormatException(String code, long feature, String message) {
        super(message);
        this.code = code;
        this.feature = feature;
    }

    /** {@code not_a_layer}, {@code truncated}, {@code bad_encoding}, {@code archive_too_large}, {@code bad_geometry} … */
    public String code() {
        return code;
    }

    /** 1-based number of the feature (or line) where it happened, or 0 when it is the file itself. */
    public long feature() {
        return feature;
    }
}
