package org.servicemap.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How callers identify themselves: the session cookie of browsers, or the bearer token (RFC 6750) of service accounts
 * and of enrolled phones.
 * Cookies ride along with requests that other sites cause, therefore a call that changes something by cookie must also carry
 * the session's CSRF token, which other sites cannot read. That token is derived from the session's.
 */
final class Credentials {
    /** Over plain HTTP; over https {@link SessionCookie} gives it a prefix. */
    static final String COOKIE = "servicemap_session";

    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String BEARER = "Bearer ";

    private final @Nullable String session;
    private final @Nullable String bearer;

    private Credentials(@Nullable String session, @Nullable String bearer) {
        this.session = session;
        this.bearer = bearer;
    }

    static Credentials of(Context context) {
        String authorization = context.req().getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Credentials(
                    null, authorization.substring(BEARER.length()).strip());
        }
        return new Credentials(SessionCookie.token(context), null);
    }

    @Nullable
    String session() {
        return session;
    }

    boolean given() {
        return session != null || bearer != null;
    }

    Caller caller(CallerSource source) {
        Caller caller = null;
        if (bearer != null) {
            caller = bearer.startsWith(CallerSource.DEVICE_PREFIX) ? source.ofDevice(bearer) : source.ofService(bearer);
        } else if (session != null) {
            caller = source.ofSession(session);
        }
        return caller == null ? Caller.ANONYMOUS : caller;
    }

    /** A live session changes something only with its CSRF token. */
    void requireCsrfToken(Context context) {
        if (session == null) {
            return;
        }
        String given = context.req().getHeader(CSRF_HEADER);
        if (given == null || !same(given, csrfToken(session))) {
            throw ErrorCode.BAD_CSRF_TOKEN.problem(
                    "the header " + CSRF_HEADER + " must hold the token that GET /api/v1/session gives", CSRF_HEADER);
        }
    }

    static String csrfToken(String session) {
        byte[] hash = sha256(("csrf\n" + session).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
