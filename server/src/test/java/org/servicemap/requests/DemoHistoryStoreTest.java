package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** The invented year stands in the tables as if it had been lived there. */
@OnEveryDatabase
class DemoHistoryStoreTest {
    private static final int COUNT = 4000;

    private final Database database;
    private final Town town;

    DemoHistoryStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
        loadOnce();
    }

    /** Stopped after some days, killed within a day, taken up by another run. */
    private void loadOnce() {
        DemoHistory first = new DemoHistory(town.demo(point -> false));
        if (!first.plan(COUNT)) {
            return;
        }
        AtomicInteger days = new AtomicInteger();
        first.load(() -> days.incrementAndGet() > 40);
        AtomicInteger points = new AtomicInteger();
        DemoHistory killed = new DemoHistory(town.demo(point -> {
            if (points.incrementAndGet() > 30) {
                throw new IllegalStateException("killed");
            }
            return false;
        }));
        assertThatThrownBy(() -> killed.load(() -> false)).hasMessage("killed");
        DemoHistory second = new DemoHistory(town.demo(point -> false));
        assertThat(second.plan(2 * COUNT)).isFalse();
        second.load(() -> false);
    }

    @Test
    void nothingIsDoubledAndNothingIsMissing() {
        assertThat(number("SELECT count(*) FROM requests")).isEqualTo(COUNT);
        assertThat(number("SELECT count(DISTINCT number) FROM requests")).isEqualTo(COUNT);
        assertThat(number("SELECT count(*) FROM demo_history WHERE loaded_at IS NULL"))
                .isZero();
        assertThat(number("SELECT count(*) FROM demo_history")).isEqualTo(365);
    }

    @Test
    void theHistoryHolds() {
        Heads heads = new Heads(database, new HeadSigner(new byte[32]), town.clock);
        heads.write();

        HistoryCheck.Report report = new HistoryCheck(database, town.store, heads).run();

        assertThat(report.broken()).isNull();
        assertThat(report.requests()).isEqualTo(COUNT);
        assertThat(report.events()).isGreaterThan(5L * COUNT);
    }

    @Test
    void everythingThatCanHappenHappens() {
        assertThat(texts("SELECT DISTINCT state FROM requests"))
                .contains("dispatched", "accepted", "in_progress", "handled", "closed", "suspended")
                .contains("withdrawn");
        assertThat(number("SELECT count(*) FROM requests WHERE parent IS NOT NULL"))
                .isPositive();
        assertThat(number("SELECT count(*) FROM requests WHERE locked")).isPositive();
        assertThat(number("SELECT count(*) FROM requests WHERE extension_count > 0"))
                .isPositive();
        assertThat(number("SELECT count(*) FROM requests WHERE sensitive")).isPositive();
        assertThat(number("SELECT count(*) FROM request_parties WHERE role = 'whistled'"))
                .isPositive();
        assertThat(number("SELECT count(*) FROM request_decisions")).isGreaterThan(COUNT * 9L / 10);
        assertThat(number("SELECT max(n) FROM (SELECT count(*) AS n FROM requests GROUP BY petitioner) AS p"))
                .isGreaterThan(2);
    }

    @Test
    void theRatesAreRealistic() {
        String valid = " FROM requests WHERE called_back_at IS NOT NULL AND satisfaction IS NOT NULL";
        assertThat(share("avg(contacted::int)" + valid)).isBetween(0.9, 1.0);
        assertThat(share("avg(solved::int)" + valid)).isBetween(0.65, 0.97);
        assertThat(share("avg((satisfaction IN ('satisfied', 'basically_satisfied'))::int)" + valid))
                .isBetween(0.6, 0.95);
        assertThat(share("avg(coalesce(overdue, false)::int) FROM requests WHERE state = 'closed'"))
                .isBetween(0.01, 0.2);
        assertThat(share("max(s) - min(s) FROM (SELECT avg(solved::int) AS s" + valid
                        + " GROUP BY called_back_for HAVING count(*) > 100) AS units"))
                .as("units differ")
                .isGreaterThan(0.02);
    }

    @Test
    void clocksStandAsIfTheyHadRun() {
        long due = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM request_clocks WHERE next_at <= :until")
                        .bind("until", Town.START.minusSeconds(10).atOffset(ZoneOffset.UTC))
                        .mapTo(Long.class)
                        .one());
        assertThat(due).isZero();
        assertThat(number("SELECT count(*) FROM request_clocks WHERE next_at IS NOT NULL"))
                .isPositive();
    }

    @Test
    void petitionersAreFoundByTheirPhoneAndSealed() {
        long petitioner = number("SELECT petitioner FROM requests WHERE petitioner IS NOT NULL LIMIT 1");
        database.jdbi().useHandle(handle -> {
            Contact contact =
                    town.petitioners.open(handle, petitioner).orElseThrow().contact();
            assertThat(contact.phone()).isNotNull();
            assertThat(town.petitioners.findByPhone(handle, contact.phone())).contains(petitioner);
        });
    }

    @Test
    void anyOfThemCanBeWorkedOn() {
        long id = number("SELECT id FROM requests WHERE state = 'dispatched' ORDER BY id LIMIT 1");
        String unit = texts("SELECT unit FROM requests WHERE id = " + id).get(0);
        Author lead = Author.account(7, java.util.Set.of(org.servicemap.requests.lifecycle.Actor.LEAD), unit);

        Request after = town.requests.act(
                id,
                org.servicemap.requests.lifecycle.Action.ACCEPT,
                org.servicemap.requests.lifecycle.ActionInput.NONE,
                Requests.Right.of(lead),
                null);

        assertThat(after.facts().state().key()).isEqualTo("accepted");
    }

    /** Page by page, over all months, for one unit and for several; told twice is listed once. */
    @Test
    void listsOfUnitsHoldWhatTheyLeadAndWhatTheyWereAskedOrToldOnce() {
        List<String> units =
                texts("SELECT unit FROM request_parties GROUP BY unit ORDER BY count(*) DESC, unit LIMIT 4");
        List<String> wide = new ArrayList<>(units);
        for (int i = wide.size(); i < 100; i++) {
            wide.add("NONE-" + i);
        }
        for (List<String> scope : List.of(units.subList(0, 1), units.subList(1, 2), units, wide)) {
            for (RequestQuery.View view : List.of(RequestQuery.View.ALL, RequestQuery.View.WORK)) {
                assertThat(paged(view, scope)).as(view + " " + scope).isEqualTo(plainly(view, scope));
            }
        }
    }

    private List<Long> paged(RequestQuery.View view, List<String> scope) {
        RequestQuery query =
                new RequestQuery(view, RequestFilter.NONE, new ListScope(scope, false, AreaBounds.EVERYWHERE, null));
        List<Long> found = new ArrayList<>();
        database.jdbi().useHandle(handle -> {
            RequestLists lists = new RequestLists(List::of);
            KeyCursor after = null;
            List<RequestLists.Row> page;
            do {
                page = lists.list(handle, query, after, 97);
                page.forEach(row -> found.add(row.request().id()));
                after = page.isEmpty()
                        ? null
                        : lists.cursorAt(view, page.get(page.size() - 1).request());
            } while (page.size() == 97);
            assertThat(lists.count(handle, query)).isEqualTo(found.size());
        });
        return found;
    }

    private List<Long> plainly(RequestQuery.View view, List<String> scope) {
        boolean work = view == RequestQuery.View.WORK;
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT id FROM requests r WHERE (unit IN (<units>) OR id IN (
                            SELECT request_id FROM request_parties WHERE unit IN (<units>) %s)) %s
                        ORDER BY %s
                        """.formatted(
                                        work ? "AND work_deadline IS NOT NULL" : "",
                                        work
                                                ? "AND state IN ('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended')"
                                                : "",
                                        work ? "deadline NULLS LAST, id" : "id DESC"))
                        .bindList("units", scope)
                        .mapTo(Long.class)
                        .list());
    }

    private long number(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private double share(String what) {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery("SELECT " + what).mapTo(Double.class).one());
    }

    private List<String> texts(String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
