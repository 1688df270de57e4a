package org.servicemap.storage;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls whoever listens, on any server, after a commit has added to the change log: {@code NOTIFY} in a transaction of its own. A
 * transaction that notifies holds a lock of the whole cluster while it commits, so those that do the city's work never do. Many
 * commits soon after each other are one call. A call that is lost (this process is killed, the database goes away) costs nothing but
 * time: readers look by themselves now and then. Thread-safe.
 */
final class ChangeCalls implements AutoCloseable {
    static final String CHANNEL = "servicemap_changes";

    /** At least between two calls of one server: the first change is told at once, those that follow together. */
    static final Duration PAUSE = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(ChangeCalls.class);

    /** Nobody waits for a disk or a replica because of it. */
    private static final String CALL =
            "SELECT set_config('synchronous_commit', 'off', true), pg_notify('" + CHANNEL + "', '')";

    private final Jdbi jdbi;
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "change-calls");
        made.setDaemon(true);
        return made;
    });
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long last = System.nanoTime() - PAUSE.toNanos();

    ChangeCalls(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The change log has grown. Returns at once. */
    void changed() {
        if (due.compareAndSet(false, true)) {
            long wait = Math.max(0, last + PAUSE.toNanos() - System.nanoTime());
            try {
                thread.schedule(this::call, wait, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.trace("closing", e);
            }
        }
    }

    private void call() {
        due.set(false);
        last = System.nanoTime();
        try {
            jdbi.useHandle(handle -> handle.execute(CALL));
        } catch (RuntimeException e) {
            LOG.debug("others were not called; they will look by themselves", e);
        }
    }

    /** What is due is still called. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
