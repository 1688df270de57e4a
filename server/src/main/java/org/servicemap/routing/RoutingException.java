package org.servicemap.routing;

/** A question that routing cannot answer; carries a stable code and the offending field. */
public final class RoutingException extends RuntimeException {
    static final String MISSING_CONTEXT = "missing_context";
    static final String MISSING_AREA_VERSION = "missing_area_version";
    static final String BAD_CONTEXT = "bad_context";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String field;

    public RoutingException(String code, String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    /**
     * {@code unknown_category}, {@code unknown_channel}, {@code unknown_hotline}, {@code unknown_urgency}, {@code
     * unknown_kind}, {@code other_catalogue}, {@code other_area_version}, {@code bad_record}, {@code no_catalogue}, and of replays
     * {@code missing_context}, {@code missing_area_version}, {@code bad_context}.
     */
    public String code() {
        return code;
    }

    public String field() {
        return field;
    }
}
