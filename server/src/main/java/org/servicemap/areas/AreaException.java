package org.servicemap.areas;

/** A question about areas or versions that cannot be answered, or a change of versions that must not be made. */
public final class AreaException extends RuntimeException {
    public static final String UNKNOWN_VERSION = "unknown_version";
    public static final String NO_VERSION = "no_version";
    public static final String BEFORE_FIRST_VERSION = "before_first_version";
    public static final String NOT_A_DRAFT = "not_a_draft";
    public static final String NOT_IN_FORCE = "not_in_force";
    public static final String CONFIRMATION_NEEDED = "confirmation_needed";
    public static final String NOTHING_TO_RETURN_TO = "nothing_to_return_to";
    public static final String BASE_REPLACED = "base_replaced";
    public static final String LAST_VERSION = "last_version";
    private static final long serialVersionUID = 1L;

    private final String code;

    public AreaException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** One of the constants here: stable. */
    public String code() {
        return code;
    }
}
