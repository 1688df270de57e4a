package org.servicemap.accounts;

import org.jspecify.annotations.Nullable;
import org.servicemap.http.ErrorCode;

/** What accounts refuse; nothing was changed. The code is one of {@link AccountErrors}. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode errorCode;
    private final @Nullable String field;
    private final int retrySeconds;

    public AccountException(ErrorCode errorCode, String message) {
        this(errorCode, message, null);
    }

    public AccountException(ErrorCode errorCode, String message, @Nullable String field) {
        this(errorCode, message, field, 0);
    }

    /** @param retrySeconds when to try again, 0 for no hint */
    public AccountException(ErrorCode errorCode, String message, @Nullable String field, int retrySeconds) {
        super(message, null, false, false);
        this.errorCode = errorCode;
        this.field = field;
        this.retrySeconds = retrySeconds;
    }

    public ErrorCode errorCode() {
        return errorCode;
    }

    public @Nullable String field() {
        return field;
    }

    int retrySeconds() {
        return retrySeconds;
    }
}
