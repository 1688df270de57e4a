package org.servicemap.areas;

/** A batch that cannot begin: its columns are not found or one stands twice, its encoding is unknown, it holds nothing. */
public final class BatchException extends RuntimeException {
    public static final String COLUMNS_NOT_FOUND = "columns_not_found";
    public static final String DOUBLED_COLUMN = "doubled_column";
    public static final String UNKNOWN_CHARSET = "unknown_charset";
    public static final String EMPTY_FILE = "empty_file";
    private static final long serialVersionUID = 1L;

    private final String code;

    BatchException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
