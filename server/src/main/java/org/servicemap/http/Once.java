package org.servicemap.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Answers a call that carries an {@code Idempotency-Key}: done once, however often it is sent. */
final class Once {
    static final String HEADER = "Idempotency-Key";
    private static final int SHORTEST = 8;
    private static final int LONGEST = 200;

    private Once() {}

    static @Nullable String key(Context context) {
        String key = context.header(HEADER);
        if (key == null) {
            return null;
        }
        boolean plain = key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (!plain || key.length() < SHORTEST || key.length() > LONGEST) {
            throw ErrorCode.INVALID_KEY.problem(
                    HEADER + " must be " + SHORTEST + " to " + LONGEST + " visible ASCII characters", HEADER);
        }
        return key;
    }

    static void answer(Context context, Exchange exchange, Entry entry, Route route, String key) {
        Caller caller = entry.caller();
        String scope = route.id() + "|" + (caller.service() ? "service " : "") + caller.account();
        Idempotency.Call call =
                new Idempotency.Call(scope, key, exchange.incoming().fingerprint());
        try {
            write(
                    context,
                    keepsItself(route)
                            ? kept(exchange, route, call)
                            : entry.idempotency().once(call, () -> answerOf(exchange, route)));
        } catch (Idempotency.KeyReusedException e) {
            throw ErrorCode.KEY_REUSED.problem("this key was used before for another request", HEADER);
        }
    }

    private static boolean keepsItself(Route route) {
        return route.action() instanceof Route.Action.Value value && value.handler() instanceof Idempotency.Keeping;
    }

    private static Idempotency.Kept kept(Exchange exchange, Route route, Idempotency.Call call) {
        exchange.keepFor(call);
        try {
            return answerOf(exchange, route);
        } catch (Idempotency.RepeatedException e) {
            return e.kept();
        }
    }

    private static Idempotency.Kept answerOf(Exchange exchange, Route route) {
        byte[] body = Answers.body(exchange, route.action());
        return new Idempotency.Kept(route.status(), body.length == 0 ? null : exchange.responseType(), body);
    }

    private static void write(Context context, Idempotency.Kept kept) {
        context.status(kept.status());
        if (kept.mediaType() != null) {
            Answers.send(context, kept.mediaType(), kept.body());
        }
    }
}
