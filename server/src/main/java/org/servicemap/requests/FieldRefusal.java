package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/** Why what a warden sent did not become a request; nothing was changed. */
public final class FieldRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;

    FieldRefusal(String code, @Nullable String field, String message, RuntimeException cause) {
        super(message, cause);
        this.code = code;
        this.field = field;
    }

    /** Stable: as the same mistake has it in {@code POST /api/v1/requests}. */
    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }
}
