package org.servicemap.http;

import io.javalin.http.Context;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call in or refuses it: 429 beyond the route's rate, 401 without a login, 403 without the role, or without the CSRF
 * token when a session changes something.
 */
final class Gate {
    private static final String WHO = "servicemap.who";

    private final Access access;

    Gate(Access access) {
        this.access = access;
    }

    Access access() {
        return access;
    }

    String address(Context context) {
        return ClientAddress.of(context.req(), access.limits().proxies());
    }

    /** Lets the call in, or throws the problem. Public reading does not even look who it is. */
    Entry enter(Context context, Route route) {
        if (route.reads() && route.isPublic() && route.guard().limit() == null) {
            return new Entry(this, context, null);
        }
        context.attribute(WHO, address(context));
        Credentials credentials = Credentials.of(context);
        Caller caller = credentials.caller(access.callers());
        remember(context, caller);
        count(context, route.guard().limit(), caller);
        if (!route.reads() && !caller.isAnonymous()) {
            credentials.requireCsrfToken(context);
        }
        requireRole(route.guard(), caller);
        return new Entry(this, context, caller);
    }

    private static void remember(Context context, Caller caller) {
        Long account = caller.account();
        if (account != null) {
            context.attribute(WHO, "account " + account);
        }
    }

    /** The account of a call that came here, for the log; otherwise where it came from. */
    static String who(Context context) {
        String who = context.attribute(WHO);
        return who == null ? context.req().getRemoteAddr() : who;
    }

    private void count(Context context, @Nullable RateLimit limit, Caller caller) {
        if (limit != null) {
            String who = caller.isAnonymous() ? ClientAddress.network(address(context)) : "account " + caller.account();
            access.limits().take(limit, who);
        }
    }

    private static void requireRole(Guard guard, Caller caller) {
        if (guard.admits(caller)) {
            return;
        }
        if (caller.isAnonymous()) {
            throw ErrorCode.NOT_LOGGED_IN.problem("log in first: this is not public");
        }
        throw ErrorCode.FORBIDDEN.problem("this is for " + whom(guard, caller));
    }

    private static String whom(Guard guard, Caller caller) {
        if (caller.service()) {
            return guard.grants().isEmpty()
                    ? "people, not for service accounts"
                    : "service accounts with " + String.join(" or ", guard.grants());
        }
        return guard.roles().stream().sorted().map(Role::word).collect(Collectors.joining(", "));
    }
}
