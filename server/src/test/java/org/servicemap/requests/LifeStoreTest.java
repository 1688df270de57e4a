package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What stands beside a request's row through its life: former units, clocks, what they said. */
@OnEveryDatabase
class LifeStoreTest {
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");
    private static final Author DISPATCHER =
            Author.account(9, Set.of(Actor.DISPATCHER, Actor.SUPERVISOR, Actor.OPERATOR), null);

    private static final Duration DAY = Duration.ofDays(1);

    private final Database database;
    private final Town town;

    LifeStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    @Test
    void aReassignmentTakenBackLeavesEverythingAsItWas() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, input());
        Facts before = stored(receipt);
        List<Party> parties = parties(receipt);
        List<RunningClock> clocks = clocks(receipt);
        town.clock.advance(Duration.ofHours(1));
        act(receipt, DISPATCHER, Action.REASSIGN, reason().text(Input.UNIT, "S002"));
        assertThat(stored(receipt).text(Field.UNIT)).isEqualTo("S002");

        act(receipt, DISPATCHER, Action.UNDO, input());

        assertThat(stored(receipt).with(count(1))).isEqualTo(before);
        assertThat(parties(receipt)).isEqualTo(parties);
        assertThat(clocks(receipt)).isEqualTo(clocks);
        assertThat(told(receipt, "S002")).endsWith(Notice.Kind.RETURNED);
    }

    private static Facts count(int dispatches) {
        return Facts.builder().set(Field.DISPATCH_COUNT, dispatches).build();
    }

    @Test
    void aClockSpeaksOnceOfOneEnd() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, input());
        town.clock.advance(Duration.ofDays(8));
        town.clockWork.run();
        assertThat(overdue(receipt, "deadline")).isEqualTo(1);

        act(receipt, UNIT, Action.SUSPEND, reason().until(town.clock.instant().plus(Duration.ofDays(9))));
        town.clock.advance(Duration.ofDays(3));
        act(receipt, UNIT, Action.RESUME, input());
        act(receipt, DISPATCHER, Action.REASSIGN, reason().text(Input.UNIT, "S002"));
        town.clock.advance(Duration.ofHours(1));
        town.clockWork.run();

        assertThat(overdue(receipt, "deadline")).isEqualTo(1);
        assertThat(told(receipt, "D01")).contains(Notice.Kind.OVERDUE);
    }

    /** Nobody called: the petitioner is offered to answer, the unit above hears of it, and in the end it is closed with the reason. */
    @Test
    void whatNobodyCallsBackIsToldAndClosedInTheEnd() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, input());
        act(receipt, UNIT, Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        town.clock.advance(DAY.multipliedBy(3).plusSeconds(1));
        town.clockWork.run();
        assertThat(overdue(receipt, "callback")).isEqualTo(1);
        assertThat(told(receipt, "D01")).contains(Notice.Kind.OVERDUE);
        assertThat(stored(receipt).state()).isEqualTo(State.HANDLED);

        town.clock.advance(DAY.multipliedBy(7));
        town.clockWork.run();

        assertThat(stored(receipt).state()).isEqualTo(State.CLOSED);
        assertThat(stored(receipt).text(Field.UNREACHED)).isEqualTo("not_called");
        assertThat(clocks(receipt)).isEmpty();
    }

    /** By the date of the review, not by when it was filed; and where more time was asked for, until somebody decided. */
    @Test
    void whatIsSuspendedAndWhereMoreTimeWasAskedForHaveListsOfTheirOwn() {
        Receipt later = suspended(DAY.multipliedBy(6));
        Receipt sooner = suspended(DAY.multipliedBy(2));
        Receipt asked = town.file("CITY-WASTE");
        act(asked, UNIT, Action.ACCEPT, input());
        act(
                asked,
                UNIT,
                Action.ASK_EXTENSION,
                reason().until(town.clock.instant().plus(DAY.multipliedBy(20))));
        List<Receipt> mine = List.of(later, sooner, asked);

        assertThat(listed(RequestQuery.View.SUSPENDED, mine)).containsExactly(sooner, later);
        assertThat(listed(RequestQuery.View.EXTENSIONS, mine)).containsExactly(asked);
        assertThat(late(RequestQuery.View.SUSPENDED, mine)).isEmpty();
        town.clock.advance(DAY.multipliedBy(2).plusSeconds(1));
        town.clockWork.run();
        assertThat(overdue(sooner, "suspension")).isEqualTo(1);
        assertThat(overdue(later, "suspension")).isZero();
        assertThat(told(sooner, "S001")).contains(Notice.Kind.OVERDUE);
        assertThat(late(RequestQuery.View.SUSPENDED, mine)).containsExactly(sooner);
        assertThat(late(RequestQuery.View.EXTENSIONS, mine))
                .as("nobody decided within the city's day")
                .containsExactly(asked);
        assertThat(late(RequestQuery.View.WORK, mine)).isEmpty();
        act(sooner, UNIT, Action.RESUME, reason());
        act(asked, DISPATCHER, Action.REFUSE_EXTENSION, reason());

        assertThat(listed(RequestQuery.View.SUSPENDED, mine)).containsExactly(later);
        assertThat(listed(RequestQuery.View.EXTENSIONS, mine)).isEmpty();
    }

    private Receipt suspended(Duration until) {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, input());
        act(receipt, UNIT, Action.SUSPEND, reason().until(town.clock.instant().plus(until)));
        return receipt;
    }

    private List<Receipt> listed(RequestQuery.View view, List<Receipt> among) {
        return listed(Town.everything(view), among);
    }

    private List<Receipt> late(RequestQuery.View view, List<Receipt> among) {
        return listed(new RequestQuery(view, RequestFilter.of(new RequestFilter.Flags(null, null, null, true))), among);
    }

    /** One on each page; of these alone, since others share the town. */
    private List<Receipt> listed(RequestQuery query, List<Receipt> among) {
        RequestLists lists = new RequestLists(List::of);
        List<Receipt> found = new ArrayList<>();
        KeyCursor after = null;
        while (true) {
            KeyCursor from = after;
            List<RequestLists.Row> page = database.inSnapshot(handle -> lists.list(handle, query, from, 1));
            if (page.isEmpty()) {
                return found;
            }
            Request request = page.get(0).request();
            among.stream().filter(each -> each.request().id() == request.id()).forEach(found::add);
            after = lists.cursorAt(query.view(), request);
        }
    }

    @Test
    void whatNobodyWaitsForIsClosedWhenItIsHandled() {
        Receipt found =
                town.intake.file(Town.filing("CITY-WASTE", Town.pin(116.4215, 39.9072, null), null), Author.PETITIONER);
        act(found, UNIT, Action.ACCEPT, input());
        act(found, UNIT, Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));

        assertThat(stored(found).state()).isEqualTo(State.CLOSED);
        assertThat(CallbackResults.of(
                        database.inTransaction(handle ->
                                town.store.chain(handle, found.request().id())),
                        ZoneOffset.UTC))
                .extracting(CallbackResults.CallbackJson::way, CallbackResults.CallbackJson::unreached)
                .containsExactly(tuple("system", "no_contact"));
    }

    @Test
    void anUnknownUnitIsRefusedWithItsField() {
        Receipt receipt = filed(null, NOWHERE);

        assertThatThrownBy(() -> act(receipt, DISPATCHER, Action.DISPATCH, input().text(Input.UNIT, "S999")))
                .extracting("code", "field")
                .containsExactly(RequestException.UNKNOWN_UNIT, "unit");
        act(receipt, DISPATCHER, Action.DISPATCH, input().text(Input.UNIT, "S001"));
        act(receipt, UNIT, Action.ACCEPT, input());
        assertThatThrownBy(() ->
                        act(receipt, UNIT, Action.WHISTLE, reason().list(Input.UNITS, List.of("D01-URBAN", "D99"))))
                .extracting("code", "field")
                .containsExactly(RequestException.UNKNOWN_UNIT, "units");
    }

    @Test
    void aDispatchByHandHasADeadlineAndIsCopiedToTheDistrict() {
        Receipt receipt = filed(null, NOWHERE);
        act(receipt, DISPATCHER, Action.CORRECT, input().text(Input.CATEGORY, "HOUS-PROP"));

        act(receipt, DISPATCHER, Action.DISPATCH, input().text(Input.UNIT, "S001"));

        assertThat(stored(receipt).instant(Field.DEADLINE)).isNotNull();
        assertThat(clocks(receipt)).extracting(RunningClock::clock).contains("deadline");
        assertThat(parties(receipt)).extracting(Party::unit, Party::role).contains(tuple("D01", Party.Role.COPY));
    }

    @Test
    void aCategoryThatThereIsNotIsRefused() {
        Receipt receipt = filed(null, NOWHERE);

        assertThatThrownBy(() -> act(receipt, DISPATCHER, Action.CORRECT, input().text(Input.CATEGORY, "NOPE")))
                .extracting("code", "field")
                .containsExactly("unknown_category", "category");
    }

    @Test
    void aCorrectedCategoryBringsItsSensitivityAndUrgency() {
        Receipt receipt = filed(null, NOWHERE);
        act(receipt, DISPATCHER, Action.CORRECT, input().text(Input.CATEGORY, "LABR-WAGE"));
        assertThat(stored(receipt).flag(Field.SENSITIVE)).isTrue();
        assertThat(stored(receipt).text(Field.URGENCY)).isEqualTo("complex");
        assertThat(stored(receipt).text(Field.QUEUE_REASON)).isEqualTo("no_rule");

        act(receipt, DISPATCHER, Action.CORRECT, input().text(Input.CATEGORY, "CITY-WASTE"));
        assertThat(stored(receipt).flag(Field.SENSITIVE)).isFalse();
        assertThat(stored(receipt).text(Field.URGENCY)).isEqualTo("ordinary");
    }

    @Test
    void whatWaitedForItsCategoryGoesOnByItself() {
        Receipt receipt = filed(null, Town.pin(116.4215, 39.9072, null));
        act(receipt, DISPATCHER, Action.CORRECT, input().text(Input.CATEGORY, "CITY-WASTE"));

        assertThat(stored(receipt).state()).isEqualTo(State.DISPATCHED);
        assertThat(stored(receipt).text(Field.UNIT)).isEqualTo("S001");
        assertThat(stored(receipt).text(Field.DISPATCHED_BY)).isEqualTo("auto");
        assertThat(decisions(receipt)).extracting(StoredDecision::unit).containsExactly("S001");
    }

    @Test
    void whatWasTakenBackIsOnlyProposed() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, DISPATCHER, Action.UNDO, input());
        act(receipt, DISPATCHER, Action.CORRECT, input().text(Input.CATEGORY, "UTIL-WATER"));

        assertThat(stored(receipt).state()).isEqualTo(State.RECEIVED);
        assertThat(stored(receipt).text(Field.QUEUE_REASON)).isEqualTo("undone");
        assertThat(decisions(receipt)).extracting(StoredDecision::unit).containsExactly("WATER", "S001");
    }

    @Test
    void aRequestWithoutAPlaceGetsOne() {
        Receipt receipt = filed("CITY-WASTE", NOWHERE);
        assertThat(stored(receipt).text(Field.QUEUE_REASON)).isEqualTo("no_rule");

        act(
                receipt,
                OPERATOR,
                Action.CORRECT,
                input().list(Input.WHERE, Town.pin(116.4215, 39.9072, 20.0).parts()));

        Facts facts = stored(receipt);
        assertThat(facts.text(Field.UNIT)).isEqualTo("S001");
        assertThat(facts.text(Field.LOCATION_KIND)).isEqualTo("pin");
        assertThat(facts.decimal(Field.LON)).isEqualTo(116.4215);
        assertThat(facts.text(Field.area(3))).isEqualTo("990101001002");
        Event corrected = Event.read(database.inTransaction(handle ->
                                town.store.chain(handle, receipt.request().id()))
                        .get(1)
                        .body())
                .event();
        assertThat(corrected.data()).doesNotContainKey("where");
    }

    @Test
    void theReasonForMoreTimeReachesThePetitioner() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, input());
        act(
                receipt,
                UNIT,
                Action.ASK_EXTENSION,
                input().text(Input.REASON, "要等配件到货").until(town.clock.instant().plus(Duration.ofDays(20))));
        act(receipt, DISPATCHER, Action.GRANT_EXTENSION, input());

        assertThat(town.toldWith).anySatisfy(with -> {
            assertThat(with.number()).isEqualTo(receipt.request().number().digits());
            assertThat(with.params()).containsEntry("reason", "要等配件到货");
        });
        assertThat(steps(receipt)).contains(tuple("grant_extension", "要等配件到货"));
    }

    /** As the messages do, which an anonymous petitioner does not get. */
    @Test
    void whoFollowsReadsWhyItTakesLonger() {
        Receipt receipt = filed("CITY-WASTE", Town.pin(116.4215, 39.9072, null));
        act(receipt, UNIT, Action.ACCEPT, input());
        ActionInput.Builder later =
                input().text(Input.REASON, "等天气转好").until(town.clock.instant().plus(DAY));
        act(receipt, UNIT, Action.SUSPEND, later);
        assertThat(steps(receipt)).contains(tuple("suspend", "等天气转好"));
        act(receipt, UNIT, Action.RESUME, reason());
        act(
                receipt,
                UNIT,
                Action.ASK_EXTENSION,
                input().text(Input.REASON, "内部原因").until(town.clock.instant().plus(DAY.multipliedBy(30))));

        act(receipt, DISPATCHER, Action.GRANT_EXTENSION, input().text(Input.REPLY, "延长到下月"));

        assertThat(steps(receipt))
                .contains(tuple("grant_extension", "延长到下月"), tuple("resume", null))
                .doesNotContain(tuple("grant_extension", "内部原因"));
    }

    private List<Tuple> steps(Receipt receipt) {
        long id = receipt.request().id();
        RequestJson.Writer writer = new RequestJson.Writer(town.names, ZoneOffset.UTC);
        return database.inTransaction(handle -> new FollowedSteps(
                        town.store.chain(handle, id), town.store.values(handle, id), writer)
                .list().stream().map(step -> tuple(step.action(), step.text())).toList());
    }

    private static final Where NOWHERE = Where.NOWHERE;
    private static final Author OPERATOR = Author.account(8, Set.of(Actor.OPERATOR), null);

    private Receipt filed(@Nullable String category, Where where) {
        return town.intake.file(Town.filing(category, where, Town.CONTACT), Author.PETITIONER);
    }

    private List<StoredDecision> decisions(Receipt receipt) {
        return database.inTransaction(
                handle -> town.side.decisions(handle, receipt.request().id()));
    }

    private long overdue(Receipt receipt, String clock) {
        return database
                .inTransaction(
                        handle -> town.store.chain(handle, receipt.request().id()))
                .stream()
                .map(link -> Event.read(link.body()).event())
                .filter(event -> event.action().equals("overdue")
                        && clock.equals(event.data().get("clock")))
                .count();
    }

    private static ActionInput.Builder input() {
        return ActionInput.builder();
    }

    private static ActionInput.Builder reason() {
        return input().text(Input.REASON, "原因");
    }

    private void act(Receipt receipt, Author author, Action action, ActionInput.Builder input) {
        town.requests.act(receipt.request().id(), action, input.build(), Requests.Right.of(author), null);
    }

    private Facts stored(Receipt receipt) {
        return database.inTransaction(handle ->
                town.store.find(handle, receipt.request().id()).orElseThrow().facts());
    }

    private List<Party> parties(Receipt receipt) {
        return database.inTransaction(
                handle -> town.side.parties(handle, receipt.request().id()));
    }

    private List<RunningClock> clocks(Receipt receipt) {
        return database.inTransaction(
                handle -> town.side.clocks(handle, receipt.request().id()));
    }

    private List<Notice.Kind> told(Receipt receipt, String unit) {
        return town.told.stream()
                .filter(told -> told.number().equals(receipt.request().number().digits()) && unit.equals(told.unit()))
                .map(Town.Told::kind)
                .toList();
    }
}
