package org.servicemap.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A streaming replica of the database, for readings that may be a few seconds old. How old it is at most is known without any clock but
 * this process's own: the position in the log of the primary is noted with the moment before it was asked, and as soon as the replica has
 * replayed up to there, all that was committed before that moment is in it. Past the bound, or when it fails, readings go to
 * the primary. Thread-safe.
 */
public final class ReadReplica implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadReplica.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final String WRITTEN = "SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn";

    /** Null of a server that takes writes itself: no replica any more, and perhaps one that nobody should read. */
    private static final String REPLAYED = """
            SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() - '0/0'::pg_lsn END""";

    private final Jdbi primary;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final long mostNanos;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Watch watch = new Watch("database-replica");
    private volatile @Nullable Mark reached;
    private volatile boolean used;

    /** Up to where the primary had written, not before that moment. */
    private record Mark(long nanos, long position) {}

    ReadReplica(Jdbi primary, HikariDataSource pool, Jdbi jdbi, Duration most) {
        this.primary = primary;
        this.pool = pool;
        this.jdbi = jdbi;
        this.mostNanos = most.toNanos();
    }

    void start() {
        watch.start(Duration.ZERO, PAUSE, this::measure);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** All that was committed longer ago than this is in the replica; null while that is not known. */
    public @Nullable Duration age() {
        Mark mark = reached;
        return mark == null ? null : Duration.ofNanos(System.nanoTime() - mark.nanos);
    }

    /** Whether readings go there now. */
    public boolean isFresh() {
        Mark mark = reached;
        return mark != null && System.nanoTime() - mark.nanos <= mostNanos;
    }

    void measure() {
        try {
            long now = System.nanoTime();
            long written = number(primary, WRITTEN, 0);
            marks.addLast(new Mark(now, written));
            reachedBy(number(jdbi, REPLAYED, -1));
            marks.removeIf(mark -> now - mark.nanos > 2 * mostNanos);
        } catch (RuntimeException e) {
            LOG.debug("the replica cannot be asked", e);
        }
        say(isFresh());
    }

    private static long number(Jdbi jdbi, String sql, long absent) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).findOne().orElse(absent));
    }

    private void reachedBy(long replayed) {
        if (replayed < 0) {
            reached = null;
            return;
        }
        Iterator<Mark> latest = marks.descendingIterator();
        while (latest.hasNext()) {
            Mark mark = latest.next();
            if (mark.position <= replayed) {
                reached = mark;
                return;
            }
        }
    }

    private void say(boolean fresh) {
        if (fresh != used) {
            used = fresh;
            LOG.info(
                    fresh
                            ? "the replica is read"
                            : "the replica is away or too far behind: the primary is read instead");
        }
    }

    /** After a reading there failed: not again before the next measure has found it well. True when the replica was at fault. */
    boolean failed(RuntimeException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException || cause instanceof SQLTransientConnectionException) {
                LOG.warn("a reading at the replica failed and is done at the primary: {}", cause.getMessage());
                reached = null;
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        watch.close();
        pool.close();
    }
}
