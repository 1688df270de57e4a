package org.servicemap.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import org.jspecify.annotations.Nullable;

/**
 * The session's cookie: scripts cannot read it, other sites' forms do not send it ({@code Lax}), and where the server is
 * reached by https it never travels in clear and no other host of the domain can set it ({@code __Host-}).
 */
final class SessionCookie {
    /** Ends with the browser; how long the session itself lives, the server decides. */
    private static final int BROWSER_SESSION = -1;

    /** Browsers take a cookie of such a name only over https, from this very host and for all its paths. */
    private static final String THIS_HOST = "__Host-";

    private SessionCookie() {}

    static void set(Context context, String token) {
        write(context, name(context), token, "/", BROWSER_SESSION);
    }

    static void clear(Context context) {
        write(context, name(context), "", "/", 0);
    }

    /** The caller's token; what another host of the domain put under the plain name is not looked at over https. */
    static @Nullable String token(Context context) {
        String token = context.cookie(name(context));
        return token == null || token.isEmpty() ? null : token;
    }

    private static String name(Context context) {
        return isSecure(context) ? THIS_HOST + Credentials.COOKIE : Credentials.COOKIE;
    }

    static void write(Context context, String name, String value, String path, int seconds) {
        context.cookie(new Cookie(name, value, path, seconds, isSecure(context), true, null, SameSite.LAX));
    }

    /** A client that lies about the protocol only gets a stricter cookie. */
    static boolean isSecure(Context context) {
        return context.req().isSecure() || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    }
}
