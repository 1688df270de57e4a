package org.servicemap.requests;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A telephone call.
 *
 * @param callId what the telephone system calls it
 * @param caller the number, opened; null when it was withheld
 * @param recording where the recording is found, or null
 * @param operator the account that has it, or null while anybody may take it
 * @param tied requests that the call was about, in the order they came up
 */
record Call(
        long id,
        String callId,
        @Nullable String caller,
        @Nullable String recording,
        @Nullable Long operator,
        State state,
        Instant receivedAt,
        @Nullable Instant openedAt,
        @Nullable Instant endedAt,
        List<Tied> tied) {
    enum State {
        WAITING,
        OPEN,
        ENDED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A request of the call.
     *
     * @param filed whether the call made it; else it was there before
     */
    record Tied(String number, boolean filed) {}

    Call {
        tied = List.copyOf(tied);
    }

    boolean isOf(@Nullable Long account) {
        return operator != null && operator.equals(account);
    }

    /** Never shows the number. */
    @Override
    public String toString() {
        return "Call[" + id + ", " + state.key() + "]";
    }
}
