package org.servicemap.areas.index;

/** A saved index that cannot be used: foreign, of another format version, damaged or unreadable. Build it again. */
public final class IndexFileException extends ResolverException {
    public static final String FOREIGN = "index_file_foreign";
    public static final String VERSION = "index_file_version";
    public static final String DAMAGED = "index_file_damaged";
    public static final String UNREADABLE = "index_file_unreadable";
    private static final long serialVersionUID = 1L;

    IndexFileException(String code, String message) {
        super(code, message);
    }

    IndexFileException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
