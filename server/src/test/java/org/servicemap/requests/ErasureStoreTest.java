package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Caller;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** A person who is erased leaves no way back to the home: neither words nor the exact place, and every chain still holds. */
@OnEveryDatabase
class ErasureStoreTest {
    private static final String PHONE = "13600000001";
    private static final double LON = 116.4215432;
    private static final double LAT = 39.9072123;

    private final Database database;
    private final Town town;
    private final HistoryCheck check;

    ErasureStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
        check = new HistoryCheck(database, town.store, new Heads(database, new HeadSigner(new byte[32]), town.clock));
    }

    @Test
    void theExactPlaceIsInNoEvent() {
        Request request = filed("13600000009");

        assertThat(everythingOf(request, "request_events")).doesNotContain("116.4215432", "39.9072123");
        assertThat(stored(request).decimal(Field.LON)).isEqualTo(LON);
    }

    @Test
    void noHomeCanBeFoundAfterItsPersonWasErased() {
        Request request = withdrawn(filed(PHONE));
        Request other = withdrawn(filed("13600000002"));
        Facts before = stored(request);

        town.persons.erase(Caller.ANONYMOUS, new Subject(PHONE, null, null), "本人申请");

        Facts after = stored(request);
        for (Field exact : List.of(Field.LON, Field.LAT, Field.ACCURACY_M, Field.RAW_X, Field.RAW_Y, Field.RAW_CRS)) {
            assertThat(after.values().get(exact)).as(exact.column()).isNull();
        }
        for (String table : List.of("requests", "request_events", "request_values", "request_decisions")) {
            assertThat(everythingOf(request, table)).as(table).doesNotContain("116.42154", "39.90721", "书院街3号", "垃圾");
        }
        for (int rank = 1; rank <= 4; rank++) {
            assertThat(after.text(Field.area(rank))).isNotNull().isEqualTo(before.text(Field.area(rank)));
        }
        assertThat(after.text(Field.CATEGORY)).isEqualTo("CITY-WASTE");
        assertThat(stored(other).decimal(Field.LON)).isEqualTo(LON);
        assertThat(check.run().broken()).isNull();
    }

    @Test
    void whatIsKeptElsewhereGoesTooAndOnlyOnceItIsOver() {
        String phone = "+8613600000005";
        Subject person = new Subject("13600000005", null, null);
        town.beside.past.add(phone);
        town.beside.coming.add(phone);

        assertThat(town.persons.look(Caller.ANONYMOUS, person, "本人申请").bookings())
                .isEqualTo(1);
        assertThat(town.persons.copy(Caller.ANONYMOUS, person, "本人申请").bookings())
                .containsExactly(Map.of("contact", phone));
        assertThatThrownBy(() -> town.persons.erase(Caller.ANONYMOUS, person, "本人申请"))
                .hasMessageContaining("visit of " + phone);
        town.beside.coming.clear();
        assertThat(town.persons.erase(Caller.ANONYMOUS, person, "本人申请").bookings())
                .isEqualTo(1);
        assertThat(town.beside.past).isEmpty();
    }

    @Test
    void erasingAgainChangesNothing() {
        Request request = withdrawn(filed("13600000003"));
        Subject person = new Subject("13600000003", null, null);
        town.persons.erase(Caller.ANONYMOUS, person, "本人申请");
        List<Chain.Link> once = chain(request);

        town.persons.erase(Caller.ANONYMOUS, person, "本人申请");

        assertThat(chain(request)).hasSameSizeAs(once);
    }

    /** Somebody who puts a point back into the row is found out. */
    @Test
    void aPlaceThatWasGivenUpCannotBeInvented() {
        Request request = withdrawn(filed("13600000004"));
        town.persons.erase(Caller.ANONYMOUS, new Subject("13600000004", null, null), "本人申请");
        String set = "UPDATE requests SET lon = %s WHERE id = " + request.id();

        database.jdbi().useHandle(handle -> handle.execute(set.formatted("116.4")));
        HistoryCheck.Finding found = check.run().broken();
        database.jdbi().useHandle(handle -> handle.execute(set.formatted("NULL")));

        assertThat(found).isNotNull();
        assertThat(found.code()).isEqualTo("row_differs");
        assertThat(found.message()).contains("lon");
        assertThat(check.run().broken()).isNull();
    }

    private Request filed(String phone) {
        Contact contact = new Contact(false, "王五", phone, null, "书院街3号");
        Filing plain = Town.filing("CITY-WASTE", Town.pin(LON, LAT, 12.0), contact);
        Where where = new Where(Where.Kind.PIN, LON, LAT, null, 12.0, null, null, "书院街3号");
        Filing filing = new Filing(
                plain.channel(),
                null,
                null,
                plain.kind(),
                plain.category(),
                null,
                plain.text(),
                where,
                Map.of(),
                contact,
                plain.language(),
                List.of(),
                null);
        return town.intake.file(filing, Author.PETITIONER).request();
    }

    private Request withdrawn(Request request) {
        return town.requests.act(
                request.id(), Action.WITHDRAW, ActionInput.NONE, Requests.Right.of(Author.PETITIONER), null);
    }

    private Facts stored(Request request) {
        return database.inTransaction(
                handle -> town.store.find(handle, request.id()).orElseThrow().facts());
    }

    private List<Chain.Link> chain(Request request) {
        return database.inTransaction(handle -> town.store.chain(handle, request.id()));
    }

    /** Rows as text, and the events' bodies as they read. */
    private String everythingOf(Request request, String table) {
        String id = table.equals("requests") ? "id" : "request_id";
        String rows = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT coalesce(string_agg(t::text, ' '), '') FROM " + table
                                + " t WHERE " + id + " = :id")
                        .bind("id", request.id())
                        .mapTo(String.class)
                        .one());
        StringBuilder all = new StringBuilder(rows);
        if (table.equals("request_events")) {
            chain(request).forEach(link -> all.append(new String(link.body(), StandardCharsets.UTF_8)));
        }
        return all.toString();
    }
}
