package org.servicemap.attachments.media;

import org.jspecify.annotations.Nullable;

/** A file that is not taken; the code says why, the message says what to send instead. */
public final class MediaException extends RuntimeException {
    /** Neither a picture nor a document that is taken here. */
    public static final String UNSUPPORTED_FILE = "unsupported_file";
    /** A picture of a form that browsers do not show (HEIC, AVIF), or a moving one. */
    public static final String UNSUPPORTED_PICTURE = "unsupported_picture";
    /** More pixels than are unpacked here. */
    public static final String TOO_MANY_PIXELS = "too_many_pixels";
    /** Begins like a picture or document, but cannot be read as one. */
    public static final String DAMAGED_FILE = "damaged_file";
    /** A document that wants a password. */
    public static final String PROTECTED_DOCUMENT = "protected_document";

    private static final long serialVersionUID = 1L;

    private final String code;

    MediaException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    MediaException(String code, String message) {
        this(code, message, null);
    }

    static MediaException damaged(MediaKind kind, @Nullable Throwable cause) {
        return new MediaException(DAMAGED_FILE, "the file begins like " + kind + " but cannot be read", cause);
    }

    /** One of the constants here: stable. */
    public String code() {
        return code;
    }
}
