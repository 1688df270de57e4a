package org.servicemap.insights;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where counts of requests come from. */
public interface RequestCounts {
    /**
     * Requests of one category in one place, solved ones apart.
     *
     * @param areas codes by level, coarsest first, as the request was resolved then; null where it is not known
     * @param petitioners who made them, as far as they said who they are
     * @param anonymous whether some did not
     * @param solved whether they are
     */
    record Counted(
            String category,
            List<@Nullable String> areas,
            int requests,
            Set<Long> petitioners,
            boolean anonymous,
            boolean solved) {}

    /** Requests received from one instant until before another, without those that are sensitive or of sealed kinds. */
    List<Counted> between(Instant from, Instant until);

    /** When the first request was received. */
    Optional<Instant> first();

    /** Whether everything received before an instant is there: not while history is still being loaded. */
    boolean isComplete(Instant until);
}
