package org.servicemap.app;

/** Nothing was imported yet. */
final class NoCityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoCityException() {
        super(
                "the database holds no city yet: import a city pack first (servicemap import PACK, then servicemap publish)");
    }
}
