package org.servicemap.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;

/**
 * Security headers. The API may be read from any origin but never rendered; pages run only scripts of their own and the one
 * inline import map whose hash is named; only {@code /embed} may stand in a frame of others.
 */
final class ResponseHeaders {
    private static final String RESOURCES = "Cross-Origin-Resource-Policy";
    /** A year; what other hosts of the domain do is not ours to say. Browsers take no notice of it over plain HTTP. */
    private static final String HTTPS_ONLY = "max-age=31536000";

    /** Of every answer, also of those that never reach a route; pages then replace the policy by their own. */
    static final Map<String, String> COMMON = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "strict-origin-when-cross-origin",
            RESOURCES,
            "same-origin");

    private ResponseHeaders() {}

    static void common(Context context) {
        HttpServletResponse response = context.res();
        COMMON.forEach(response::setHeader);
        if (SessionCookie.isSecure(context)) {
            response.setHeader("Strict-Transport-Security", HTTPS_ONLY);
        }
    }

    static void publicRead(Context context) {
        HttpServletResponse response = context.res();
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader(RESOURCES, "cross-origin");
        response.setHeader("Access-Control-Expose-Headers", "ETag, Link, Retry-After, X-Request-Id");
    }

    static void preflight(Context context) {
        publicRead(context);
        context.header("Access-Control-Allow-Methods", "GET, HEAD");
        context.header("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match, X-Request-Id");
        context.header("Access-Control-Max-Age", "86400");
        context.status(204);
    }

    static void page(Context context, String policy, boolean embeddable) {
        context.header("Content-Security-Policy", policy);
        context.header("Permissions-Policy", permissions("()"));
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        if (embeddable) {
            context.res().setHeader("X-Frame-Options", null);
        }
    }

    /** For the one page that scans codes, after {@link #page}. */
    static void camera(Context context) {
        context.header("Permissions-Policy", permissions("(self)"));
    }

    /** A service worker obeys the policy of its own script: it imports modules, and fetches the shell and the API. */
    static void worker(Context context) {
        context.header("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'");
    }

    private static String permissions(String camera) {
        return "geolocation=(self), camera=" + camera + ", microphone=(), payment=()";
    }

    static String pagePolicy(List<String> scriptHashes, List<String> imageSources, boolean embeddable) {
        StringBuilder scripts = new StringBuilder("script-src 'self'");
        scriptHashes.forEach(hash -> scripts.append(" 'sha256-").append(hash).append('\''));
        String images = imageSources.isEmpty() ? "" : " " + String.join(" ", imageSources);
        return String.join(
                "; ",
                "default-src 'none'",
                scripts,
                "style-src 'self'",
                "img-src 'self' data: blob:" + images,
                "font-src 'self'",
                "connect-src 'self'",
                "worker-src 'self'",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors " + (embeddable ? "*" : "'none'"));
    }
}
