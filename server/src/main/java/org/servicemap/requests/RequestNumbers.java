package org.servicemap.requests;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Database;

/**
 * Gives out the day's numbers. Each process takes them from the database in blocks, so that requests filed at once do not
 * wait for each other; what is left of a block at a stop stays unused. Thread-safe.
 */
final class RequestNumbers {
    private static final int BLOCK = 100;

    private final Database database;
    private @Nullable LocalDate day;
    private int next;
    private int end;

    RequestNumbers(Database database) {
        this.database = database;
    }

    synchronized RequestNumber next(LocalDate today) {
        if (!today.equals(day) || next >= end) {
            end = take(today, BLOCK) + BLOCK;
            next = end - BLOCK;
            day = today;
        }
        return RequestNumber.of(today, next++);
    }

    /**
     * A block of a day's numbers; answers the first. On a connection aside: a block must not come back when the
     * caller's transaction is rolled back.
     */
    int take(LocalDate today, int block) {
        try (Handle handle = database.aside()) {
            return handle.createQuery("""
                            INSERT INTO request_numbers (day, next) VALUES (:day, 1 + :block)
                            ON CONFLICT (day) DO UPDATE SET next = request_numbers.next + :block
                            RETURNING next
                            """)
                    .bind("day", today)
                    .bind("block", block)
                    .mapTo(Integer.class)
                    .map(next -> next - block)
                    .one();
        }
    }
}
