package org.servicemap.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the API document says about who may call, which headers that takes, and how it is refused. */
final class OpenApiSecurity {
    private static final String SESSION = "session";
    private static final String SERVICE = "service";

    private OpenApiSecurity() {}

    static Map<String, Object> schemes() {
        Map<String, Object> session = Map.of(
                "type", "apiKey",
                "in", "cookie",
                "name", Credentials.COOKIE,
                "description",
                        "Session of a person, from POST /api/v1/session; over https its name begins with __Host-");
        Map<String, Object> service = Map.of(
                "type",
                "http",
                "scheme",
                "bearer",
                "description",
                "Token of a unit's service account, bound to grants");
        return Map.of(SESSION, session, SERVICE, service);
    }

    static void describe(Route route, Map<String, Object> operation) {
        Guard guard = route.guard();
        List<Map<String, Object>> ways = new ArrayList<>();
        if (guard.isPublic()) {
            ways.add(Map.of());
        }
        if (!guard.isPublic() || !route.reads()) {
            ways.add(Map.of(SESSION, List.of()));
        }
        if (!guard.grants().isEmpty()) {
            ways.add(Map.of(SERVICE, List.of()));
            operation.put("x-grants", guard.grants().stream().sorted().toList());
        }
        operation.put("security", ways);
        operation.put("x-roles", guard.roles().stream().map(Role::word).sorted().toList());
        RateLimit limit = guard.limit();
        if (limit != null) {
            operation.put(
                    "x-rate-limit",
                    Map.of(
                            "class",
                            limit.name(),
                            "calls",
                            limit.calls(),
                            "seconds",
                            limit.period().toSeconds()));
        }
    }

    static List<Map<String, Object>> headers(Route route) {
        List<Map<String, Object>> headers = new ArrayList<>();
        if (!route.reads()) {
            headers.add(header(Credentials.CSRF_HEADER, "With a session: the token that GET /api/v1/session gives"));
        }
        if (route.idempotent()) {
            headers.add(header(
                    Once.HEADER,
                    "8 to 200 characters that the client makes up: the same key with the same request is answered again"
                            + " and not done again, for 90 days"));
        }
        if (route.action() instanceof Route.Action.Events) {
            headers.add(header("Last-Event-ID", "Id of the last event that arrived: goes on after it"));
        }
        return headers;
    }

    private static Map<String, Object> header(String name, String description) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("name", name);
        header.put("in", "header");
        header.put("required", false);
        header.put("description", description);
        header.put("schema", Map.of("type", "string"));
        return header;
    }

    static Set<ErrorCode> errorsOf(Route route) {
        Set<ErrorCode> errors = new LinkedHashSet<>();
        if (!route.isPublic()) {
            errors.add(ErrorCode.NOT_LOGGED_IN);
            errors.add(ErrorCode.FORBIDDEN);
        }
        if (!route.reads()) {
            errors.add(ErrorCode.BAD_CSRF_TOKEN);
        }
        if (route.guard().limit() != null) {
            errors.add(ErrorCode.TOO_MANY_REQUESTS);
        }
        if (route.idempotent()) {
            errors.add(ErrorCode.INVALID_KEY);
            errors.add(ErrorCode.KEY_REUSED);
        }
        return errors;
    }
}
