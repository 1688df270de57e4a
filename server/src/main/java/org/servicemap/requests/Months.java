package org.servicemap.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Database;
import org.servicemap.storage.Ids;
import org.servicemap.storage.Retries;

/** The months by which the tables of requests are partitioned: YYYYMM in UTC, taken from the id. Thread-safe. */
final class Months {
    private static final int TRIES = 3;

    private final Database database;
    private final Set<Integer> made = ConcurrentHashMap.newKeySet();

    Months(Database database) {
        this.database = database;
    }

    static int of(long id) {
        return at(Ids.instantOf(id));
    }

    static int at(Instant instant) {
        return key(YearMonth.from(instant.atOffset(ZoneOffset.UTC)));
    }

    static int key(YearMonth month) {
        return month.getYear() * 100 + month.getMonthValue();
    }

    /** The months that a request received on that day of the city may have: the zone may put it into a neighbour. */
    static int[] around(LocalDate day) {
        int before = key(YearMonth.from(day.minusDays(1)));
        int after = key(YearMonth.from(day.plusDays(1)));
        return before == after ? new int[] {before} : new int[] {before, after};
    }

    /** Makes sure that a month can be written to. Costs a look into memory once it is known. */
    void ensure(int month) {
        for (int attempt = 1; !made.contains(month); attempt++) {
            // a transaction of its own: others that make months wait for it, which must not last as long as the
            // caller's
            try (Handle handle = database.aside()) {
                make(handle, month);
                made.add(month);
            } catch (RuntimeException e) {
                if (attempt == TRIES || !Retries.isTransient(e)) {
                    throw e;
                }
            }
        }
    }

    private static void make(Handle handle, int month) {
        handle.createQuery("SELECT make_request_month(:month)::text")
                .bind("month", month)
                .mapTo(String.class)
                .findOne();
    }
}
