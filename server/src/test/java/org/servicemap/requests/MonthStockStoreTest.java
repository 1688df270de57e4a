package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Months are there before they come, and leave whole when nobody needs them; the history still proves itself. */
@OnEveryDatabase
class MonthStockStoreTest {
    private final Database database;
    private final Town town;

    MonthStockStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    private List<Integer> months() {
        return database.jdbi().withHandle(handle -> town.store.months(handle, Integer.MAX_VALUE));
    }

    private long stored(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void monthsAreMadeWhileOthersWrite() throws Exception {
        int later = 205001;
        try (Handle writing = database.jdbi().open()) {
            writing.begin();
            for (String table : TABLES) {
                writing.execute("LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE");
            }
            CompletableFuture.runAsync(() -> new Months(database).ensure(later)).get(1, TimeUnit.MINUTES);
            writing.rollback();
        }

        for (String table : TABLES) {
            assertThat(shape(table + "_" + later))
                    .as(table)
                    .isEqualTo(shape(table))
                    .isNotEmpty();
        }
        assertThat(months()).contains(later);
    }

    private static final List<String> TABLES = List.of(
            "requests", "request_events", "request_values", "request_parties", "request_clocks", "request_decisions");

    /** Columns with defaults, and what indexes are over. */
    private List<String> shape(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attgenerated,
                                         pg_get_expr(adbin, adrelid))
                        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                        WHERE attrelid = to_regclass(:table) AND attnum > 0
                        UNION ALL
                        SELECT regexp_replace(pg_get_indexdef(indexrelid), '^.* USING', indisunique::text)
                        FROM pg_index WHERE indrelid = to_regclass(:table)
                        ORDER BY 1
                        """)
                        .bind("table", table)
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void monthsAreMadeAheadAndPutAwayWhole() {
        MonthStock now = new MonthStock(database, town.store, town.clock);
        now.makeAhead();
        now.makeAhead();
        YearMonth month = YearMonth.from(town.clock.instant().atOffset(ZoneOffset.UTC));
        assertThat(months()).contains(Months.key(month), Months.key(month.plusMonths(3)));

        Receipt receipt = town.file("CITY-WASTE");
        Heads heads = new Heads(database, new HeadSigner(new byte[32]), town.clock);
        heads.write();
        int filed = Months.of(receipt.request().id());
        MonthStock later = new MonthStock(
                database,
                town.store,
                Clock.fixed(month.plusMonths(14).atDay(2).atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
        assertThat(later.putAway(12)).as("somebody still works on it").doesNotContain(filed);

        database.useTransaction(handle -> {
            handle.execute("UPDATE requests SET ended_at = received_at, callback_open = false");
            handle.execute("DELETE FROM request_clocks");
        });
        long events = stored("request_events");
        assertThat(later.putAway(12)).contains(filed);
        assertThat(later.putAway(12)).doesNotContain(filed);
        assertThat(months()).doesNotContain(filed).contains(Months.key(month.plusMonths(3)));
        assertThat(stored("archive.requests_" + filed)).isEqualTo(1);
        assertThat(stored("archived_events")).isEqualTo(events).isPositive();
        assertThat(heads.verify())
                .as("the signed heads cover what was put away")
                .isEmpty();
        assertThat(new HistoryCheck(database, town.store, heads).run().broken()).isNull();
    }
}
