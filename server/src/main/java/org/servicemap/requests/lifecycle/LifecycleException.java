package org.servicemap.requests.lifecycle;

import org.jspecify.annotations.Nullable;

/** An action that the rules refuse; nothing was changed. Carries a stable code and, where one is at fault, the input. */
public final class LifecycleException extends RuntimeException {
    /** The state does not allow the action. */
    public static final String WRONG_STATE = "wrong_state";
    /** The caller may not take the action on this request. */
    public static final String NOT_ALLOWED = "not_allowed";

    public static final String MISSING_INPUT = "missing_input";
    public static final String UNEXPECTED_INPUT = "unexpected_input";
    public static final String BAD_INPUT = "bad_input";
    /** A window (dispute, undo) has closed. */
    public static final String TOO_LATE = "too_late";
    /** The unit was named by adjudication and may not return the request. */
    public static final String LOCKED = "locked";
    /** The city does not have this step. */
    public static final String NOT_IN_THIS_CITY = "not_in_this_city";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;

    public LifecycleException(String code, @Nullable String field, String message) {
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
