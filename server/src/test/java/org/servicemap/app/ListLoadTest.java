package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.requests.RequestNumber;
import org.servicemap.storage.Database;

/** The load program for lists fills a database with what can be listed, and measures every list that it names. */
class ListLoadTest {
    private static final int MADE = 400;
    private static final int COPIES = 2;

    @TempDir
    private static Path data;

    private static Config config;
    private static Database database;

    @BeforeAll
    static void fill() throws Exception {
        Commands commands = new Commands(data);
        commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
        commands.environment().put("SERVICEMAP_DEMO", "true");
        config = LoadCity.config(commands.environment());
        LoadCity.fill(config, MADE, COPIES);
        database = LoadCity.database(config);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static long number(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Test
    void copiesAreRequestsOfTheirOwnWithValidNumbers() {
        List<String> numbers = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT DISTINCT number FROM requests")
                        .mapTo(String.class)
                        .list());
        assertThat(numbers)
                .hasSize(MADE * (1 + COPIES))
                .allMatch(number -> RequestNumber.parse(number).isPresent());
        assertThat(number("SELECT count(DISTINCT id) FROM requests")).isEqualTo(MADE * (1 + COPIES));
        assertThat(number("SELECT count(*) FROM request_values WHERE name = 'text'"))
                .isEqualTo(MADE * (1 + COPIES));
        assertThat(number("SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
                        + " WHERE c.relname = 'requests' AND NOT indisvalid"))
                .as("indexes that were made again but not of the partitions")
                .isZero();
    }

    @Test
    void everyListIsMeasured() throws Exception {
        List<Timings> all = ListLoad.run(config, 2, "&bbox|similar|near|open311");

        assertThat(all).hasSizeGreaterThan(60);
        assertThat(all).allSatisfy(each -> {
            assertThat(each.calls()).isEqualTo(2);
            assertThat(each.median()).isPositive().isLessThanOrEqualTo(each.high());
            assertThat(each.high()).isLessThanOrEqualTo(each.worst());
        });
        assertThat(all.stream().map(Timings::caller).distinct())
                .contains("baseline", "dispatcher", "operator", "public", "lead-most-work", "lead-most-units");
    }

    @Test
    void whatHoldsFor95OfAHundredIsThe95th() {
        double[] millis = new double[100];
        for (int i = 0; i < 100; i++) {
            millis[i] = 100 - i;
        }
        Timings timings = Timings.of("x", "y", millis, 94.5);
        assertThat(timings.median()).isEqualTo(50);
        assertThat(timings.high()).isEqualTo(95);
        assertThat(timings.worst()).isEqualTo(100);
        assertThat(timings.isMissed()).isTrue();
    }
}
