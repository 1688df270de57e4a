package org.servicemap.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;

/**
 * The session's cookie: scripts cannot read it, other sites' forms do not send it ({@code Lax}), and where the server is
 * reached by https it never travels in clear.
 */
final class SessionCookie {
    /** Ends with the browser; how long the session itself lives, the server decides. */
    private static final int BROWSER_SESSION = -1;

    private SessionCookie() {}

    static void set(Context context, String token) {
        write(context, Credentials.COOKIE, token, "/", BROWSER_SESSION);
    }

    static void clear(Context context) {
        write(context, Credentials.COOKIE, "", "/", 0);
    }

    static void write(Context context, String name, String value, String path, int seconds) {
        context.cookie(new Cookie(name, value, path, seconds, isSecure(context), true, null, SameSite.LAX));
    }

    /** A client that lies about the protocol only gets a stricter cookie. */
    static boolean isSecure(Context context) {
        return context.req().isSecure() || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    }
}
