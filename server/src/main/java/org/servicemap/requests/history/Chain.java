package org.servicemap.requests.history;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the chain of one request. */
public final class Chain {
    private static final byte[] ORIGIN = new byte[32];

    private Chain() {}

    /**
     * One stored row.
     *
     * @param hash as the database has it
     */
    public record Link(int seq, byte[] body, byte[] hash) {}

    /**
     * The first place at which a chain breaks.
     *
     * @param code {@code missing_event}, {@code changed_event}, {@code broken_chain}, {@code foreign_event}, {@code
     *     unreadable_event}
     */
    public record Break(long request, int seq, String code, String message) {}

    /** Walks the whole chain, in the order of seq. */
    public static Optional<Break> verify(long request, List<Link> links) {
        byte[] previous = ORIGIN;
        int expected = 1;
        for (Link link : links) {
            Break found = check(request, expected, previous, link);
            if (found != null) {
                return Optional.of(found);
            }
            previous = link.hash();
            expected++;
        }
        return Optional.empty();
    }

    private static @Nullable Break check(long request, int expected, byte[] previous, Link link) {
        if (link.seq() != expected) {
            return new Break(request, expected, "missing_event", "event " + expected + " is missing");
        }
        if (!Arrays.equals(Event.hash(link.body()), link.hash())) {
            return new Break(request, expected, "changed_event", "the event does not match its hash");
        }
        try {
            Event.Stored stored = Event.read(link.body());
            if (stored.event().request() != request || stored.event().seq() != expected) {
                return new Break(request, expected, "foreign_event", "the event belongs elsewhere");
            }
            return Arrays.equals(stored.previous(), previous)
                    ? null
                    : new Break(request, expected, "broken_chain", "the event does not follow the one before it");
        } catch (HistoryException e) {
            return new Break(request, expected, e.code(), String.valueOf(e.getMessage()));
        }
    }
}
