package org.servicemap.http;

/**
 * Thrown by the constructor of a body's record, or where only a handler can tell: the value of one of its fields is not acceptable.
 * Answered as 400 {@code invalid_field} with the field's path.
 */
public final class FieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** @param field the field's name as in JSON, snake_case */
    public FieldException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
