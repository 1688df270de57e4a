package org.servicemap.requests.imports;

/** A file or mapping that cannot be used at all; what is wrong with single rows is a {@link RowFault}. */
public final class ImportException extends RuntimeException {
    public static final String BAD_MAPPING = "bad_mapping";
    public static final String MISSING_COLUMN = "missing_column";
    public static final String BAD_FILE = "bad_file";
    public static final String UNKNOWN_SHEET = "unknown_sheet";

    private static final long serialVersionUID = 1L;

    private final String code;

    ImportException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable. */
    public String code() {
        return code;
    }
}
