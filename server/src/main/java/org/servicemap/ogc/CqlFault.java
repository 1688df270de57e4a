package org.servicemap.ogc;

/** A filter that cannot be read; says what is wrong and at which character, counted from 1. */
final class CqlFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CqlFault(String message, int at) {
        super(message + " at character " + (at + 1));
    }
}
