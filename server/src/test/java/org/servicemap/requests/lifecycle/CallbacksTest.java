package org.servicemap.requests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.requests.lifecycle.Life.input;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of several answers to a callback counts. Of the invented city: operator before link before page, 15 days after closing. */
class CallbacksTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Life life = new Life();

    private Step answer(Way way, boolean solved) {
        return life.take(
                Action.CALL_BACK,
                input().text(Input.WAY, way.key())
                        .flag(Input.CONTACTED, true)
                        .flag(Input.SOLVED, solved)
                        .text(Input.SATISFACTION, solved ? "satisfied" : "dissatisfied"));
    }

    private String counting() {
        return life.now.facts().text(Field.CALLED_BACK_BY)
                + (life.now.facts().flag(Field.SOLVED) ? " solved" : " not solved");
    }

    @Test
    void whatRanksLowerIsKeptButDoesNotCount() {
        life.handled();
        answer(Way.OPERATOR, true);

        Step later = answer(Way.PAGE, false);

        assertThat(later.changes()).isEqualTo(Facts.NONE);
        assertThat(counting()).isEqualTo("operator solved");
    }

    @Test
    void whatRanksHigherOrComesTheSameWayReplacesTheOneBefore() {
        life.handled();
        answer(Way.PAGE, true);
        answer(Way.PAGE, false);
        assertThat(counting()).isEqualTo("page not solved");
        answer(Way.LINK, true);
        assertThat(counting()).isEqualTo("link solved");
        life.pass(DAY);
        answer(Way.OPERATOR, false);

        assertThat(counting()).isEqualTo("operator not solved");
        assertThat(life.now.facts().instant(Field.CALLED_BACK_AT)).isEqualTo(life.time);
        assertThat(life.now.facts().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void whoeverIsAskedAnewAfterMoreWorkAnswersAnew() {
        life.handled();
        answer(Way.OPERATOR, false);
        assertThat(life.now.facts().state()).isEqualTo(State.IN_PROGRESS);
        assertThat(life.now.facts().answer(Field.SOLVED))
                .as("counts until then")
                .isFalse();
        life.take(Action.HANDLE, input().text(Input.REPLY, "又清理了").text(Input.OUTCOME, "solved"));

        answer(Way.PAGE, true);

        assertThat(counting()).isEqualTo("page solved");
    }

    @Test
    void afterTheCitysTimeNoOtherAnswerIsTaken() {
        life.handled();
        answer(Way.PAGE, true);
        life.pass(DAY.multipliedBy(15));
        answer(Way.PAGE, false);
        life.pass(Duration.ofSeconds(1));

        assertThatThrownBy(() -> answer(Way.OPERATOR, true)).extracting("code").isEqualTo(LifecycleException.TOO_LATE);
        assertThat(counting()).isEqualTo("page not solved");
    }

    @Test
    void aCityMayPutThePetitionersOwnAnswerFirst() {
        CallbackRules rules = rules(Map.of("precedence", List.of("page")));

        assertThat(rules.precedence()).containsExactly(Way.PAGE, Way.OPERATOR, Way.LINK, Way.UNIT);
        assertThat(rules.replaces(Way.PAGE, Way.OPERATOR)).isTrue();
        assertThat(rules.replaces(Way.OPERATOR, Way.PAGE)).isFalse();
        assertThatThrownBy(() -> rules(Map.of("precedence", List.of("page", "page"))))
                .hasMessageContaining("process.callback.precedence");
    }

    /** It judges its own work: whatever the petitioner or the hotline says counts in its place, and no city can turn that round. */
    @Test
    void whatTheUnitItselfWasToldCountsBeforeNoOther() {
        life.handled();
        life.take(Action.CALL_BACK, said(true), "S001", Set.of(Actor.HANDLER, Actor.LEAD, Actor.CALLER));
        assertThat(counting()).isEqualTo("unit solved");
        life.take(Action.CALL_BACK, said(false), null, Set.of(Actor.PETITIONER));
        assertThat(counting()).isEqualTo("page not solved");
        life.take(Action.CALL_BACK, said(true), "S001", Set.of(Actor.CALLER));

        assertThat(counting()).isEqualTo("page not solved");
        assertThat(rules(Map.of("precedence", List.of("page", "link", "operator", "unit")))
                        .replaces(Way.UNIT, Way.OPERATOR))
                .isFalse();
        assertThatThrownBy(() -> rules(Map.of("precedence", List.of("operator", "unit", "page", "link"))))
                .hasMessageContaining("process.callback.precedence");
    }

    private static ActionInput.Builder said(boolean solved) {
        return input().flag(Input.CONTACTED, true)
                .flag(Input.SOLVED, solved)
                .text(Input.SATISFACTION, solved ? "satisfied" : "dissatisfied");
    }

    private static CallbackRules rules(Map<String, ?> callback) {
        return ProcessRules.of(Map.of("callback", callback)).callback();
    }

    @Test
    void whoIsNotReachedIsSentALinkUntilItIsClosed() {
        life.handled();
        for (int attempt = 1; attempt < 3; attempt++) {
            life.take(Action.ATTEMPT, input().text(Input.UNREACHED, "no_answer"));
            assertThat(life.toldTo(null)).containsExactly(Notice.Kind.CALLBACK);
        }
        life.take(Action.ATTEMPT, input().text(Input.UNREACHED, "no_answer"));
        assertThat(life.toldTo(null)).containsExactly(Notice.Kind.CLOSED);

        answer(Way.LINK, true);

        assertThat(counting()).isEqualTo("link solved");
        assertThat(life.now.facts().text(Field.UNREACHED)).isNull();
    }

    private void fail(String why) {
        life.take(Action.ATTEMPT, input().text(Input.UNREACHED, why));
    }

    private State state() {
        return life.now.facts().state();
    }

    /** The work goes on, and whoever was not reached then is asked anew when it is handled. */
    @Test
    void whoIsNotReachedAtTheDeadlineIsAskedAgainWhenItIsHandled() {
        life.accepted();
        assertThatThrownBy(() -> fail("no_answer")).extracting("code").isEqualTo(LifecycleException.WRONG_STATE);
        life.take(Action.OPEN_CALLBACK, input());
        assertThat(life.clocks()).contains("callback", "callback_end", "deadline");

        fail("no_answer");
        assertThat(state()).isEqualTo(State.ACCEPTED);
        assertThat(life.toldTo(null)).containsExactly(Notice.Kind.CALLBACK);
        fail("no_answer");
        fail("refused");
        assertThat(state()).isEqualTo(State.ACCEPTED);
        assertThat(life.now.facts().flag(Field.CALLBACK_OPEN)).isFalse();
        assertThat(life.now.facts().text(Field.UNREACHED)).isEqualTo("refused");
        assertThat(life.clocks()).contains("deadline").doesNotContain("callback", "callback_end");

        life.take(Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        assertThat(life.now.facts().count(Field.CALLBACK_ATTEMPTS)).isZero();
        assertThat(life.now.facts().text(Field.UNREACHED)).isNull();
        fail("no_answer");
        assertThat(state()).isEqualTo(State.CALLBACK);
        answer(Way.PAGE, true);
        assertThat(counting()).isEqualTo("page solved");
    }

    @Test
    void whenTheTimeIsOverTheAskingEndsAndSaysWhy() {
        life.handled();
        life.take(Action.OVERDUE, input().text(Input.CLOCK, ClockRule.CALLBACK));
        assertThat(life.toldTo(null)).as("nobody called").containsExactly(Notice.Kind.CALLBACK);
        life.take(Action.END_CALLBACK, input());

        assertThat(state()).isEqualTo(State.CLOSED);
        assertThat(life.now.facts().text(Field.UNREACHED)).isEqualTo("not_called");
        assertThat(life.toldTo(null)).containsExactly(Notice.Kind.CLOSED);
        assertThat(life.clocks()).isEmpty();
    }

    @Test
    void whoWasTriedIsNotRemindedAndKeepsWhyNobodyWasReached() {
        life.handled();
        fail("wrong_number");
        life.take(Action.OVERDUE, input().text(Input.CLOCK, ClockRule.CALLBACK));
        assertThat(life.toldTo(null)).isEmpty();
        life.take(Action.END_CALLBACK, input());

        assertThat(life.now.facts().text(Field.UNREACHED)).isEqualTo("wrong_number");
    }

    /** The first answer of all is no late word after another one: whoever says then that it is not solved is heard. */
    @Test
    void whoWasNotReachedMayStillSendItBackToWork() {
        life.handled();
        life.take(Action.END_CALLBACK, input());
        answer(Way.PAGE, false);

        assertThat(state()).isEqualTo(State.IN_PROGRESS);
        assertThat(life.clocks()).contains("deadline");
        life.take(Action.HANDLE, input().text(Input.REPLY, "又清理了").text(Input.OUTCOME, "solved"));
        answer(Way.OPERATOR, true);
        answer(Way.OPERATOR, false);
        assertThat(state()).as("a late word after another answer").isEqualTo(State.CLOSED);
    }

    @Test
    void withNobodyToCallItClosesAtOnceAndThePageIsStillAnswered() {
        life.now = new Situation(
                life.now.facts().with(Facts.builder().clear(Field.PETITIONER).build()), List.of(), List.of());
        life.handled();

        assertThat(state()).isEqualTo(State.CLOSED);
        assertThat(life.now.facts().text(Field.UNREACHED)).isEqualTo("no_contact");
        assertThat(life.now.facts().instant(Field.ENDED_AT)).isEqualTo(life.time);
        assertThat(life.now.facts().flag(Field.CALLBACK_OPEN)).isFalse();
        assertThat(life.clocks()).isEmpty();
        answer(Way.PAGE, true);
        assertThat(counting()).isEqualTo("page solved");
        assertThat(state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aCallThatCannotBeMadeIsNotTriedThreeTimes() {
        life.handled();
        fail("no_contact");

        assertThat(state()).isEqualTo(State.CLOSED);
        assertThat(life.now.facts().text(Field.UNREACHED)).isEqualTo("no_contact");
    }

    /** What an incident answered before any unit had it: somebody has to take it up. */
    @Test
    void whatNoUnitHadGoesToADispatcherWhenItIsNotSolved() {
        life.now = new Situation(
                life.now.facts().with(Facts.builder().state(State.LINKED).build()), List.of(), List.of());
        life.take(Action.FOLLOW_PARENT, input().text(Input.REPLY, "已恢复供水").text(Input.OUTCOME, "solved"));
        answer(Way.PAGE, false);

        assertThat(state()).isEqualTo(State.RECEIVED);
        assertThat(life.now.facts().text(Field.QUEUE_REASON)).isEqualTo("not_solved");
        assertThat(life.clocks()).isEmpty();
        assertThat(life.deadline()).isNull();
        life.dispatched();
        assertThat(life.clocks()).contains("deadline");
    }

    @Test
    void withoutAWordTheWayFollowsFromWhoAnswers() {
        life.handled();
        life.take(
                Action.CALL_BACK,
                input().flag(Input.CONTACTED, true).flag(Input.SOLVED, true).text(Input.SATISFACTION, "satisfied"),
                null,
                Set.of(Actor.PETITIONER));

        assertThat(counting()).isEqualTo("page solved");
    }
}
