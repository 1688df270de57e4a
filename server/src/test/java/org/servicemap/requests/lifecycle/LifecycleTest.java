package org.servicemap.requests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.requests.lifecycle.Life.input;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What actions do to a request, beside the state that the table names. */
class LifecycleTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Life life = new Life();

    @Test
    void dispatchByHandTakesTheLimitOfTheUrgencyClass() {
        life.dispatched();

        assertThat(life.deadline()).isEqualTo(Life.START.plus(DAY.multipliedBy(7)));
        assertThat(life.clock("deadline").dueAt()).isEqualTo(life.deadline());
    }

    @Test
    void workingDaysCountOnTheCalendar() {
        Life complex = new Life("complex").dispatched();

        assertThat(complex.deadline()).isEqualTo(Life.START.plus(DAY.multipliedBy(21)));
    }

    @Test
    void aClassWithoutLimitLeavesTheDeadlineOpen() {
        assertThat(new Life("none").dispatched().deadline()).isNull();
    }

    @Test
    void theDeadlineRunsThroughDisputesAndReassignments() {
        life.dispatched().pass(Duration.ofHours(2)).take(Action.DISPUTE, reason());
        life.pass(Duration.ofHours(2)).take(Action.REDIRECT, reason().text(Input.UNIT, "S002"));

        assertThat(life.deadline()).isEqualTo(Life.START.plus(DAY.multipliedBy(7)));
    }

    @Test
    void reassignmentOutOfSuspensionKeepsTheTimeThatTheDeadlineStood() {
        life.accepted().take(Action.SUSPEND, reason().until(life.time.plus(DAY.multipliedBy(30))));
        life.pass(DAY.multipliedBy(10)).take(Action.REASSIGN, reason().text(Input.UNIT, "S002"));

        Instant moved = Life.START.plus(DAY.multipliedBy(17));
        assertThat(life.deadline()).isEqualTo(moved);
        assertThat(life.clock("deadline").dueAt()).isEqualTo(moved);
    }

    @Test
    void reworkHasAFreshDeadlineAndClocks() {
        life.accepted().pass(DAY.multipliedBy(8));
        life.take(Action.OVERDUE, input().text(Input.CLOCK, "deadline"));
        life.take(Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        life.take(Action.REWORK, reason());

        assertThat(life.deadline()).isEqualTo(life.time.plus(DAY.multipliedBy(7)));
        assertThat(life.clocks()).containsExactly("deadline", "first_contact");
        assertThat(life.now.facts().flag(Field.OVERDUE)).isFalse();
    }

    @Test
    void whatWasNotSolvedHasAFreshDeadlineToo() {
        life.handled().pass(DAY);
        life.take(
                Action.CALL_BACK,
                input().flag(Input.CONTACTED, true).flag(Input.SOLVED, false).text(Input.SATISFACTION, "dissatisfied"));

        assertThat(life.now.facts().state()).isEqualTo(State.IN_PROGRESS);
        assertThat(life.clock("deadline").dueAt()).isEqualTo(life.time.plus(DAY.multipliedBy(7)));
    }

    @Test
    void whoAcceptsMayNoLongerBeToldOfTheDisputeWindow() {
        life.accepted();
        assertThat(life.clocks()).doesNotContain("dispute_window");
    }

    @Test
    void theDisputeWindowIsStillHeededAfterAcceptance() {
        life.accepted();
        assertThat(life.take(Action.DISPUTE, reason()).changes().text(Field.STATE))
                .isEqualTo("disputed");

        Life late = new Life().accepted().pass(DAY.multipliedBy(2));
        assertThatThrownBy(() -> late.take(Action.DISPUTE, reason()))
                .extracting("code")
                .isEqualTo(LifecycleException.TOO_LATE);
    }

    @Test
    void theDisputeWindowRunsOutSilently() {
        life.dispatched().take(Action.OVERDUE, input().text(Input.CLOCK, "dispute_window"));

        assertThat(life.last.notices()).isEmpty();
        assertThat(life.now.facts().flag(Field.OVERDUE)).isFalse();
    }

    @Test
    void aWhistleThatRunsOutIsToldToTheUnitThatDidNotComeWithItsOwnTime() {
        life.accepted().take(Action.WHISTLE, reason().list(Input.UNITS, List.of("U1", "U2")));
        Instant due = life.time.plus(DAY);
        assertThat(life.last.notices()).contains(new Notice(Notice.Kind.WHISTLED, "U1", "whistle", due));

        life.pass(DAY)
                .take(
                        Action.OVERDUE,
                        input().text(Input.CLOCK, "whistle")
                                .text(Input.UNIT, "U2")
                                .until(due));

        assertThat(life.last.notices()).containsExactly(new Notice(Notice.Kind.OVERDUE, "U2", "whistle", due));
    }

    @Test
    void aReviewThatRunsOutBlamesNoUnit() {
        life.dispatched().take(Action.DISPUTE, reason());
        life.take(Action.OVERDUE, input().text(Input.CLOCK, "review"));

        assertThat(life.toldTo("S001")).isEmpty();
        assertThat(life.toldTo("D01")).containsExactly(Notice.Kind.OVERDUE);
    }

    @Test
    void aCallbackThatRunsOutBlamesNoUnit() {
        life.handled().take(Action.OVERDUE, input().text(Input.CLOCK, "callback"));

        assertThat(life.last.notices()).containsExactly(Notice.petitioner(Notice.Kind.CALLBACK));
    }

    @Test
    void anOverdueRequestIsToldToTheUnitAboveToo() {
        life.accepted().take(Action.OVERDUE, input().text(Input.CLOCK, "deadline"));

        assertThat(life.toldTo("S001")).containsExactly(Notice.Kind.OVERDUE);
        assertThat(life.toldTo("D01")).containsExactly(Notice.Kind.OVERDUE);
    }

    @Test
    void aClockThatHasSpokenKeepsThatThroughSuspensionAndReassignment() {
        life.accepted().pass(DAY.multipliedBy(8));
        life.now = life.now.heard(life.clock("deadline"));
        life.take(Action.SUSPEND, reason().until(life.time.plus(DAY)));
        life.pass(Duration.ofHours(5)).take(Action.RESUME, input());
        assertThat(life.clock("deadline").spoken()).isTrue();

        life.take(Action.REASSIGN, reason().text(Input.UNIT, "S002"));
        assertThat(life.clock("deadline").spoken()).isTrue();
        assertThat(life.clock("acceptance").spoken()).isFalse();
    }

    @Test
    void aLaterDeadlineMaySpeakAgain() {
        life.accepted().pass(DAY.multipliedBy(8));
        life.now = life.now.heard(life.clock("deadline"));
        life.take(Action.ASK_EXTENSION, reason().until(life.time.plus(DAY)));
        life.take(Action.GRANT_EXTENSION, input());

        assertThat(life.clock("deadline").spoken()).isFalse();
    }

    @Test
    void askingForMoreTimeStartsItsClockAndTheDecisionEndsIt() {
        life.accepted()
                .take(Action.ASK_EXTENSION, reason().until(life.deadline().plus(DAY)));
        assertThat(life.clock("extension").dueAt()).isEqualTo(life.time.plus(DAY));

        life.take(Action.REFUSE_EXTENSION, reason());
        assertThat(life.clocks()).doesNotContain("extension");
    }

    @Test
    void whoHandlesNoLongerWaitsForMoreTime() {
        life.accepted()
                .take(Action.ASK_EXTENSION, reason().until(life.deadline().plus(DAY)));
        life.take(Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));

        assertThat(life.clocks()).doesNotContain("extension");
    }

    /** Nobody could decide about it before the unit accepts again. */
    @Test
    void anUpheldDisputeForgetsThatMoreTimeWasAsked() {
        life.accepted()
                .take(Action.ASK_EXTENSION, reason().until(life.deadline().plus(DAY)));
        life.take(Action.DISPUTE, reason());
        life.take(Action.UPHOLD, reason());

        assertThat(life.clocks()).doesNotContain("extension");
        assertThat(life.now.facts().instant(Field.EXTENSION_ASKED)).isNull();
    }

    @Test
    void moreTimeIsGrantedOnlyWhenAskedForAndOnlyForward() {
        life.accepted();
        assertThatThrownBy(() -> life.take(
                        Action.GRANT_EXTENSION, input().until(life.deadline().plus(DAY))))
                .extracting("code")
                .isEqualTo(LifecycleException.WRONG_STATE);

        life.take(Action.ASK_EXTENSION, reason().until(life.deadline().plus(DAY)));
        assertThatThrownBy(() -> life.take(
                        Action.GRANT_EXTENSION, input().until(life.deadline().minus(DAY))))
                .extracting("field")
                .isEqualTo("until");
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"DISPATCH", "REASSIGN", "REDIRECT", "ASK_ASSISTANCE", "WHISTLE", "SUSPEND"})
    void untilLiesAhead(Action action) {
        if (action != Action.DISPATCH) {
            life.accepted();
        }
        if (action == Action.REDIRECT) {
            life.take(Action.DISPUTE, reason());
        }
        ActionInput.Builder past = input().until(life.time.minusSeconds(1));
        Set<Input> needed = Transitions.of(action).requires();
        if (needed.contains(Input.REASON)) {
            past.text(Input.REASON, "原因");
        }
        if (needed.contains(Input.UNIT)) {
            past.text(Input.UNIT, "S002");
        }
        if (needed.contains(Input.UNITS)) {
            past.list(Input.UNITS, List.of("S002"));
        }

        assertThatThrownBy(() -> life.take(action, past)).extracting("field").isEqualTo("until");
    }

    @Test
    void undoingAReassignmentRestoresUnitStateAndParties() {
        life.accepted().take(Action.ASSIGN, input().number(Input.HANDLER, 7L));
        Situation before = life.now;
        life.pass(DAY).take(Action.REASSIGN, reason().text(Input.UNIT, "S002").list(Input.COPIES, List.of("D01")));
        life.now = life.now.replacing(before);
        life.pass(Duration.ofSeconds(10)).take(Action.UNDO, input());

        assertThat(life.now.facts().with(count(before))).isEqualTo(before.facts());
        assertThat(life.now.parties()).isEqualTo(before.parties());
        assertThat(life.now.clocks()).isEqualTo(before.clocks());
        assertThat(life.toldTo("S001")).containsExactly(Notice.Kind.DISPATCHED);
        assertThat(life.toldTo("S002")).containsExactly(Notice.Kind.RETURNED);
    }

    @Test
    void undoingARedirectionUnlocksAndDisputesAgain() {
        life.dispatched().take(Action.DISPUTE, reason());
        Situation before = life.now;
        life.take(Action.REDIRECT, reason().text(Input.UNIT, "S002"));
        life.now = life.now.replacing(before);
        life.take(Action.UNDO, input());

        assertThat(life.now.facts().state()).isEqualTo(State.DISPUTED);
        assertThat(life.now.facts().flag(Field.LOCKED)).isFalse();
        assertThat(life.now.facts().text(Field.UNIT)).isEqualTo("S001");
    }

    private static Facts count(Situation before) {
        return Facts.builder()
                .set(Field.DISPATCH_COUNT, before.facts().count(Field.DISPATCH_COUNT))
                .build();
    }

    @Test
    void whoeverHelpsIsToldOfAWithdrawal() {
        helped().take(Action.WITHDRAW, input());

        for (String unit : List.of("S001", "A1", "U1")) {
            assertThat(life.toldTo(unit)).containsExactly(Notice.Kind.WITHDRAWN);
        }
    }

    @Test
    void aUnitIsToldThatItsRequestFollowsAnotherAndThatItIsGone() {
        life.take(
                Action.DISPATCH,
                input().text(Input.UNIT, "S001").list(Input.UNITS, List.of("A1")),
                null,
                Set.of(Actor.DISPATCHER));

        life.take(Action.LINK, input().number(Input.PARENT, 5L));
        assertThat(life.toldTo("S001")).containsExactly(Notice.Kind.LINKED);
        assertThat(life.toldTo("A1")).containsExactly(Notice.Kind.LINKED);
        life.take(Action.UNLINK, input());
        assertThat(life.toldTo("S001")).containsExactly(Notice.Kind.RETURNED);
        assertThat(life.toldTo("A1")).containsExactly(Notice.Kind.RETURNED);
    }

    private Life helped() {
        life.accepted()
                .take(
                        Action.ASK_ASSISTANCE,
                        reason().list(Input.UNITS, List.of("A1")).until(life.time.plus(DAY)));
        life.take(Action.WHISTLE, reason().list(Input.UNITS, List.of("U1")));
        return life;
    }

    @Test
    void aRefusedWhistleIsToldToTheUnitAbove() {
        life.accepted().take(Action.WHISTLE, reason().list(Input.UNITS, List.of("U1")));
        life.take(Action.DECLINE_WHISTLE, reason(), "U1", Set.of(Actor.WHISTLED));

        assertThat(life.toldTo("D01")).containsExactly(Notice.Kind.WHISTLE_DECLINED);
        assertThat(life.toldTo("S001")).containsExactly(Notice.Kind.WHISTLE_DECLINED);
        assertThat(life.now.findParty("D01", Party.Role.ESCALATED)).isPresent();
    }

    private static ActionInput.Builder reason() {
        return input().text(Input.REASON, "原因");
    }
}
