package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.LifecycleException;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Whoever follows another request is answered with it, and never follows one that will not be handled. */
@OnEveryDatabase
class LinkedRequestsStoreTest {
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");
    private static final Author DISPATCHER = Author.account(9, Set.of(Actor.DISPATCHER, Actor.OPERATOR), null);

    private static final AtomicInteger PHONES = new AtomicInteger();

    private final Database database;
    private final Town town;

    LinkedRequestsStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    @Test
    void linkedRequestsGetAnOwnAnswer() {
        Receipt parent = filed();
        Receipt child = filed();
        link(child, parent);
        handle(parent);

        assertThat(state(child)).isEqualTo(State.HANDLED);
        assertThat(told(child)).contains(Notice.Kind.HANDLED);
    }

    @Test
    void whatFollowsAFollowerIsAnsweredToo() {
        Receipt top = filed();
        Receipt middle = filed();
        Receipt child = filed();
        link(child, middle);
        link(middle, top);
        handle(top);

        assertThat(state(middle)).isEqualTo(State.HANDLED);
        assertThat(state(child)).isEqualTo(State.HANDLED);
        assertThat(told(child)).contains(Notice.Kind.HANDLED);
    }

    @Test
    void nothingFollowsWhatWillNotBeHandled() {
        Receipt withdrawn = filed();
        act(withdrawn, Author.PETITIONER, Action.WITHDRAW, ActionInput.NONE);
        Receipt handled = filed();
        handle(handled);
        Receipt follower = filed();
        link(follower, filed());

        refused(filed(), withdrawn);
        refused(filed(), handled);
        refused(filed(), follower);
    }

    @Test
    void nothingFollowsItself() {
        Receipt alone = filed();
        refused(alone, alone);
        assertThat(state(alone)).isEqualTo(State.DISPATCHED);
    }

    @Test
    void aParentThatThereIsNotIsUnknown() {
        assertThatThrownBy(() -> link(filed(), filed().request().id() + 12345))
                .isInstanceOf(RequestException.class)
                .extracting("code")
                .isEqualTo(RequestException.UNKNOWN_REQUEST);
    }

    @Test
    void whoFollowedOneThatWasWithdrawnWaitsForADispatcher() {
        Receipt parent = filed();
        Receipt child = filed();
        link(child, parent);
        act(parent, Author.PETITIONER, Action.WITHDRAW, ActionInput.NONE);

        assertThat(state(child)).isEqualTo(State.RECEIVED);
        assertThat(stored(child).facts().text(Field.QUEUE_REASON)).isEqualTo("unlinked");
        assertThat(stored(child).facts().number(Field.PARENT)).isNull();
    }

    /** At the latest at the deadline: each petitioner is asked, about the unit that should have done it for all. */
    @Test
    void whoFollowsIsAskedAtTheParentsDeadlineToo() {
        Receipt parent = filed();
        Receipt child = filed();
        Receipt below = filed();
        Receipt released = filed();
        act(
                child,
                DISPATCHER,
                Action.REASSIGN,
                ActionInput.builder()
                        .text(Input.UNIT, "S002")
                        .text(Input.REASON, "原因")
                        .build());
        link(below, child);
        link(child, parent);
        link(released, parent);
        town.clock.advance(java.time.Duration.ofDays(8));
        town.clockWork.run();

        for (Receipt each : java.util.List.of(child, below, released)) {
            assertThat(stored(each).facts().flag(Field.CALLBACK_OPEN)).isTrue();
            assertThat(told(each)).contains(Notice.Kind.CALLBACK);
        }
        act(released, DISPATCHER, Action.UNLINK, ActionInput.NONE);
        assertThat(stored(released).facts().flag(Field.CALLBACK_OPEN)).isFalse();
        attempt(below, "no_answer");
        answer(child, false);
        assertThat(state(below)).isEqualTo(State.LINKED);
        assertThat(state(child)).as("is still worked on").isEqualTo(State.LINKED);
        assertThat(stored(child).facts().text(Field.CALLED_BACK_FOR)).isEqualTo("S001");

        handle(parent);
        assertThat(state(child)).isEqualTo(State.HANDLED);
        answer(child, true);
        assertThat(state(child)).isEqualTo(State.CLOSED);
        assertThat(stored(child).facts().answer(Field.SOLVED)).isTrue();
    }

    /** The deadline is over: nothing else would ask who follows from now on, until it is handled. */
    @Test
    void whoFollowsAfterTheParentsDeadlineIsAskedAtOnce() {
        Receipt parent = filed("13911110001");
        Receipt before = filed("13911110002");
        link(before, parent);
        town.clock.advance(java.time.Duration.ofDays(8));
        town.clockWork.run();
        attempt(before, "no_contact");
        Receipt after = filed("13911110003");
        Receipt below = filed("13911110004");
        Receipt again = filed("13911110002");
        link(below, after);
        for (Receipt each : java.util.List.of(after, again)) {
            link(each, parent);
        }

        for (Receipt each : java.util.List.of(after, below)) {
            assertThat(stored(each).facts().flag(Field.CALLBACK_OPEN)).isTrue();
            assertThat(stored(each).facts().text(Field.UNIT)).isEqualTo("S001");
            assertThat(told(each)).containsOnlyOnce(Notice.Kind.CALLBACK);
        }
        for (Receipt each : java.util.List.of(before, again)) {
            assertThat(stored(each).facts().flag(Field.CALLBACK_OPEN))
                    .as("was asked before")
                    .isFalse();
        }
        answer(below, false);
        assertThat(stored(below).facts().text(Field.CALLED_BACK_FOR)).isEqualTo("S001");
    }

    private void attempt(Receipt receipt, String unreached) {
        ActionInput failed =
                ActionInput.builder().text(Input.UNREACHED, unreached).build();
        act(receipt, DISPATCHER, Action.ATTEMPT, failed);
    }

    /** Whoever filed the same twice gets two answers and one call, and counts once. */
    @Test
    void whoFiledTheSameTwiceIsAskedOnce() {
        String phone = "13911112222";
        Receipt parent = filed(phone);
        Receipt again = filed(phone);
        Receipt other = filed("13911113333");
        Receipt otherAgain = filed("13911113333");
        for (Receipt child : java.util.List.of(again, other, otherAgain)) {
            link(child, parent);
        }
        handle(parent);

        assertThat(state(parent)).isEqualTo(State.HANDLED);
        assertThat(state(other)).isEqualTo(State.HANDLED);
        for (Receipt twice : java.util.List.of(again, otherAgain)) {
            assertThat(state(twice)).isEqualTo(State.CLOSED);
            assertThat(stored(twice).facts().text(Field.UNREACHED)).isEqualTo("same_petitioner");
            assertThat(told(twice)).contains(Notice.Kind.ANSWERED).doesNotContain(Notice.Kind.HANDLED);
            assertThatThrownBy(() -> answer(twice, true))
                    .isInstanceOf(LifecycleException.class)
                    .extracting("code")
                    .isEqualTo(LifecycleException.WRONG_STATE);
        }
    }

    private void answer(Receipt receipt, boolean solved) {
        ActionInput said = ActionInput.builder()
                .flag(Input.CONTACTED, solved)
                .flag(Input.SOLVED, solved)
                .text(Input.SATISFACTION, solved ? "satisfied" : "dissatisfied")
                .build();
        act(receipt, Author.PETITIONER, Action.CALL_BACK, said);
    }

    /** Each way round is right alone; both at once would leave two that wait for each other. */
    @Test
    void oneOfTwoThatAreLinkedToEachOtherAtOnceIsRefused() {
        for (int round = 0; round < 10; round++) {
            Receipt one = filed();
            Receipt other = filed();
            CompletableFuture<Void> there = CompletableFuture.runAsync(() -> link(one, other));
            CompletableFuture<Void> back = CompletableFuture.runAsync(() -> link(other, one));
            int refusals = refusals(there) + refusals(back);

            assertThat(refusals).isEqualTo(1);
            assertThat(Set.of(state(one), state(other))).containsExactlyInAnyOrder(State.LINKED, State.DISPATCHED);
        }
    }

    private static int refusals(CompletableFuture<Void> link) {
        try {
            link.join();
            return 0;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(LifecycleException.class);
            return 1;
        }
    }

    @Test
    void onlyTheCitysDiversionsAreTaken() {
        Receipt receipt =
                town.intake.file(Town.filing(null, Town.pin(116.4215, 39.9072, null), Town.CONTACT), Author.PETITIONER);
        ActionInput unknown =
                ActionInput.builder().text(Input.DIVERSION, "somewhere_else").build();

        assertThatThrownBy(() -> act(receipt, DISPATCHER, Action.DIVERT, unknown))
                .isInstanceOf(LifecycleException.class)
                .hasMessageContaining("emergency_line, statutory")
                .extracting("code", "field")
                .containsExactly(LifecycleException.BAD_INPUT, "diversion");
        act(
                receipt,
                DISPATCHER,
                Action.DIVERT,
                ActionInput.builder().text(Input.DIVERSION, "statutory").build());
        assertThat(state(receipt)).isEqualTo(State.DIVERTED);
    }

    private void refused(Receipt child, Receipt parent) {
        assertThatThrownBy(() -> link(child, parent))
                .isInstanceOf(LifecycleException.class)
                .extracting("code", "field")
                .containsExactly(LifecycleException.BAD_INPUT, "parent");
        assertThat(stored(child).facts().number(Field.PARENT)).isNull();
    }

    /** By somebody else each time. */
    private Receipt filed() {
        return filed("1390000" + (1000 + PHONES.incrementAndGet()));
    }

    private Receipt filed(String phone) {
        Contact contact = new Contact(false, "李雷", phone, null, null);
        return town.intake.file(
                Town.filing("CITY-WASTE", Town.pin(116.4215, 39.9072, null), contact), Author.PETITIONER);
    }

    private void link(Receipt child, Receipt parent) {
        link(child, parent.request().id());
    }

    private void link(Receipt child, long parent) {
        act(
                child,
                DISPATCHER,
                Action.LINK,
                ActionInput.builder().number(Input.PARENT, parent).build());
    }

    private void handle(Receipt receipt) {
        act(receipt, UNIT, Action.ACCEPT, ActionInput.NONE);
        ActionInput done = ActionInput.builder()
                .text(Input.REPLY, "已清理完毕")
                .text(Input.OUTCOME, "solved")
                .build();
        act(receipt, UNIT, Action.HANDLE, done);
    }

    private void act(Receipt receipt, Author author, Action action, ActionInput input) {
        town.requests.act(receipt.request().id(), action, input, Requests.Right.of(author), null);
    }

    private State state(Receipt receipt) {
        return stored(receipt).facts().state();
    }

    private Request stored(Receipt receipt) {
        return database.inTransaction(
                handle -> town.store.find(handle, receipt.request().id()).orElseThrow());
    }

    private java.util.List<Notice.Kind> told(Receipt receipt) {
        return town.told.stream()
                .filter(told -> told.number().equals(receipt.request().number().digits()))
                .map(Town.Told::kind)
                .toList();
    }
}
