package org.servicemap.app;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs by itself, again and again. Jobs are written so that several servers may run them at once and a killed run is
 * taken up by the next; one that fails says so in the log and is tried again. Those that may last long have threads of their own, so that the
 * short ones, for which somebody waits, never stand behind them; and only some of them run at once, in turn, so that they leave connections
 * to the database to the others. All of them end by themselves: none waits for what another does.
 */
final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor threads = lane("jobs", 3);

    /** As many as there are long jobs: a thread that sleeps, or waits for its turn, costs next to nothing. */
    private final ScheduledThreadPoolExecutor longThreads = lane("long-jobs", 1);

    private final AtomicInteger longJobs = new AtomicInteger();

    private final Semaphore turns;

    private volatile Observer observer = (name, nanos, fault) -> {};

    /** Is told of every run. */
    interface Observer {
        void ran(String name, long nanos, @Nullable Throwable fault);
    }

    /** @param longAtOnce of those that last long, but for such as run {@link #everyApart apart} */
    Jobs(int longAtOnce) {
        turns = new Semaphore(longAtOnce, true);
    }

    /** A third of the connections at most; a long job holds one at a time. */
    static int longAtOnce(int connections) {
        return Math.max(1, connections / 3);
    }

    private static ScheduledThreadPoolExecutor lane(String name, int many) {
        ScheduledThreadPoolExecutor lane = new ScheduledThreadPoolExecutor(many, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        // else a server that ends would wait for the next day's hour of a daily job
        lane.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return lane;
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

    /** As {@link #every}, a job that may last for minutes. */
    Jobs everyLong(Duration pause, String name, Runnable job) {
        return everyLong(Duration.ZERO, pause, name, job);
    }

    /** As {@link #every(Duration, String, Runnable)}, a job that may last for minutes, for the first time after some time. */
    Jobs everyLong(Duration first, Duration pause, String name, Runnable job) {
        longThreads.setCorePoolSize(longJobs.incrementAndGet());
        longThreads.scheduleWithFixedDelay(
                () -> runInTurn(name, job), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** As {@link #everyLong(Duration, String, Runnable)}, a job that waits for no turn because people see how late it is. */
    Jobs everyApart(Duration pause, String name, Runnable job) {
        longThreads.setCorePoolSize(longJobs.incrementAndGet());
        longThreads.scheduleWithFixedDelay(() -> run(name, job), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Runs a job each day at an hour of the city's clock; it may last long. */
    Jobs daily(int hour, Supplier<ZoneId> zone, String name, Runnable job) {
        longThreads.setCorePoolSize(longJobs.incrementAndGet());
        daily(hour, zone, zone.get(), name, job);
        return this;
    }

    private void daily(int hour, Supplier<ZoneId> zone, ZoneId known, String name, Runnable job) {
        long wait = Duration.between(Instant.now(), next(hour, known)).toMillis();
        longThreads.schedule(
                () -> {
                    runInTurn(name, job);
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

    private void runInTurn(String name, Runnable job) {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (!isEnding()) {
                run(name, job);
            }
        } finally {
            turns.release();
        }
    }

    /** Long ones whose turn has not come, about. */
    int waiting() {
        return turns.getQueueLength();
    }

    boolean isEnding() {
        return longThreads.isShutdown();
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
        end(PATIENCE);
    }

    /** Begins nothing any more; what runs is interrupted after a while. Whether all of it ended before. */
    boolean end(Duration patience) {
        threads.shutdown();
        longThreads.shutdown();
        long end = System.nanoTime() + patience.toNanos();
        boolean ended = true;
        try {
            for (ScheduledThreadPoolExecutor lane : List.of(threads, longThreads)) {
                if (!lane.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    lane.shutdownNow();
                    ended = false;
                }
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            longThreads.shutdownNow();
            Thread.currentThread().interrupt();
            ended = false;
        }
        return ended;
    }
}
