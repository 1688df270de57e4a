package org.servicemap.requests.imports;

/**
 * Why a row cannot be imported. Its message never holds what is personal: names, phones, addresses, words.
 *
 * <p>Codes: {@code missing}, {@code unmapped}, {@code bad_time}, {@code bad_number}, {@code bad_value}, {@code wrong_fields}.
 */
public final class RowFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String code;

    public RowFault(String field, String code, String message) {
        super(message, null, false, false);
        this.field = field;
        this.code = code;
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
