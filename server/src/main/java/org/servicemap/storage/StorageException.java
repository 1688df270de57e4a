package org.servicemap.storage;

import org.jspecify.annotations.Nullable;

/** The database cannot be had or used; the message says what a person can do about it. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public StorageException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public StorageException(String code, String message) {
        this(code, message, null);
    }

    /**
     * Stable code: {@code no_binaries}, {@code cannot_run_as_root}, {@code cluster_did_not_start}, {@code cluster_version},
     * {@code postgis_not_allowed}, {@code postgres_too_old}, {@code copy_failed} …
     */
    public String code() {
        return code;
    }
}
