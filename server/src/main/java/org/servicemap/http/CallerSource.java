package org.servicemap.http;

import org.jspecify.annotations.Nullable;

/** Tells who a token stands for. Asked at every call that needs to know, so it must be quick. Thread-safe. */
public interface CallerSource {
    /** How the tokens of phones begin. */
    String DEVICE_PREFIX = "fd_";

    /** Knows nobody: for servers that only answer the public. */
    CallerSource NOBODY = new CallerSource() {
        @Override
        public @Nullable Caller ofSession(String token) {
            return null;
        }

        @Override
        public @Nullable Caller ofService(String token) {
            return null;
        }
    };

    /** The account whose session the cookie names; null when there is none, or it has ended. */
    @Nullable
    Caller ofSession(String token);

    /** The service account of a bearer token; null when there is none, or it has expired. */
    @Nullable
    Caller ofService(String token);

    /**
     * The account whose enrolled phone has this token, which begins with {@value #DEVICE_PREFIX}.
     *
     * @throws Problem 401 with a code that tells the phone why not, and so what to do with what it holds
     */
    default Caller ofDevice(String token) {
        throw ErrorCode.NOT_LOGGED_IN.problem("no phones are enrolled here");
    }
}
