package org.servicemap.incidents;

import org.jspecify.annotations.Nullable;

/** What incidents refuse; nothing was changed. Carries a stable code and the field at fault, where there is one. */
public final class IncidentException extends RuntimeException {
    public static final String UNKNOWN = "unknown_incident";
    public static final String BAD_FIELD = "invalid_field";
    public static final String CHANGED = "incident_changed";
    public static final String ENDED = "incident_ended";
    public static final String OUT_OF_SCOPE = "out_of_scope";
    public static final String BAD_FILE = "bad_outages";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;

    public IncidentException(String code, @Nullable String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    static IncidentException bad(String field, String message) {
        return new IncidentException(BAD_FIELD, field, message);
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }
}
