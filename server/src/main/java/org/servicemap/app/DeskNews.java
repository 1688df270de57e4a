package org.servicemap.app;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.servicemap.storage.Database;

/**
 * When open desks are told: as soon as the change log calls, and by looking now and then, since a call may be lost and servers of an
 * earlier release do not call; often while no calls arrive. Thread-safe.
 */
final class DeskNews {
    private static final Duration DEAF = Duration.ofMillis(500);
    private static final Duration HEARING = Duration.ofSeconds(5);

    private final Database database;
    private final BooleanSupplier tell;
    private volatile long told = System.nanoTime();

    /** @param tell tells what is new; true when there is more in a moment */
    DeskNews(Database database, BooleanSupplier tell) {
        this.database = database;
        this.tell = tell;
    }

    void start(Jobs jobs) {
        database.onChange(this::tellNow);
        jobs.every(DEAF, "the news for open desks", this::tellWhenDue);
    }

    private synchronized boolean tellNow() {
        told = System.nanoTime();
        return tell.getAsBoolean();
    }

    private void tellWhenDue() {
        if (!database.hearsChanges() || System.nanoTime() - told >= HEARING.toNanos()) {
            tellNow();
        }
    }
}
