package org.servicemap.requests;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.ActionInput;

/**
 * A request that another system kept, as it stands there.
 *
 * @param settlement what came of it there; null while it is open, and then it goes the usual way from here
 * @param origin what the history's first event keeps of where it comes from; nothing personal
 */
record Bringing(Filing filing, Instant receivedAt, @Nullable Settlement settlement, Map<String, Object> origin) {
    Bringing {
        origin = Map.copyOf(origin);
    }

    /** How it ended there. Nobody is told: those whom it concerns know. */
    record Settlement(Instant at, ActionInput input) {}
}
