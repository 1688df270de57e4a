package org.servicemap.requests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.servicemap.requests.lifecycle.Life.input;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the kind of a request changes: who may know its petitioner, and what can come of it. */
class KindsTest {
    private static Life accepted(String kind) {
        Life life = new Life().accepted();
        Facts facts =
                life.now.facts().with(Facts.builder().set(Field.KIND, kind).build());
        life.now = new Situation(facts, life.now.parties(), life.now.clocks());
        return life;
    }

    private static void handle(Life life, String outcome) {
        life.take(Action.HANDLE, input().text(Input.REPLY, "理由").text(Input.OUTCOME, outcome));
    }

    @Test
    void aSuggestionIsAdoptedOrNot() {
        Life life = accepted("suggestion");

        assertThatThrownBy(() -> handle(life, "solved")).hasMessageContaining("adopted, not_adopted, partly_adopted");
        handle(life, "partly_adopted");

        assertThat(life.now.facts().text(Field.OUTCOME)).isEqualTo("partly_adopted");
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
    }
}
