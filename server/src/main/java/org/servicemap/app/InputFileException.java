package org.servicemap.app;

/** A file named on the command line that cannot be used. */
final class InputFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputFileException(String message) {
        super(message);
    }
}
