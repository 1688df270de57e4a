package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What stands beside a request's row through its life: former units, clocks, what they said. */
@OnEveryDatabase
class LifeStoreTest {
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");
    private static final Author DISPATCHER =
            Author.account(9, Set.of(Actor.DISPATCHER, Actor.SUPERVISOR, Actor.OPERATOR), null);

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
