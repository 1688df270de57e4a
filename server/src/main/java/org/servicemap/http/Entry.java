package org.servicemap.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** A call that was let in; who calls is looked up when first asked. For one thread. */
final class Entry {
    private final Gate gate;
    private final Context context;
    private @Nullable Caller caller;

    Entry(Gate gate, Context context, @Nullable Caller caller) {
        this.gate = gate;
        this.context = context;
        this.caller = caller;
    }

    Caller caller() {
        Caller known = caller;
        if (known == null) {
            known = credentials().caller(gate.access().callers());
            caller = known;
        }
        return known;
    }

    Credentials credentials() {
        return Credentials.of(context);
    }

    CallerSource source() {
        return gate.access().callers();
    }

    String address() {
        return gate.address(context);
    }

    /** Counts a call for somebody else than the caller. */
    void count(RateLimit limit, String who) {
        gate.access().limits().take(limit, who);
    }

    Idempotency idempotency() {
        return gate.access().idempotency();
    }
}
