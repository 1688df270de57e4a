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
}
