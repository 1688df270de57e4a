package org.servicemap.attachments;

import org.jspecify.annotations.Nullable;

/** An attachment that cannot be kept, tied or shown. */
public final class AttachmentException extends RuntimeException {
    /** No such attachment, or one that is loose, or another's, or whose token is wrong: callers learn no more. */
    public static final String UNKNOWN = "unknown_attachment";
    /** The row is there but the file is not: a backup that misses the attachments' directory. */
    public static final String LOST = "attachment_lost";
    /** The store cannot be written or read. */
    public static final String STORE_FAILED = "attachment_store_failed";

    private static final long serialVersionUID = 1L;

    private final String code;

    AttachmentException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static AttachmentException unknown(long id) {
        return new AttachmentException(UNKNOWN, "there is no attachment " + id + " that may be used here", null);
    }

    /** One of the constants here: stable. */
    public String code() {
        return code;
    }
}
