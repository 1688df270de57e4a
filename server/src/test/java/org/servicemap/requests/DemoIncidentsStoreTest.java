package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;
import org.servicemap.geo.LonLat;
import org.servicemap.incidents.DemoIncidents;
import org.servicemap.incidents.Incident;
import org.servicemap.incidents.Incidents;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** The demo city has something that goes on, something that is over and something that is announced; made once. */
@OnEveryDatabase
class DemoIncidentsStoreTest {
    private static final List<String> COMMUNITIES = List.of("990101001002", "990101002001", "990101001001");
    private static final LonLat IN_THE_FIRST = new LonLat(116.4215, 39.9072);

    private final Database database;
    private final Town town;

    DemoIncidentsStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    @Test
    void oneGoesOnOneIsOverAndOneIsAnnouncedAndAllOnlyOnce() {
        DemoIncidents demo = new DemoIncidents(database, town.incidents, town.clock);

        // another server that started too makes them just now
        CompletableFuture<Integer> made = database.alone("demo incidents", () -> {
            CompletableFuture<Integer> here =
                    CompletableFuture.supplyAsync(() -> demo.create("community", COMMUNITIES));
            Until.is("this one waits", () -> here.isDone() || waiting() == 1);
            assertThat(states()).isEmpty();
            return here;
        });
        assertThat(made.join()).isEqualTo(3);
        assertThat(demo.create("community", COMMUNITIES)).isZero();

        List<Incidents.Near> open = town.incidents.everywhere(null);
        assertThat(open).extracting(Incidents.Near::running).containsExactly(true, false);
        assertThat(open)
                .extracting(near -> near.incident().kind())
                .containsExactly(Incident.Kind.INCIDENT, Incident.Kind.NOTICE);
        assertThat(town.incidents.near(IN_THE_FIRST, "UTIL-WATER")).hasSize(1);
        assertThat(states()).containsExactlyInAnyOrder("open", "open", "ended");
    }

    private int waiting() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
                        WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()""").mapTo(Integer.class).one());
    }

    private List<String> states() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT state FROM incidents")
                        .mapTo(String.class)
                        .list());
    }
}
