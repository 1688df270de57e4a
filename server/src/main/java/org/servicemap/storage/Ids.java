package org.servicemap.storage;

import java.time.Clock;
import java.time.Instant;

/**
 * 64-bit ids that grow with time: 41 bits of milliseconds since 2020, 10 bits of node, 12 bits of sequence. The node
 * number is leased from the database at every opening, so that two running processes do not share one. Ids of one
 * process strictly increase, also when the clock steps back. Thread-safe.
 */
public final class Ids {
    static final int NODES = 1 << 10;

    private static final long EPOCH_MILLIS =
            Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private static final int SEQUENCE_BITS = 12;
    private static final int NODE_BITS = 10;

    private final Clock clock;
    private final long node;
    private long last;
    private long sequenceAt;

    public Ids(Clock clock, int node) {
        if (node < 0 || node >= NODES) {
            throw new IllegalArgumentException("a node is 0 to " + (NODES - 1) + ", not " + node);
        }
        this.clock = clock;
        this.node = node;
    }

    /** The next id: larger than all before. */
    public synchronized long next() {
        long now = (clock.millis() - EPOCH_MILLIS) << SEQUENCE_BITS;
        last = Math.max(last + 1, now);
        long millis = last >> SEQUENCE_BITS;
        long sequence = last & ((1L << SEQUENCE_BITS) - 1);
        return (millis << (NODE_BITS + SEQUENCE_BITS)) | (node << SEQUENCE_BITS) | sequence;
    }

    /**
     * An id of a moment, also a past one: for things that happened then and are only stored now. Distinct from all others
     * of this kind up to 4,096 a millisecond; not ordered within it, and not kept apart from {@link #next}: a table takes its
     * ids from one or the other.
     */
    public synchronized long at(Instant moment) {
        sequenceAt = (sequenceAt + 1) & ((1L << SEQUENCE_BITS) - 1);
        long millis = moment.toEpochMilli() - EPOCH_MILLIS;
        if (millis < 0) {
            throw new IllegalArgumentException("ids begin with 2020, not at " + moment);
        }
        return (millis << (NODE_BITS + SEQUENCE_BITS)) | (node << SEQUENCE_BITS) | sequenceAt;
    }

    /** The least id of a moment's millisecond: what was made or happened earlier has a smaller one. */
    public static long firstOf(Instant moment) {
        return Math.max(0, moment.toEpochMilli() - EPOCH_MILLIS) << (NODE_BITS + SEQUENCE_BITS);
    }

    /** When an id was made, to the millisecond. */
    public static Instant instantOf(long id) {
        return Instant.ofEpochMilli((id >> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MILLIS);
    }
}
