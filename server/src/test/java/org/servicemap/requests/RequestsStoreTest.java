package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.LifecycleException;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** The life of requests in a real database: what is stored, what it says afterwards, and what is refused. */
@OnEveryDatabase
class RequestsStoreTest {
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");
    private static final Author OPERATOR = Author.account(8, Set.of(Actor.OPERATOR), null);
    private static final Author DISPATCHER = Author.account(9, Set.of(Actor.DISPATCHER), null);

    private final Database database;
    private final Town town;

    RequestsStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    @Test
    void aClearRequestIsWithItsUnitWhenItIsAnswered() {
        Receipt receipt = town.file("CITY-WASTE");

        Facts facts = stored(receipt).facts();
        assertThat(facts.state()).isEqualTo(State.DISPATCHED);
        assertThat(facts.text(Field.UNIT)).isEqualTo("S001");
        assertThat(facts.text(Field.DISPATCHED_BY)).isEqualTo("auto");
        assertThat(facts.instant(Field.DEADLINE)).isEqualTo(town.clock.instant().plus(Duration.ofDays(7)));
        assertThat(facts.text(Field.area(3))).isEqualTo("990101001002");
        assertThat(facts.text(Field.area(4))).startsWith("990101001002");
        assertThat(parties(receipt))
                .extracting(Party::unit, Party::role)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("D01", Party.Role.COPY));
        assertThat(told(receipt)).contains(Notice.Kind.RECEIVED, Notice.Kind.DISPATCHED, Notice.Kind.COPIED);
    }

    @Test
    void theRowIsWhatItsEventsMakeTogether() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, ActionInput.NONE);
        act(receipt, UNIT, Action.CONTACT, ActionInput.NONE);
        handle(receipt);

        List<Chain.Link> chain = chain(receipt);

        assertThat(Chain.verify(receipt.request().id(), chain)).isEmpty();
        assertThat(chain).hasSize(5);
        Map<String, Commitment> values = database.inTransaction(
                handle -> town.store.values(handle, receipt.request().id()));
        assertThat(ExactPlace.folded(chain, values)).isEqualTo(stored(receipt).facts());
    }

    @Test
    void wordsAreInTheHistoryOnlyAsCommitments() {
        Receipt receipt = town.file("CITY-WASTE");
        handleFromDispatch(receipt);

        String history = chain(receipt).stream()
                .map(link -> new String(link.body(), java.nio.charset.StandardCharsets.UTF_8))
                .reduce("", String::concat);
        assertThat(history).doesNotContain("垃圾", "已清理", "李雷", "13800001234");
        Map<String, Commitment> values = database.inTransaction(
                handle -> town.store.values(handle, receipt.request().id()));
        assertThat(values.get("text").value()).contains("垃圾");
        assertThat(history)
                .contains(values.get("text").digest(), values.get("5.reply").digest());
        database.useTransaction(
                handle -> town.store.eraseWords(handle, receipt.request().id()));
        assertThat(Chain.verify(receipt.request().id(), chain(receipt))).isEmpty();
    }

    @Test
    void eventsCannotBeChanged() {
        Receipt receipt = town.file("CITY-WASTE");

        assertThatThrownBy(() -> database.useTransaction(handle -> handle.execute(
                        "UPDATE request_events SET body = 'x' WHERE request_id = ?",
                        receipt.request().id())))
                .hasMessageContaining("only ever added");
    }

    @Test
    void aPlaceNearABorderWaitsForADispatcherOnlyWhenTheOtherSideIsAnotherUnits() {
        Where atBorder = Town.pin(116.4215, 39.90965, 45.0);

        Receipt waste = town.intake.file(Town.filing("CITY-WASTE", atBorder, Town.CONTACT), Author.PETITIONER);
        Receipt water = town.intake.file(Town.filing("UTIL-WATER", atBorder, Town.CONTACT), Author.PETITIONER);

        assertThat(stored(waste).facts().text(Field.QUEUE_REASON)).isEqualTo("ambiguous");
        assertThat(stored(waste).facts().state()).isEqualTo(State.RECEIVED);
        assertThat(stored(water).facts().text(Field.UNIT)).isEqualTo("WATER");
        assertThat(stored(water).facts().flag(Field.AMBIGUOUS)).isTrue();
    }

    @Test
    void aRequestWithoutCategoryWaitsAndIsGivenByHand() {
        Receipt receipt =
                town.intake.file(Town.filing(null, Town.pin(116.4215, 39.9072, null), Town.CONTACT), Author.PETITIONER);
        assertThat(stored(receipt).facts().text(Field.QUEUE_REASON)).isEqualTo("no_category");

        act(
                receipt,
                DISPATCHER,
                Action.DISPATCH,
                input().text(Input.UNIT, "S002").build());

        Facts facts = stored(receipt).facts();
        assertThat(facts.text(Field.UNIT)).isEqualTo("S002");
        assertThat(facts.text(Field.DISPATCHED_BY)).isEqualTo("manual");
        assertThat(facts.text(Field.QUEUE_REASON)).isNull();
        act(receipt, DISPATCHER, Action.UNDO, ActionInput.NONE);
        assertThat(stored(receipt).facts().state()).isEqualTo(State.RECEIVED);
    }

    @Test
    void anEmergencyIsDiverted() {
        Receipt receipt = town.file("SAFE-CRIME");

        assertThat(stored(receipt).facts().state()).isEqualTo(State.DIVERTED);
        assertThat(stored(receipt).facts().text(Field.DIVERSION)).isEqualTo("emergency_line");
        assertThat(told(receipt)).contains(Notice.Kind.DIVERTED);
    }

    @Test
    void adjudicationBindsTheUnitThatItNames() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.DISPUTE, input().text(Input.REASON, "不在我街道").build());
        act(
                receipt,
                DISPATCHER,
                Action.REDIRECT,
                input().text(Input.UNIT, "S002").text(Input.REASON, "边界以东").build());
        assertThat(stored(receipt).facts().text(Field.UNIT)).isEqualTo("S002");

        Author other = Author.account(11, Set.of(Actor.HANDLER), "S002");
        assertThatThrownBy(() -> act(
                        receipt,
                        other,
                        Action.DISPUTE,
                        input().text(Input.REASON, "不是我们").build()))
                .isInstanceOf(LifecycleException.class)
                .extracting("code")
                .isEqualTo(LifecycleException.LOCKED);
    }

    @Test
    void theDisputeWindowCloses() {
        Receipt receipt = town.file("CITY-WASTE");
        town.clock.advance(Duration.ofDays(5));

        assertThatThrownBy(() -> act(
                        receipt,
                        UNIT,
                        Action.DISPUTE,
                        input().text(Input.REASON, "不在我街道").build()))
                .extracting("code")
                .isEqualTo(LifecycleException.TOO_LATE);
    }

    @Test
    void theDeadlineMakesARequestOverdueOnceAndOpensTheCallback() {
        Receipt receipt = town.file("CITY-WASTE");
        town.clock.advance(Duration.ofDays(6));
        town.clockWork.run();
        assertThat(told(receipt)).contains(Notice.Kind.DUE_SOON);
        town.clock.advance(Duration.ofDays(1));

        town.clockWork.run();
        town.clockWork.run();

        Facts facts = stored(receipt).facts();
        assertThat(facts.flag(Field.OVERDUE)).isTrue();
        assertThat(facts.flag(Field.CALLBACK_OPEN)).isTrue();
        long overdue = chain(receipt).stream()
                .map(link -> Event.read(link.body()).event())
                .filter(event -> event.action().equals("overdue")
                        && "deadline".equals(event.data().get("clock")))
                .count();
        assertThat(overdue).isEqualTo(1);
    }

    @Test
    void suspensionStopsTheDeadline() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, ActionInput.NONE);
        var before = stored(receipt).facts().instant(Field.DEADLINE);
        act(
                receipt,
                UNIT,
                Action.SUSPEND,
                input().text(Input.REASON, "等待立项")
                        .until(town.clock.instant().plus(Duration.ofDays(30)))
                        .build());
        town.clock.advance(Duration.ofDays(10));
        town.clockWork.run();
        assertThat(stored(receipt).facts().flag(Field.OVERDUE)).isFalse();

        act(receipt, UNIT, Action.RESUME, ActionInput.NONE);

        assertThat(stored(receipt).facts().instant(Field.DEADLINE)).isEqualTo(before.plus(Duration.ofDays(10)));
    }

    @Test
    void notSolvedGoesBackToWorkOnceAndThenCloses() {
        Receipt receipt = town.file("CITY-WASTE");
        handleFromDispatch(receipt);
        callBack(receipt, false);
        assertThat(stored(receipt).facts().state()).isEqualTo(State.IN_PROGRESS);
        assertThat(stored(receipt).facts().count(Field.REWORK_COUNT)).isEqualTo(1);

        handle(receipt);
        callBack(receipt, false);

        Facts facts = stored(receipt).facts();
        assertThat(facts.state()).isEqualTo(State.CLOSED);
        assertThat(facts.answer(Field.SOLVED)).isFalse();
        assertThat(facts.text(Field.CALLED_BACK_FOR)).isEqualTo("S001");
    }

    @Test
    void aRefusedWhistleGoesToTheUnitAbove() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, ActionInput.NONE);
        act(
                receipt,
                UNIT,
                Action.WHISTLE,
                input().list(Input.UNITS, List.of("D01-URBAN", "D01-HOUSING"))
                        .text(Input.REASON, "需要联合整治")
                        .build());
        Author urban = Author.account(12, Set.of(Actor.WHISTLED), "D01-URBAN");
        Author housing = Author.account(13, Set.of(Actor.WHISTLED), "D01-HOUSING");
        act(receipt, urban, Action.REPORT_IN, input().text(Input.TEXT, "已到场").build());
        act(
                receipt,
                housing,
                Action.DECLINE_WHISTLE,
                input().text(Input.REASON, "无职责").build());

        assertThat(parties(receipt))
                .extracting(Party::unit, Party::role, Party::status)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("D01-URBAN", Party.Role.WHISTLED, Party.Status.REPORTED),
                        org.assertj.core.groups.Tuple.tuple("D01-HOUSING", Party.Role.WHISTLED, Party.Status.DECLINED),
                        org.assertj.core.groups.Tuple.tuple("D01", Party.Role.ESCALATED, Party.Status.TOLD));
    }

    @Test
    void numberAndCodeOpenTogetherAndWrongCodesLock() {
        Receipt receipt = town.file("CITY-WASTE");
        String number = receipt.request().number().digits();
        assertThat(town.access.enter(number, receipt.code().grouped().toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(receipt.request().id());

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> town.access.enter(number, "0000-0000-0000"))
                    .extracting("code")
                    .isEqualTo(RequestException.WRONG_CODE);
        }
        assertThatThrownBy(() -> town.access.enter(number, receipt.code().grouped()))
                .extracting("code")
                .isEqualTo(RequestException.TOO_MANY_CODES);
        town.clock.advance(Duration.ofMinutes(2));
        assertThat(town.access.enter(number, receipt.code().grouped()))
                .isEqualTo(receipt.request().id());
    }

    @Test
    void onePhoneIsOnePetitioner() {
        Receipt one = town.file("CITY-WASTE");
        Receipt two = town.file("CITY-LAMP");

        assertThat(stored(one).facts().number(Field.PETITIONER))
                .isNotNull()
                .isEqualTo(stored(two).facts().number(Field.PETITIONER));
    }

    @Test
    void whoDecidedOnAnOldStateIsTold() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, ActionInput.NONE);

        assertThatThrownBy(() -> town.requests.act(
                        receipt.request().id(), Action.CONTACT, ActionInput.NONE, Requests.Right.of(UNIT), 2))
                .extracting("code")
                .isEqualTo(RequestException.CHANGED_MEANWHILE);
    }

    @Test
    void aNumberWithAWrongDigitIsNone() {
        String digits = town.file("CITY-WASTE").request().number().digits();
        for (int place = 0; place < digits.length(); place++) {
            char wrong = digits.charAt(place) == '9' ? '0' : (char) (digits.charAt(place) + 1);
            assertThat(RequestNumber.parse(digits.substring(0, place) + wrong + digits.substring(place + 1)))
                    .isEmpty();
        }
    }

    private void handleFromDispatch(Receipt receipt) {
        act(receipt, UNIT, Action.ACCEPT, ActionInput.NONE);
        act(receipt, UNIT, Action.CONTACT, ActionInput.NONE);
        handle(receipt);
    }

    private void handle(Receipt receipt) {
        act(
                receipt,
                UNIT,
                Action.HANDLE,
                input().text(Input.REPLY, "已清理完毕").text(Input.OUTCOME, "solved").build());
    }

    private void callBack(Receipt receipt, boolean solved) {
        act(
                receipt,
                OPERATOR,
                Action.CALL_BACK,
                input().flag(Input.CONTACTED, true)
                        .flag(Input.SOLVED, solved)
                        .text(Input.SATISFACTION, solved ? "satisfied" : "dissatisfied")
                        .build());
    }

    private static ActionInput.Builder input() {
        return ActionInput.builder();
    }

    private void act(Receipt receipt, Author author, Action action, ActionInput input) {
        town.requests.act(receipt.request().id(), action, input, Requests.Right.of(author), null);
    }

    private Request stored(Receipt receipt) {
        return database.inTransaction(
                handle -> town.store.find(handle, receipt.request().id()).orElseThrow());
    }

    private List<Party> parties(Receipt receipt) {
        return database.inTransaction(
                handle -> town.side.parties(handle, receipt.request().id()));
    }

    private List<Chain.Link> chain(Receipt receipt) {
        return database.inTransaction(
                handle -> town.store.chain(handle, receipt.request().id()));
    }

    private List<Notice.Kind> told(Receipt receipt) {
        return town.told.stream()
                .filter(told -> told.number().equals(receipt.request().number().digits()))
                .map(Town.Told::kind)
                .toList();
    }

    /** What is about an employer goes to the bureau of where it is registered, wherever it happened. */
    @Test
    void aFurtherPlaceDecidesWhereTheRuleSaysSoAndAHomeAddressIsKeptWithTheSealedContact() {
        Where registered = new Where(Where.Kind.AREA, null, null, null, null, "district", "990101", "清溪大厦8层");
        Where home = new Where(Where.Kind.NONE, null, null, null, null, null, null, "书院街3号楼2门");
        Filing filing = new Filing(
                "web",
                null,
                null,
                "help",
                "LABR-WAGE",
                null,
                "老板不发工资",
                Where.NOWHERE,
                java.util.Map.of("registered", registered, "residence", home),
                new Contact(false, "韩梅", "13800001777", null, null),
                "zh",
                List.of(),
                null);

        Request filed = town.intake.file(filing, Author.PETITIONER).request();

        assertThat(filed.facts().text(Field.UNIT)).isEqualTo("D01-LABOUR");
        Long petitioner = java.util.Objects.requireNonNull(filed.facts().number(Field.PETITIONER));
        assertThat(database.inTransaction(handle -> town.petitioners.open(handle, petitioner))
                        .orElseThrow()
                        .contact()
                        .address())
                .isEqualTo("书院街3号楼2门");
        var values = database.inTransaction(handle -> town.store.values(handle, filed.id()));
        assertThat(values.get("address_registered").value()).isEqualTo("清溪大厦8层");
        assertThat(values.values()).noneMatch(value -> value.value().contains("书院街3号楼"));
    }
}
