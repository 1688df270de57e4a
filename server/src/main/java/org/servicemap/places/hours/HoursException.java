package org.servicemap.places.hours;

/** Opening hours that cannot be read; the message says which part is wrong and how it is written. */
public final class HoursException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HoursException(String message) {
        super(message);
    }
}
