package org.servicemap.areas.index;

/** Base of what can go wrong in the resolver; the stable codes are the constants here and in the subclasses. */
public sealed class ResolverException extends RuntimeException permits IndexBuildException, IndexFileException {
    public static final String BAD_ACCURACY = "bad_accuracy";
    public static final String UNKNOWN_OVERLAY = "unknown_overlay";
    private static final long serialVersionUID = 1L;

    private final String code;

    public ResolverException(String code, String message) {
        super(message);
        this.code = code;
    }

    ResolverException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
