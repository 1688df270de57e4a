package org.servicemap.requests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.requests.lifecycle.Life.input;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.calendars.WorkingCalendar;

/** What the kind of a request changes: who may know its petitioner, and what can come of it. */
class KindsTest {
    private static Life accepted(@Nullable String kind) {
        return of(kind, new Life().accepted());
    }

    private static Life received(String kind) {
        return of(kind, new Life());
    }

    private static Life of(@Nullable String kind, Life life) {
        Facts facts =
                life.now.facts().with(Facts.builder().set(Field.KIND, kind).build());
        life.now = new Situation(facts, life.now.parties(), life.now.clocks());
        return life;
    }

    private static void handle(Life life, String outcome) {
        life.take(Action.HANDLE, input().text(Input.REPLY, "理由").text(Input.OUTCOME, outcome));
    }

    @Test
    void aCityWithoutKindsAndWhistleDoesNotOfferThem() {
        Lifecycle plain = lifecycle(Map.of());
        Lifecycle full = lifecycle(Map.of("whistle", true, "request_kinds", List.of("help")));
        Set<Actor> all = Set.of(Actor.values());

        assertThat(full.possible(State.IN_PROGRESS, all)).contains(Action.WHISTLE, Action.REPORT_IN, Action.SET_KIND);
        assertThat(plain.possible(State.IN_PROGRESS, all))
                .contains(Action.HANDLE)
                .doesNotContain(Action.WHISTLE, Action.REPORT_IN, Action.DECLINE_WHISTLE, Action.SET_KIND);
    }

    private static Lifecycle lifecycle(Map<String, Object> process) {
        ProcessRules rules = ProcessRules.of(process);
        return new Lifecycle(rules, new Clocks(rules.clocks(), WorkingCalendar.PLAIN, ZoneOffset.UTC), unit -> null);
    }

    private static void setKind(Life life, String kind, Actor as) {
        life.take(Action.SET_KIND, input().text(Input.KIND, kind), null, Set.of(as));
    }

    @Test
    void aSuggestionIsAdoptedOrNot() {
        Life life = accepted("suggestion");

        assertThatThrownBy(() -> handle(life, "solved")).hasMessageContaining("adopted, not_adopted, partly_adopted");
        handle(life, "partly_adopted");

        assertThat(life.now.facts().text(Field.OUTCOME)).isEqualTo("partly_adopted");
    }

    @Test
    void anAnswerToASuggestionMaySayWhetherItIsAdopted() {
        Life life = received("suggestion");
        ActionInput.Builder reply = input().text(Input.REPLY, "路面太窄");

        assertThatThrownBy(() -> life.take(
                        Action.ANSWER,
                        input().text(Input.REPLY, "好").text(Input.OUTCOME, "solved"),
                        null,
                        Set.of(Actor.OPERATOR)))
                .hasMessageContaining("adopted, not_adopted, partly_adopted");
        life.take(Action.ANSWER, reply.text(Input.OUTCOME, "not_adopted"), null, Set.of(Actor.OPERATOR));

        assertThat(life.now.facts().state()).isEqualTo(State.ANSWERED);
        assertThat(life.now.facts().text(Field.OUTCOME)).isEqualTo("not_adopted");
    }

    /** Clients of before do not say it, nor does the end of an incident. */
    @Test
    void anAnswerToASuggestionWithoutAnOutcomeRecordsNone() {
        Life life = received("suggestion");

        life.take(Action.ANSWER, input().text(Input.REPLY, "路面太窄"), null, Set.of(Actor.OPERATOR));

        assertThat(life.now.facts().state()).isEqualTo(State.ANSWERED);
        assertThat(life.now.facts().text(Field.OUTCOME)).isNull();
    }

    @Test
    void otherAnswersHaveNoOutcome() {
        assertThatThrownBy(() -> received("help")
                        .take(
                                Action.ANSWER,
                                input().text(Input.REPLY, "好").text(Input.OUTCOME, "adopted"),
                                null,
                                Set.of(Actor.OPERATOR)))
                .extracting("code")
                .isEqualTo(LifecycleException.UNEXPECTED_INPUT);
    }

    @Test
    void whatIsNoSuggestionIsNot() {
        assertThatThrownBy(() -> handle(accepted("help"), "adopted"))
                .extracting("code")
                .isEqualTo(LifecycleException.BAD_INPUT);
    }

    @Test
    void aSuggestionMayFollowWhatWasSolved() {
        Life life = accepted("suggestion");
        Facts linked = life.now.facts().with(Facts.builder().state(State.LINKED).build());
        life.now = new Situation(linked, List.of(), List.of());

        life.take(Action.FOLLOW_PARENT, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));

        assertThat(life.now.facts().state()).isEqualTo(State.HANDLED);
    }

    @Test
    void aKindThatWasNotSaidIsSetAndOnlyWhoMayOpenASealLiftsIt() {
        Life life = accepted(null);

        assertThatThrownBy(() -> setKind(life, "riddle", Actor.DISPATCHER))
                .extracting("code")
                .isEqualTo(LifecycleException.BAD_INPUT);
        assertThatThrownBy(() -> setKind(life, "tip_off", Actor.HANDLER))
                .extracting("code")
                .isEqualTo(LifecycleException.NOT_ALLOWED);
        setKind(life, "tip_off", Actor.DISPATCHER);
        assertThat(life.now.facts().text(Field.KIND)).isEqualTo("tip_off");
        assertThat(life.now.facts().state()).isEqualTo(State.ACCEPTED);

        assertThatThrownBy(() -> setKind(life, "help", Actor.DISPATCHER))
                .extracting("code")
                .isEqualTo(LifecycleException.NOT_ALLOWED);
        setKind(life, "help", Actor.SUPERVISOR);
        assertThat(life.now.facts().text(Field.KIND)).isEqualTo("help");
    }

    @Test
    void whoTipsOffIsKnownToThoseWhomTheCityNamesAndToNoUnit() {
        SealedIdentity sealed = ProcessRules.of(Map.of()).sealed();

        assertThat(sealed.hides("tip_off", Set.of(Actor.HANDLER, Actor.LEAD))).isTrue();
        assertThat(sealed.hides("tip_off", Set.of(Actor.OPERATOR))).isFalse();
        assertThat(sealed.hides("tip_off", Set.of(Actor.OPERATOR, Actor.HANDLER)))
                .as("handles it too")
                .isTrue();
        assertThat(sealed.hides("complaint", Set.of(Actor.HANDLER))).isFalse();
        assertThat(sealed.hides(null, Set.of(Actor.HANDLER))).isFalse();
    }

    @Test
    void aCityNamesItsOwnKindsAndRoles() {
        SealedIdentity sealed = ProcessRules.of(Map.of(
                        "sealed_identity", Map.of("kinds", List.of("complaint"), "roles", List.of("dispatcher"))))
                .sealed();

        assertThat(sealed.hides("tip_off", Set.of(Actor.HANDLER))).isFalse();
        assertThat(sealed.hides("complaint", Set.of(Actor.OPERATOR))).isTrue();
        assertThat(sealed.hides("complaint", Set.of(Actor.DISPATCHER))).isFalse();

        SealedIdentity operators = ProcessRules.of(Map.of("sealed_identity", Map.of("roles", List.of("operator"))))
                .sealed();
        assertThat(operators.hides("tip_off", Set.of(Actor.CALLER))).isFalse();
        assertThat(operators.hides("tip_off", Set.of(Actor.CALLER, Actor.SUPERVISOR)))
                .as("a supervisor in the hotline's place opens no more than supervisors do")
                .isTrue();
    }
}
