package org.servicemap.http;

/** The web server cannot listen where it was told to. */
public final class AddressTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressTakenException(String host, int port, Throwable cause) {
        super(
                "cannot listen on port " + port + " of " + host + ": another program uses it, or it may not be used;"
                        + " choose another with SERVICEMAP_PORT (and SERVICEMAP_HOST)",
                cause);
    }
}
