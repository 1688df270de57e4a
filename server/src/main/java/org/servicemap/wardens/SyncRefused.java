package org.servicemap.wardens;

import org.jspecify.annotations.Nullable;
import org.servicemap.http.ErrorCode;

/** An item that is not taken as it is; nothing was stored under its key, so that it may be mended and sent again. */
final class SyncRefused extends RuntimeException {
    /** A photo of it is not all here: the only refusal that the same item may outlive. */
    static final String UPLOAD_MISSING = "upload_missing";

    static final String UPLOAD_USED = "upload_used";
    static final String UNKNOWN_TASK = "unknown_task";
    static final String NOT_SETTLEABLE = "not_settleable";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;

    SyncRefused(String code, @Nullable String field, String message) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
    }

    static SyncRefused field(String field, String message) {
        return new SyncRefused(ErrorCode.INVALID_FIELD.code(), field, message);
    }

    String code() {
        return code;
    }

    @Nullable
    String field() {
        return field;
    }
}
