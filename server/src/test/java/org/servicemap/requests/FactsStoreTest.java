package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.insights.facts.EventFact;
import org.servicemap.insights.facts.FactCheck;
import org.servicemap.insights.facts.FactColumn;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.facts.FactsException;
import org.servicemap.insights.facts.RequestFacts;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.ChangeRetention;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Facts of requests that really went their way: exactly what the database has, whatever is killed or repeated when. */
@OnEveryDatabase
class FactsStoreTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");

    private final Database database;
    private final Town town;
    private final ChangeLog changes;

    @TempDir
    Path folder;

    private Rows rows;
    private Facts facts;

    FactsStoreTest(Database database, @TempDir Path keys) {
        this.database = database;
        town = Town.in(database);
        changes = new ChangeLog(database);
        rows = new Rows(new RequestRows(
                database, Keyset.openOrCreate(keys.resolve("keys")).index(), () -> ZONE));
        facts = new Facts(folder, rows, changes, () -> ZONE);
    }

    /** The program's own way to the rows, which can be told to break. */
    private static final class Rows implements RequestFacts {
        private final RequestRows rows;
        private int breakAfter = Integer.MAX_VALUE;

        Rows(RequestRows rows) {
            this.rows = rows;
        }

        private <T> Consumer<T> breaking(Consumer<T> to) {
            int[] left = {breakAfter};
            return row -> {
                if (left[0]-- == 0) {
                    throw new IllegalStateException("broken on purpose");
                }
                to.accept(row);
            };
        }

        @Override
        public List<Long> changedBy(ChangeLog.Change change) {
            return rows.changedBy(change.topic(), change.key());
        }

        @Override
        public List<Integer> months() {
            return rows.months();
        }

        @Override
        public long count() {
            return rows.count();
        }

        @Override
        public void ofMonth(int month, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events) {
            rows.ofMonth(month, breaking(requests), event -> events.accept(fact(event)));
        }

        @Override
        public void ofIds(Collection<Long> ids, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events) {
            rows.ofIds(ids, breaking(requests), event -> events.accept(fact(event)));
        }

        @Override
        public void asOf(
                long xid,
                int untilMonth,
                LongConsumer touched,
                Consumer<@Nullable Object[]> requests,
                Consumer<EventFact> events) {
            rows.asOf(xid, untilMonth, touched, requests, event -> events.accept(fact(event)));
        }

        private static EventFact fact(RequestRows.Happened event) {
            return EventFact.of(
                    event.request(), event.month(), event.seq(), event.at(), ZONE, event.action(), event.unit());
        }
    }

    @BeforeEach
    void someRequests() {
        facts = new Facts(folder, rows, changes, () -> ZONE);
        town.file("CITY-WASTE");
        town.file("CITY-WASTE");
    }

    @AfterEach
    void close() {
        facts.close();
    }

    private void act(Receipt receipt, Action action, ActionInput.Builder input) {
        town.requests.act(receipt.request().id(), action, input.build(), Requests.Right.of(UNIT), null);
    }

    private long inDatabase(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private long inFacts(String sql) {
        return facts.read(connection -> {
            try (var statement = connection.createStatement();
                    var rs = statement.executeQuery(sql)) {
                rs.next();
                return rs.getLong(1);
            }
        });
    }

    private void requireEqual() {
        FactCheck.Report report = facts.check();
        assertThat(report.differences()).isEmpty();
        for (String sql : List.of(
                "SELECT count(*) FROM request%s",
                "SELECT count(*) FROM event%s",
                "SELECT count(*) FROM request%s WHERE state = 'handled'",
                "SELECT coalesce(sum(version), 0) FROM request%s",
                "SELECT count(*) FROM request%s WHERE unit = 'S001' AND area_1 = '010100' AND lon > 116")) {
            String truth = sql.replace("event%s", "request_events").replace("request%s", "requests");
            assertThat(inFacts(sql.replace("%s", "_facts"))).as(sql).isEqualTo(inDatabase(truth));
        }
    }

    @Test
    void whatIsCommittedIsTakenOver() {
        facts.follow();
        requireEqual();

        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, Action.ACCEPT, ActionInput.builder());
        act(receipt, Action.CONTACT, ActionInput.builder());
        act(
                receipt,
                Action.HANDLE,
                ActionInput.builder().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        facts.follow();

        assertThat(inFacts("SELECT count(*) FROM event_facts WHERE action = 'handle' AND unit = 'S001' AND request = "
                        + receipt.request().id()))
                .isEqualTo(1);
        assertThat(facts.position()).isEqualTo(changes.end());
        requireEqual();
        assertThat(inFacts("SELECT count(*) FROM request_facts r JOIN fact_codes c ON c.kind = 'area_1' AND c.no ="
                        + " r.area_1_no WHERE c.word = '010100'"))
                .as("counted by numbers")
                .isEqualTo(inDatabase("SELECT count(*) FROM requests WHERE area_1 = '010100'"));
    }

    /** All but tones, which the words are read for again. */
    private static List<String> dump(Connection connection) throws SQLException {
        List<String> dump = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            String columns = Arrays.stream(FactColumn.values())
                    .filter(column -> column != FactColumn.TONE && column != FactColumn.REMARK_TONE)
                    .map(FactColumn::column)
                    .collect(Collectors.joining(", "));
            for (String sql : List.of(
                    "SELECT row(" + columns + ")::varchar FROM request_facts ORDER BY id",
                    "SELECT e::varchar FROM event_facts e ORDER BY request, seq")) {
                try (var rs = statement.executeQuery(sql)) {
                    while (rs.next()) {
                        dump.add(rs.getString(1));
                    }
                }
            }
        }
        return dump;
    }

    private List<String> dumpAt(ChangeLog.@Nullable Position position) {
        return facts.readAsOf(position, 999_912, (connection, at) -> dump(connection));
    }

    @Test
    void whatWasAtAPositionIsMadeAgainFromTheHistories() {
        Receipt waits = town.file("CITY-WASTE");
        Receipt goesOn = town.file("CITY-WASTE");
        act(goesOn, Action.ACCEPT, ActionInput.builder());
        facts.follow();
        ChangeLog.Position then = java.util.Objects.requireNonNull(facts.position());
        List<String> was = facts.read(FactsStoreTest::dump);

        act(goesOn, Action.CONTACT, ActionInput.builder());
        act(goesOn, Action.HANDLE, ActionInput.builder().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        act(waits, Action.DISPUTE, ActionInput.builder().text(Input.REASON, "不在我街道"));
        town.file("CITY-WASTE");
        facts.follow();
        assertThat(facts.read(FactsStoreTest::dump)).isNotEqualTo(was);

        assertThat(dumpAt(then)).isEqualTo(was);
        facts.rebuild(Facts.Progress.SILENT);
        assertThat(dumpAt(then)).as("of facts that were built since").isEqualTo(was);
        assertThat(dumpAt(null)).isEqualTo(facts.read(FactsStoreTest::dump));
        requireEqual();
    }

    @Test
    void disputesAreKeptWithTheirRequests() {
        Receipt disputed = town.file("CITY-WASTE");
        act(disputed, Action.DISPUTE, ActionInput.builder().text(Input.REASON, "不在我街道"));
        long built = disputes(disputed);
        Receipt later = town.file("CITY-WASTE");
        act(later, Action.DISPUTE, ActionInput.builder().text(Input.REASON, "不在我街道"));

        assertThat(built).as("of a file that is built").isEqualTo(1);
        assertThat(disputes(later)).as("of a change").isEqualTo(1);
        assertThat(disputes(disputed)).isEqualTo(1);
        requireEqual();
    }

    private long disputes(Receipt receipt) {
        facts.follow();
        return inFacts("SELECT count(*) FROM dispute_facts WHERE disputed_day >= received_day AND id = "
                + receipt.request().id());
    }

    /** The facts say how words sound and not one of the words; sensitive requests and erased words have no tone. */
    @Test
    void theToneOfWordsComesWithoutThem() {
        Receipt receipt = town.file("CITY-WASTE");
        long thanks = receipt.request().id();
        long angry = town.file("CITY-WASTE").request().id();
        says(thanks, "text", "谢谢环卫工人，清得又快又干净，点赞");
        says(angry, "text", "垃圾堆了半个月没人管，太过分了，气愤");
        act(receipt, Action.ACCEPT, ActionInput.builder());
        act(receipt, Action.CONTACT, ActionInput.builder().text(Input.TEXT, "谢谢您的耐心"));
        act(
                receipt,
                Action.HANDLE,
                ActionInput.builder().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        town.requests.act(
                thanks,
                Action.CALL_BACK,
                ActionInput.builder()
                        .flag(Input.CONTACTED, true)
                        .flag(Input.SOLVED, true)
                        .text(Input.SATISFACTION, "dissatisfied")
                        .text(Input.TEXT, "态度恶劣，敷衍了事，太失望了")
                        .build(),
                Requests.Right.of(Author.PETITIONER),
                null);
        facts.follow();

        assertThat(tone("tone", thanks)).isEqualTo("positive");
        assertThat(tone("remark_tone", thanks)).isEqualTo("negative");
        assertThat(tone("tone", angry)).isEqualTo("negative");
        assertThat(tone("remark_tone", angry)).isNull();
        requireEqual();
        database.useTransaction(handle -> town.persons.eraseRequest(handle, angry));
        facts.follow();
        assertThat(tone("tone", angry)).isNull();
        requireEqual();
        database.jdbi()
                .useHandle(handle -> handle.execute("UPDATE requests SET sensitive = true WHERE id = " + thanks));
        facts.rebuild(Facts.Progress.SILENT);
        assertThat(tone("tone", thanks)).isNull();
        assertThat(tone("remark_tone", thanks)).isNull();
        assertThat(tone("tone", angry)).isNull();
    }

    private void says(long request, String name, String text) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE request_values SET value = ? WHERE name = ? AND request_id = ?", text, name, request));
    }

    private @Nullable String tone(String column, long request) {
        return facts.read(connection -> {
            try (var statement = connection.createStatement();
                    var rs = statement.executeQuery("SELECT " + column + " FROM request_facts WHERE id = " + request)) {
                rs.next();
                return rs.getString(1);
            }
        });
    }

    @Test
    void aStopBetweenBatchesAndABatchReadAgainChangeNothing() throws IOException {
        facts.follow();
        facts.close();
        Path file = folder.resolve("facts.duckdb");
        Path old = folder.resolve("old");
        Files.copy(file, old);
        Receipt receipt = town.file("CITY-WASTE");
        for (int i = 0; i < 3; i++) {
            town.file("CITY-WASTE");
        }
        act(receipt, Action.ACCEPT, ActionInput.builder());
        for (int i = 0; i < 3; i++) {
            facts = new Facts(folder, rows, changes, () -> ZONE);
            facts.check();
            facts.close();
            if (i < 2) {
                // as after a restored backup of the file: all batches come again
                Files.copy(old, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        facts = new Facts(folder, rows, changes, () -> ZONE);
        requireEqual();
    }

    @Test
    void batchesOfAnySizeComeToTheSame() {
        facts.follow();
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, Action.ACCEPT, ActionInput.builder());
        act(receipt, Action.CONTACT, ActionInput.builder());
        int steps = 0;
        while (facts.step(1)) {
            steps++;
            facts.close();
            facts = new Facts(folder, rows, changes, () -> ZONE);
            assertThat(facts.position()).isNull();
            facts.open();
        }
        assertThat(steps).isGreaterThanOrEqualTo(3);
        requireEqual();
    }

    @Test
    void aBatchThatBreaksLeavesRowsAndPosition() {
        facts.follow();
        ChangeLog.Position before = facts.position();
        long had = inFacts("SELECT count(*) FROM request_facts");
        town.file("CITY-WASTE");
        town.file("CITY-WASTE");

        rows.breakAfter = 1;
        assertThatThrownBy(facts::follow).hasMessageContaining("on purpose");
        assertThat(facts.position()).isEqualTo(before);
        assertThat(inFacts("SELECT count(*) FROM request_facts")).isEqualTo(had);

        assertThatThrownBy(() -> facts.rebuild(Facts.Progress.SILENT)).hasMessageContaining("on purpose");
        assertThat(inFacts("SELECT count(*) FROM request_facts"))
                .as("a building that breaks leaves the old one")
                .isEqualTo(had);

        rows.breakAfter = Integer.MAX_VALUE;
        requireEqual();
        assertThat(facts.rebuild(Facts.Progress.SILENT)).isEqualTo(rows.count());
        requireEqual();
    }

    /** As a disk that is full in the middle of a checkpoint: DuckDB refuses everything from then on, until it is opened again. */
    private void breakFile() {
        facts.read(connection -> {
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("SET debug_checkpoint_abort = 'before_header'");
                statement.execute("CREATE TABLE something_to_write (i INTEGER)");
                statement.execute("FORCE CHECKPOINT");
            } finally {
                connection.setAutoCommit(false);
            }
            return true;
        });
    }

    @Test
    void aFileThatRefusesEverythingIsOpenedAgain() {
        facts.follow();
        Receipt receipt = town.file("CITY-WASTE");
        assertThatThrownBy(this::breakFile).isInstanceOf(FactsException.class);
        assertThatThrownBy(() -> inFacts("SELECT count(*) FROM request_facts")).hasMessageContaining("invalidated");

        assertThatThrownBy(facts::follow).as("told once").isInstanceOf(FactsException.class);

        assertThat(inFacts("SELECT count(*) FROM request_facts"))
                .as("what was there can be read again at once")
                .isEqualTo(rows.count() - 1);
        facts.follow();
        assertThat(inFacts("SELECT count(*) FROM request_facts WHERE id = "
                        + receipt.request().id()))
                .isEqualTo(1);
        requireEqual();
    }

    @Test
    void whoWasAwayWhileTheLogWasShortenedBeginsAnew() {
        facts.follow();
        facts.close();
        town.file("CITY-WASTE");
        assertThat(new ChangeRetention(database).forgetBefore(Instant.now().plusSeconds(3600)))
                .isPositive();
        facts = new Facts(folder, rows, changes, () -> ZONE);
        requireEqual();
        town.file("CITY-WASTE");
        requireEqual();
    }

    @Test
    void whatCommitsLateIsNotMissed() {
        long id = town.file("CITY-WASTE").request().id();
        facts.follow();
        try (Handle late = database.jdbi().open()) {
            late.begin();
            late.createUpdate("UPDATE requests SET urgency = 'late' WHERE id = :id")
                    .bind("id", id)
                    .execute();
            ChangeLog.append(late, Journal.TOPIC, Long.toString(id), "{}");
            town.file("CITY-WASTE");
            facts.follow();
            facts.rebuild(Facts.Progress.SILENT);
            assertThat(inFacts("SELECT count(*) FROM request_facts WHERE urgency = 'late' AND id = " + id))
                    .isZero();
            late.commit();
        }
        facts.follow();
        assertThat(inFacts("SELECT count(*) FROM request_facts WHERE urgency = 'late' AND id = " + id))
                .isEqualTo(1);
        requireEqual();
    }

    @Test
    void theCheckSeesWhatIsNotTheSame() {
        long id = town.file("CITY-WASTE").request().id();
        facts.follow();
        // past the change log, as no part of the program does
        database.useTransaction(handle -> handle.execute("UPDATE requests SET unit = 'elsewhere' WHERE id = ?", id));
        assertThat(facts.check().differences()).hasSize(1);

        facts.rebuild(Facts.Progress.SILENT);
        assertThat(facts.check().differences()).isEmpty();
    }

    @Test
    void theCheckSeesWhatIsCountedByAndIsNotTheSame() {
        town.file("CITY-WASTE");
        facts.follow();
        for (String wrong : List.of(
                "UPDATE request_facts SET area_1_no = area_1_no + 1",
                "UPDATE fact_codes SET word = word || 'x' WHERE kind = 'category'",
                "INSERT INTO fact_codes SELECT kind, no + 1000, word FROM fact_codes WHERE kind = 'led'",
                "INSERT INTO dispute_facts SELECT *, received_day FROM request_facts LIMIT 1")) {
            facts.read(connection -> {
                try (var statement = connection.createStatement()) {
                    return statement.execute(wrong);
                }
            });
            assertThat(facts.check().differences()).as(wrong).isNotEmpty();

            facts.rebuild(Facts.Progress.SILENT);
            assertThat(facts.check().differences()).isEmpty();
        }
    }
}
