package org.servicemap.requests;

import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stock of months that the tables of requests have: some ahead, so that no filing at midnight waits for a new partition, and the
 * oldest put away into the schema {@code archive}. Both may run on several servers at once. Thread-safe.
 */
final class MonthStock {
    private static final int AHEAD = 3;
    private static final Logger LOG = LoggerFactory.getLogger(MonthStock.class);

    private final Database database;
    private final RequestStore store;
    private final Clock clock;

    MonthStock(Database database, RequestStore store, Clock clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    private YearMonth now() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    }

    /** Makes the partitions of this month and of those to come. */
    void makeAhead() {
        Months months = new Months(database);
        for (int i = 0; i <= AHEAD; i++) {
            months.ensure(Months.key(now().plusMonths(i)));
        }
    }

    /**
     * Puts away the months that are older than so many, unless somebody still works on one of their requests.
     *
     * @return the months that this call put away, as YYYYMM
     */
    List<Integer> putAway(int keepMonths) {
        int last = Months.key(now().minusMonths(keepMonths + 1L));
        List<Integer> away = new ArrayList<>();
        for (int month : database.jdbi().withHandle(handle -> store.months(handle, last))) {
            if (isPutAway(month)) {
                away.add(month);
            }
        }
        return away;
    }

    /** A month that cannot be put away now must not keep the later ones. */
    private boolean isPutAway(int month) {
        try {
            return database.inTransaction(handle -> putAway(handle, month));
        } catch (RuntimeException e) {
            LOG.warn("month {} is put away another night: {}", month, e.toString());
            return false;
        }
    }

    private static boolean putAway(Handle handle, int month) {
        return handle.createQuery("SELECT archive_request_month(:month)")
                .bind("month", month)
                .mapTo(Boolean.class)
                .one();
    }
}
