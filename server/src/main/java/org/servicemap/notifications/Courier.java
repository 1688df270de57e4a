package org.servicemap.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.servicemap.notifications.templates.TemplateException;
import org.servicemap.storage.Database;
import org.servicemap.storage.Watch;
import org.servicemap.storage.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the messages of one sender's channels out, one at a time in each thread. A message is claimed with a lease, sent
 * outside any transaction, and marked: when the process dies in between, the lease ends and the message goes out again under
 * the same id, and that happens to at most one message of each thread. Several couriers, also of several servers, share the
 * work.
 */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    /** Longer than any sender takes. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration STOP = Duration.ofSeconds(10);

    /** So many messages of a channel that stay here are marked at once. */
    private static final int TOGETHER = 100;

    private final Database database;
    private final Outbox outbox;
    private final Sender sender;
    private final Clock clock;
    private final RandomGenerator random;
    private final Backoff backoff;
    private @Nullable Watch watch;

    public Courier(Database database, Outbox outbox, Sender sender, Clock clock, RandomGenerator random) {
        this(database, outbox, sender, clock, random, Backoff.USUAL);
    }

    Courier(Database database, Outbox outbox, Sender sender, Clock clock, RandomGenerator random, Backoff backoff) {
        this.database = database;
        this.outbox = outbox;
        this.sender = sender;
        this.clock = clock;
        this.random = random;
        this.backoff = backoff;
    }

    /** Works in so many threads until it is closed. */
    public synchronized void start(int count) {
        Watch begun = new Watch("courier-" + sender.name(), count);
        for (int i = 0; i < count; i++) {
            begun.start(Duration.ZERO, PAUSE, this::deliverAll);
        }
        watch = begun;
    }

    private void deliverAll() {
        while (!Thread.currentThread().isInterrupted() && deliverOne()) {
            LOG.trace("delivered one");
        }
    }

    /** Tries the message that is due longest, or many where the sender does nothing outside the database; false when none is due. */
    public boolean deliverOne() {
        return sender.staysHere() ? deliverHere() : deliverOutside();
    }

    private boolean deliverHere() {
        return database.inTransaction(handle -> {
            List<OutboxRows.Row> due = OutboxRows.due(handle, sender.channels(), clock.instant(), TOGETHER);
            Writes writes = Writes.in(handle);
            for (OutboxRows.Row row : due) {
                Outcome outcome = outcome(row.again());
                OutboxRows.end(writes, row.entry(), outcome.state(), sender.name(), outcome.error(), outcome.nextTry());
            }
            writes.send();
            return !due.isEmpty();
        });
    }

    private boolean deliverOutside() {
        Instant now = clock.instant();
        Optional<OutboxRows.Row> claimed =
                database.inTransaction(handle -> OutboxRows.claim(handle, sender.channels(), now, now.plus(LEASE)));
        claimed.ifPresent(this::deliver);
        return claimed.isPresent();
    }

    /**
     * How an attempt ended.
     *
     * @param nextTry or when it ended
     */
    private record Outcome(String state, @Nullable String error, Instant nextTry) {}

    private void deliver(OutboxRows.Row row) {
        // Should this fail, the lease ends and the message goes out again, under the same id.
        finish(row.entry(), outcome(row));
    }

    private Outcome outcome(OutboxRows.Row row) {
        Instant end = row.entry().expiresAt();
        boolean late = end != null && !clock.instant().isBefore(end);
        return late ? new Outcome("expired", null, clock.instant()) : attempt(row);
    }

    private Outcome attempt(OutboxRows.Row row) {
        OutboxEntry entry = row.entry();
        try {
            sender.send(outbox.open(row));
            return new Outcome("sent", null, clock.instant());
        } catch (DeliveryException e) {
            return failed(entry, String.valueOf(e.getMessage()), e.isPermanent());
        } catch (TemplateException e) {
            return failed(entry, String.valueOf(e.getMessage()), true);
        } catch (RuntimeException e) {
            // Its message may quote what was being sent.
            LOG.warn("message {} could not be sent by {}: {}", entry.id(), sender.name(), e.getClass());
            return failed(entry, e.getClass().getSimpleName(), false);
        }
    }

    private Outcome failed(OutboxEntry entry, String reason, boolean permanent) {
        Instant now = clock.instant();
        if (permanent || backoff.isLast(entry.attempts())) {
            LOG.warn("message {} ({}) is given up: {}", entry.id(), entry.template(), reason);
            return new Outcome("failed", reason, now);
        }
        return new Outcome("waiting", reason, now.plus(backoff.after(entry.attempts(), random)));
    }

    private void finish(OutboxEntry entry, Outcome outcome) {
        database.useTransaction(handle ->
                OutboxRows.finish(handle, entry, outcome.state(), sender.name(), outcome.error(), outcome.nextTry()));
    }

    /** Finishes what is being sent, within some seconds. */
    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.closeWithin(STOP);
        }
    }
}
