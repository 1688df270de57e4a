package org.servicemap.app;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs by itself, again and again. Jobs are written so that several servers may run them at once and a killed run is
 * taken up by the next; one that fails says so in the log and is tried again.
 */
final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final long STOP_SECONDS = 5;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3, task -> {
        Thread thread = new Thread(task, "jobs");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Observer observer = (name, nanos, fault) -> {};

    /** Is told of every run. */
    interface Observer {
        void ran(String name, long nanos, @Nullable Throwable fault);
    }

    /** From here on somebody is told of every run. */
    void tell(Observer told) {
        observer = told;
    }

    /** Runs a job at once and then again, so long after each run has ended. */
    Jobs every(Duration pause, String name, Runnable job) {
        threads.scheduleWithFixedDelay(() -> run(name, job), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** As {@link #every}, for the first time after one pause. */
    Jobs everyLater(Duration pause, String name, Runnable job) {
        threads.scheduleWithFixedDelay(() -> run(name, job), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Runs a job each day at an hour of the city's clock. */
    Jobs daily(int hour, Supplier<ZoneId> zone, String name, Runnable job) {
        daily(hour, zone, zone.get(), name, job);
        return this;
    }

    private void daily(int hour, Supplier<ZoneId> zone, ZoneId known, String name, Runnable job) {
        long wait = Duration.between(Instant.now(), next(hour, known)).toMillis();
        threads.schedule(
                () -> {
                    run(name, job);
                    daily(hour, zone, now(zone, known), name, job);
                },
                wait,
                TimeUnit.MILLISECONDS);
    }

    /** The last known one while it cannot be read: a job must not end because the database was away at its hour. */
    private static ZoneId now(Supplier<ZoneId> zone, ZoneId known) {
        try {
            return zone.get();
        } catch (RuntimeException e) {
            LOG.warn("the city's zone cannot be read, {} it is: {}", known, e.toString());
            return known;
        }
    }

    private static Instant next(int hour, ZoneId zone) {
        ZonedDateTime now = ZonedDateTime.now(zone);
        ZonedDateTime today = now.truncatedTo(ChronoUnit.DAYS).withHour(hour);
        return (today.isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    private void run(String name, Runnable job) {
        long start = System.nanoTime();
        Throwable fault = null;
        try {
            job.run();
        } catch (Throwable e) { // an executor never runs again what threw
            fault = e;
            LOG.warn("{} failed and will be tried again: {}", name, e.toString());
        }
        observer.ran(name, System.nanoTime() - start, fault);
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
