package org.servicemap.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's clock, so that servers whose own clocks differ agree on leases and deadlines. How far the own clock is off is
 * measured once a minute and whenever it has jumped, to about a network round trip; in between and while the database is away the last
 * measure holds. Thread-safe.
 */
public final class DatabaseClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
    private static final Duration JUMP = Duration.ofSeconds(1);

    private final Database database;
    private final Clock own;
    private final ReentrantLock measuring = new ReentrantLock();
    private volatile Measure measure = new Measure(Instant.MIN, Instant.MIN, 0, Duration.ZERO);

    /** @param own the machine's clock */
    public DatabaseClock(Database database, Clock own) {
        this.database = database;
        this.own = own;
    }

    /**
     * @param at the own clock then
     * @param nanos of a clock that nobody sets, then
     */
    private record Measure(Instant at, Instant next, long nanos, Duration offset) {
        /** Somebody has set the own clock since, or the time has come to ask again. */
        boolean isOver(Instant now) {
            return !now.isBefore(next) || hasJumped(now);
        }

        /** Or nothing was ever measured. */
        boolean hasJumped(Instant now) {
            if (at.equals(Instant.MIN)) {
                return true;
            }
            Duration passed = Duration.ofNanos(System.nanoTime() - nanos);
            return Duration.between(at.plus(passed), now).abs().compareTo(JUMP) > 0;
        }
    }

    @Override
    public Instant instant() {
        Instant now = own.instant();
        if (measure.isOver(now) && isMine(now)) {
            try {
                measure = measured(now);
            } finally {
                measuring.unlock();
            }
        }
        return own.instant().plus(measure.offset);
    }

    /** One asks the database; the others go on with the last measure, unless it is worth nothing. */
    private boolean isMine(Instant now) {
        if (measure.hasJumped(now)) {
            measuring.lock();
            return true;
        }
        return measuring.tryLock();
    }

    private Measure measured(Instant now) {
        if (!measure.isOver(now)) {
            return measure;
        }
        // aside: whoever asks for the time may hold a connection already, and may be reading a replica, whose clock is
        // another
        try (Handle handle = database.aside()) {
            Instant before = own.instant();
            Instant there = handle.createQuery("SELECT clock_timestamp()")
                    .mapTo(OffsetDateTime.class)
                    .one()
                    .toInstant();
            Instant after = own.instant();
            return new Measure(after, after.plus(FRESH), System.nanoTime(), told(offset(before, there, after)));
        } catch (RuntimeException e) {
            LOG.debug("the database's clock cannot be read", e);
            return new Measure(now, now.plusSeconds(1), System.nanoTime(), measure.offset);
        }
    }

    /** A step of either clock is for whoever looks after the machines. */
    private Duration told(Duration offset) {
        if (offset.minus(measure.offset).abs().compareTo(WORTH_TELLING) > 0) {
            LOG.warn("this machine's clock differs from the database's by {}: the database's is followed", offset);
        }
        return offset;
    }

    /** None where the database's answer lies within the round trip: there nothing tells the clocks apart, and on one machine they are one. */
    private static Duration offset(Instant before, Instant there, Instant after) {
        if (!there.isBefore(before.truncatedTo(ChronoUnit.MICROS)) && !there.isAfter(after)) {
            return Duration.ZERO;
        }
        return Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), there);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
