package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.HistoryCheck.Finding;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Every way of tampering with the history is found, and the first break is named. */
@OnEveryDatabase
class HistoryCheckStoreTest {
    private final Database database;
    private final Town town;
    private final Heads heads;
    private final HistoryCheck check;

    HistoryCheckStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
        heads = new Heads(database, new HeadSigner(new byte[32]), town.clock);
        check = new HistoryCheck(database, town.store, heads);
    }

    @Test
    void whatWasOnlyWrittenByThePlatformHolds() {
        town.file("CITY-WASTE");
        assertThat(heads.write()).isPositive();
        town.file("CITY-LAMP");
        heads.write();

        HistoryCheck.Report report = check.run();

        assertThat(report.broken()).isNull();
        assertThat(report.requests()).isPositive();
        assertThat(report.events()).isGreaterThan(report.requests());
    }

    @Test
    void aChangedRowIsFound() {
        Receipt receipt = town.file("CITY-WASTE");
        String set = "UPDATE requests SET unit = '%s' WHERE id = "
                + receipt.request().id();

        Finding found = broken(set.formatted("S002"), set.formatted("S001"));

        assertThat(found).satisfies(named(receipt, "row_differs"));
        assertThat(found.message()).contains("unit");
    }

    @Test
    void aChangedEventIsFound() {
        Receipt receipt = town.file("CITY-WASTE");
        String replace =
                "UPDATE request_events SET body = convert_to(replace(convert_from(body, 'UTF8'), '%s', '%s'), 'UTF8')"
                        + " WHERE request_id = " + receipt.request().id();

        assertThat(broken(replace.formatted("S001", "S002"), replace.formatted("S002", "S001")))
                .satisfies(named(receipt, "changed_event"));
    }

    @Test
    void aCutTailIsFound() {
        Receipt receipt = town.file("CITY-WASTE");
        String tail = "request_events WHERE seq = 2 AND request_id = "
                + receipt.request().id();

        assertThat(broken(
                        "CREATE TABLE kept AS SELECT * FROM " + tail + "; DELETE FROM " + tail,
                        "INSERT INTO request_events SELECT * FROM kept; DROP TABLE kept"))
                .satisfies(named(receipt, "missing_event"));
    }

    @Test
    void aChangedWordIsFoundAndAnErasedOneIsNot() {
        Receipt receipt = town.file("CITY-WASTE");
        String words = "request_values WHERE name = 'text' AND request_id = "
                + receipt.request().id();
        String keep = "CREATE TABLE kept AS SELECT * FROM " + words + "; ";
        String back = "; INSERT INTO request_values SELECT * FROM kept; DROP TABLE kept";

        assertThat(broken(
                        keep + "UPDATE request_values SET value = 'x' WHERE name = 'text' AND request_id = "
                                + receipt.request().id(),
                        "DELETE FROM " + words + back))
                .satisfies(named(receipt, "value_differs"));
        assertThat(broken(keep + "DELETE FROM " + words, "SELECT 1" + back)).isNull();
    }

    @Test
    void aRequestThatIsGoneAltogetherIsMissedByItsHead() {
        Receipt receipt = town.file("CITY-WASTE");
        heads.write();
        long id = receipt.request().id();
        String events = "request_events WHERE request_id = " + id;
        String columns = "month, id, number, code_hash, version, updated_at, " + RequestStore.COLUMNS;

        Finding found = broken(
                "CREATE TABLE kept AS SELECT * FROM " + events + "; DELETE FROM " + events
                        + "; CREATE TABLE kept_row AS SELECT " + columns + " FROM requests WHERE id = " + id
                        + "; DELETE FROM requests WHERE id = " + id,
                "INSERT INTO request_events SELECT * FROM kept; DROP TABLE kept; INSERT INTO requests (" + columns
                        + ") SELECT " + columns + " FROM kept_row; DROP TABLE kept_row");

        assertThat(found.code()).isEqualTo("missing_events");
    }

    @Test
    void exchangedNumbersAreFound() {
        Receipt one = town.file("CITY-WASTE");
        Receipt two = town.file("CITY-WASTE");
        String exchange = "UPDATE requests SET number = CASE number WHEN '%1$s' THEN '%2$s' ELSE '%1$s' END"
                + " WHERE number IN ('%1$s', '%2$s')";
        String numbers = exchange.formatted(
                one.request().number().digits(), two.request().number().digits());
        String index = "CREATE UNIQUE INDEX requests_number ON requests (number, month)";

        assertThat(broken("DROP INDEX requests_number; " + numbers, numbers + "; " + index))
                .satisfies(named(two, "identity_differs"));
    }

    @Test
    void aClockThatWasMovedIsFoundByItsName() {
        Receipt receipt = town.file("CITY-WASTE");
        String move = "UPDATE request_clocks SET due_at = due_at %s interval '1 day' WHERE clock = 'deadline'"
                + " AND request_id = " + receipt.request().id();

        Finding found = broken(move.formatted("+"), move.formatted("-"));

        assertThat(found).satisfies(named(receipt, "beside_differs"));
        assertThat(found.message()).contains("the clock deadline");
    }

    @Test
    void aClockThatIsGoneIsFoundAndOneThatHasSpokenIsNot() {
        Receipt receipt = town.file("CITY-WASTE");
        String clock = "request_clocks WHERE clock = 'acceptance' AND request_id = "
                + receipt.request().id();

        assertThat(broken(
                        "CREATE TABLE kept AS SELECT * FROM " + clock + "; DELETE FROM " + clock,
                        "INSERT INTO request_clocks SELECT * FROM kept; DROP TABLE kept"))
                .satisfies(named(receipt, "beside_differs"));
        assertThat(broken("UPDATE request_clocks SET warned = true", "SELECT 1"))
                .isNull();
    }

    @Test
    void aUnitThatNobodyAskedIsFoundByItsName() {
        Receipt receipt = town.file("CITY-WASTE");
        long id = receipt.request().id();
        String month = "SELECT month, id, 'S002', 'whistled', 'asked', now() FROM requests WHERE id = " + id;

        Finding found = broken(
                "INSERT INTO request_parties (month, request_id, unit, role, status, asked_at) " + month,
                "DELETE FROM request_parties WHERE unit = 'S002' AND request_id = " + id);

        assertThat(found).satisfies(named(receipt, "beside_differs"));
        assertThat(found.message()).contains("S002 whistled");
    }

    @Test
    void workThatAnotherUnitWouldNotSeeIsFound() {
        Receipt receipt = town.file("CITY-WASTE");
        String of = " WHERE request_id = " + receipt.request().id();

        Finding found = broken(
                "CREATE TABLE kept AS SELECT unit, role, work_deadline FROM request_parties" + of
                        + "; UPDATE request_parties SET work_deadline = NULL" + of,
                "UPDATE request_parties p SET work_deadline = k.work_deadline FROM kept k" + of
                        + " AND p.unit = k.unit AND p.role = k.role; DROP TABLE kept");

        assertThat(found.code()).isEqualTo("beside_differs");
        assertThat(found.message()).contains("deadline");
    }

    @Test
    void anotherQueryCodeIsFound() {
        Receipt receipt = town.file("CITY-WASTE");
        String turn = "UPDATE requests SET code_hash = set_byte(code_hash, 0, 255 - get_byte(code_hash, 0)) WHERE id = "
                + receipt.request().id();

        assertThat(broken(turn, turn)).satisfies(named(receipt, "identity_differs"));
    }

    @Test
    void wordsThatNobodySaidAreFound() {
        Receipt receipt = town.file("CITY-WASTE");
        String words = " request_values WHERE name = 'text' AND request_id = "
                + receipt.request().id();

        assertThat(broken(
                        "CREATE TABLE kept AS SELECT * FROM" + words
                                + "; UPDATE kept SET name = '9.reply'; INSERT INTO request_values SELECT * FROM kept; DROP TABLE kept",
                        "DELETE FROM" + words.replace("'text'", "'9.reply'")))
                .satisfies(named(receipt, "unknown_value"));
    }

    @Test
    void aHeadIsOnlyGoodWithOurKeyAndItsOwnTime() {
        town.file("CITY-WASTE");
        heads.write();
        String last = " WHERE id = (SELECT max(id) FROM history_heads)";
        String key = new HeadSigner(new byte[32]).keyId();

        assertThat(broken(
                                "UPDATE history_heads SET key_id = 'x'" + last,
                                "UPDATE history_heads SET key_id = '" + key + "'" + last)
                        .code())
                .isEqualTo("unknown_key");
        assertThat(broken(
                                "UPDATE history_heads SET at = at - interval '1 day'" + last,
                                "UPDATE history_heads SET at = at + interval '1 day'" + last)
                        .code())
                .isEqualTo("bad_signature");
    }

    private static Consumer<Finding> named(Receipt receipt, String code) {
        return finding -> {
            assertThat(finding).isNotNull();
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.place()).contains(receipt.request().number().digits());
        };
    }

    /** What the check says after somebody with the database's password did this; put right again afterwards. */
    private Finding broken(String tampering, String mending) {
        withoutTriggers(tampering);
        try {
            return check.run().broken();
        } finally {
            withoutTriggers(mending);
            assertThat(check.run().broken()).isNull();
        }
    }

    private void withoutTriggers(String sql) {
        database.useTransaction(handle -> {
            handle.execute("SET LOCAL session_replication_role = replica");
            for (String statement : sql.split(";", -1)) {
                handle.execute(statement);
            }
        });
    }
}
