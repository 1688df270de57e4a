package org.servicemap.storage;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one thing again and again until it is closed. Nobody would start it again, so nothing that happens in one round ends
 * it: what was thrown is logged, also where it is an {@link Error}, and the next round tries again.
 */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final String name;
    private final ScheduledExecutorService thread;

    /** What one round does. */
    @FunctionalInterface
    public interface Round {
        void run() throws Exception;
    }

    /** @param name of the thread, and of what it does where the log tells that it failed */
    public Watch(String name) {
        this(name, 1);
    }

    /** As many threads as that do the same side by side. */
    public Watch(String name, int threads) {
        this.name = name;
        thread = Executors.newScheduledThreadPool(threads, work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Begins after a first pause, and goes on so long after each round has ended; in one more of the threads. */
    public void start(Duration first, Duration pause, Round round) {
        thread.scheduleWithFixedDelay(
                () -> runQuietly(round), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void runQuietly(Round round) {
        try {
            round.run();
        } catch (Throwable e) { // an executor never runs again what threw
            // each second while the database is away: one line, the trace for those who ask
            LOG.warn("{} failed and tries again: {}", name, e.toString());
            LOG.debug("{} failed", name, e);
        }
    }

    /** Ends it, in the middle of a round too. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Ends it after the rounds that run now, or in their middle when they last longer than that. */
    public void closeWithin(Duration patience) {
        thread.shutdown();
        try {
            thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }
}
