package org.servicemap.http;

/** What a browser's script would be told: for load programs, which have no script. */
public final class LoadTokens {
    private LoadTokens() {}

    public static String csrf(String session) {
        return Credentials.csrfToken(session);
    }
}
