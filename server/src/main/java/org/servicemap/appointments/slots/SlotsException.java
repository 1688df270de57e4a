package org.servicemap.appointments.slots;

/** A schedule that cannot be: names the field at fault, as in JSON. */
public final class SlotsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public SlotsException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
