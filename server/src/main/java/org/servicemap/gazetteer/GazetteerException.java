package org.servicemap.gazetteer;

/** A search that cannot be answered. */
public final class GazetteerException extends RuntimeException {
    public static final String NOT_READY = "search_not_ready";
    public static final String FAILED = "search_failed";
    private static final long serialVersionUID = 1L;

    private final String code;

    GazetteerException(String code, String message) {
        super(message);
        this.code = code;
    }

    GazetteerException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** One of the constants here: stable. */
    public String code() {
        return code;
    }
}
