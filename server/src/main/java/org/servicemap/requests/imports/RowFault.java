package org.servicemap.requests.imports;

/**
 * Why a row cannot be imported. Its message never holds what is personal: names, phones, addresses, words.
 *
 * <p>Codes: {@code missing}, {@code unmapped}, {@code bad_time}, {@code bad_number}, {@code bad_value}, {@code wrong_fields}.
 */
public final class RowFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 20;

    private final String field;
    private final String code;

    public RowFault(String field, String code, String message) {
        super(message, null, false, false);
        this.field = field;
        this.code = code;
    }

    /**
     * What of a cell may be said: its first sign and how long it is. In a file whose columns have moved, any cell may hold a name or a phone;
     * with the line's number who has the file finds the rest.
     */
    static String masked(String cell) {
        int signs = cell.codePointCount(0, cell.length());
        int shown = cell.offsetByCodePoints(0, Math.min(1, signs));
        return "«" + cell.substring(0, shown) + "*".repeat(Math.min(LONGEST, Math.max(0, signs - 1))) + "»";
    }

    /** As the mapping names it. */
    public String field() {
        return field;
    }

    /** Stable. */
    public String code() {
        return code;
    }

    /** Always there. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
