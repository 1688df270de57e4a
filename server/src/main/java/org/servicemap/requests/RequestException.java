package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/** What requests refuse; nothing was changed. Carries a stable code and the field at fault, where there is one. */
public final class RequestException extends RuntimeException {
    public static final String UNKNOWN_REQUEST = "unknown_request";
    public static final String WRONG_CODE = "wrong_query_code";
    public static final String TOO_MANY_CODES = "too_many_query_codes";
    public static final String CHANGED_MEANWHILE = "changed_meanwhile";
    public static final String CLAIMED = "claimed_by_another";
    public static final String BAD_FIELD = "invalid_field";
    public static final String CONTACT_NEEDED = "contact_needed";
    public static final String UNKNOWN_UNIT = "unknown_unit";
    /** What a message's link carries is no link's. */
    public static final String WRONG_LINK = "wrong_link";

    public static final String USED_LINK = "used_link";
    public static final String EXPIRED_LINK = "expired_link";
    public static final String OPEN_REQUESTS = "open_requests";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;

    RequestException(String code, @Nullable String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }
}
