package org.servicemap.storage;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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
    private static final int ROOM = 1 << SEQUENCE_BITS;
    private static final int REMEMBERED = 16_384;

    private final Clock clock;
    private final long node;
    private long last;
    private int begin;
    private final Map<Long, Moment> taken = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Moment> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Ids(Clock clock, int node) {
        if (node < 0 || node >= NODES) {
            throw new IllegalArgumentException("a node is 0 to " + (NODES - 1) + ", not " + node);
        }
        this.clock = clock;
        this.node = node;
    }

    /** The next id: larger than all before. */
    public long next() {
        return next(clock.millis()); // the clock may ask the database: not while others wait
    }

    private synchronized long next(long clockMillis) {
        long now = (clockMillis - EPOCH_MILLIS) << SEQUENCE_BITS;
        last = Math.max(last + 1, now);
        long millis = last >> SEQUENCE_BITS;
        long sequence = last & ((1L << SEQUENCE_BITS) - 1);
        return (millis << (NODE_BITS + SEQUENCE_BITS)) | (node << SEQUENCE_BITS) | sequence;
    }

    /**
     * An id of a moment, also a past one: for things that happened then and are only stored now. Not ordered within the moment, and
     * not kept apart from {@link #next}: a table takes its ids from one or the other. A millisecond has room for 4,096; what comes
     * after them, as in a file that knows only the day, is given the next millisecond that has room. The process remembers the last
     * {@value #REMEMBERED} moments that it was asked for; in one that was forgotten two ids meet with a chance of 1 in 4,096.
     */
    public synchronized long at(Instant moment) {
        long millis = moment.toEpochMilli() - EPOCH_MILLIS;
        if (millis < 0) {
            throw new IllegalArgumentException("ids begin with 2020, not at " + moment);
        }
        Moment at = taken.computeIfAbsent(millis, this::fresh);
        while (at.isFull()) {
            at = taken.computeIfAbsent(++millis, this::fresh);
        }
        return (millis << (NODE_BITS + SEQUENCE_BITS)) | (node << SEQUENCE_BITS) | at.take();
    }

    /** Moments begin anywhere, so that one that was forgotten and comes again seldom meets itself. */
    private Moment fresh(long millis) {
        return new Moment(begin += 1 + ROOM / 3);
    }

    /** The least id of a moment's millisecond: what was made or happened earlier has a smaller one. */
    public static long firstOf(Instant moment) {
        return Math.max(0, moment.toEpochMilli() - EPOCH_MILLIS) << (NODE_BITS + SEQUENCE_BITS);
    }

    /** When an id was made, to the millisecond. */
    public static Instant instantOf(long id) {
        return Instant.ofEpochMilli((id >> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MILLIS);
    }

    /** How much of a millisecond is given away. */
    private static final class Moment {
        private final int begin;
        private int count;

        Moment(int begin) {
            this.begin = begin;
        }

        boolean isFull() {
            return count == ROOM;
        }

        long take() {
            return (begin + count++) & (ROOM - 1);
        }
    }
}
