package org.servicemap.operate.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be made, read or restored; the message says what a person can do. */
public final class BackupException extends RuntimeException {
    public static final String TARGET_EXISTS = "target_exists";
    public static final String NOT_A_BACKUP = "not_a_backup";
    public static final String DAMAGED = "backup_damaged";
    public static final String NEWER = "backup_of_newer_program";
    public static final String NOT_EMPTY = "database_not_empty";
    public static final String OTHER_SCHEMA = "other_schema";
    public static final String CANNOT_WRITE = "cannot_write";
    private static final long serialVersionUID = 1L;

    private final String code;

    BackupException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    BackupException(String code, String message) {
        this(code, message, null);
    }

    /** One of the constants here: stable. */
    public String code() {
        return code;
    }
}
