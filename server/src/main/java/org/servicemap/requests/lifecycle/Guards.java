package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold beside the table for an action to be taken. */
final class Guards {
    private final ProcessRules rules;
    private final Clocks clocks;
    private final Callbacks callbacks;

    Guards(ProcessRules rules, Clocks clocks, Callbacks callbacks) {
        this.callbacks = callbacks;
        this.rules = rules;
        this.clocks = clocks;
    }

    /** Refuses with the reason that the caller can do most about: state first, then right, then input. */
    void check(Situation now, Action action, ActionInput input, Set<Actor> actors, Instant at) {
        Transition row = Transitions.of(action);
        State state = now.facts().state();
        if (!row.from().contains(state)) {
            throw new LifecycleException(
                    LifecycleException.WRONG_STATE, null, action.key() + " is not possible when " + state.key());
        }
        if (row.by().stream().noneMatch(actors::contains)) {
            throw new LifecycleException(
                    LifecycleException.NOT_ALLOWED, null, "you may not " + action.key() + " this request");
        }
        if (mayNotCall(now.facts(), action, actors)) {
            throw new LifecycleException(
                    LifecycleException.NOT_ALLOWED, null, "who filed it is sealed: those who may open that call back");
        }
        checkInputs(row, input);
        if (action == Action.SET_KIND) {
            checkKind(now.facts(), input, actors);
        }
        checkRules(now, action, input, at);
    }

    /** Whether the petitioner is not asked yet; whether an answer after closing comes too late is not looked at. */
    static boolean asksTooEarly(Facts facts, Action action) {
        boolean calls = action == Action.ATTEMPT || action == Action.CALL_BACK;
        return calls && facts.state() != State.CLOSED && !facts.flag(Field.CALLBACK_OPEN);
    }

    /** Nobody can call whom they may not know: whoever records a call may also open whom it was made to. */
    boolean mayNotCall(Facts facts, Action action, Set<Actor> actors) {
        boolean calls = action == Action.ATTEMPT || action == Action.CALL_BACK;
        return calls && !actors.contains(Actor.PETITIONER) && rules.sealed().hides(facts.text(Field.KIND), actors);
    }

    /** Whoever may not know the petitioner cannot lift the seal by calling it something else. */
    private void checkKind(Facts facts, ActionInput input, Set<Actor> actors) {
        word(Input.KIND, input, rules.kinds());
        if (rules.sealed().hides(facts.text(Field.KIND), actors)) {
            throw new LifecycleException(
                    LifecycleException.NOT_ALLOWED,
                    null,
                    "who filed it is sealed: only those who may open that can change its kind");
        }
    }

    private static void checkInputs(Transition row, ActionInput input) {
        for (Input needed : row.requires()) {
            if (!input.has(needed)) {
                throw new LifecycleException(
                        LifecycleException.MISSING_INPUT,
                        needed.key(),
                        row.action().key() + " needs " + needed.key());
            }
        }
        for (Input given : input.given()) {
            if (!row.takes(given)) {
                throw new LifecycleException(
                        LifecycleException.UNEXPECTED_INPUT,
                        given.key(),
                        row.action().key() + " does not take " + given.key());
            }
        }
    }

    private void checkRules(Situation now, Action action, ActionInput input, Instant at) {
        Facts facts = now.facts();
        if (action != Action.OVERDUE && input.has(Input.UNTIL)) {
            requireLater(at, input.until());
        }
        switch (action) {
            case ANSWER -> checkAnswer(facts, input);
            case DIVERT -> word(Input.DIVERSION, input, rules.diversions());
            case UNDO -> requireBefore(plusUndo(facts), at, "a dispatch can be taken back within " + rules.undo());
            case DISPUTE -> checkDispute(facts, at);
            case REASSIGN, REDIRECT -> requireOther(facts, input);
            case WHISTLE -> requireWhistle();
            case ASK_EXTENSION -> requireLater(facts.instant(Field.DEADLINE), input.until());
            case GRANT_EXTENSION -> checkGrant(facts, input, at);
            case REFUSE_EXTENSION -> requireAsked(facts);
            case HANDLE, SETTLE_ON_SPOT -> word(Input.OUTCOME, input, rules.outcomesOf(facts));
            case FOLLOW_PARENT -> word(Input.OUTCOME, input, rules.allOutcomes());
            case SETTLE -> checkSettled(input);
            case ATTEMPT -> checkAttempt(facts, input, at);
            case CALL_BACK -> checkCallback(facts, input, at);
            case APPRAISE -> checkScore(now, input);
            default -> {}
        }
    }

    /**
     * Who answers a suggestion at once may decide it: adopted or not. The pages ask for it; clients of before, and the end of an
     * incident, answer without. Other answers have no outcome.
     */
    private void checkAnswer(Facts facts, ActionInput input) {
        if (!input.has(Input.OUTCOME)) {
            return;
        }
        if (!rules.suggestions().include(facts)) {
            throw new LifecycleException(
                    LifecycleException.UNEXPECTED_INPUT,
                    Input.OUTCOME.key(),
                    "only the answer to a suggestion has an outcome");
        }
        word(Input.OUTCOME, input, rules.outcomesOf(facts));
    }

    private Instant plusUndo(Facts facts) {
        Instant dispatched = facts.instant(Field.DISPATCHED_AT);
        return (dispatched == null ? Instant.EPOCH : dispatched).plus(rules.undo());
    }

    private static void requireBefore(Instant end, Instant at, String message) {
        if (at.isAfter(end)) {
            throw new LifecycleException(LifecycleException.TOO_LATE, null, message);
        }
    }

    private void checkDispute(Facts facts, Instant at) {
        if (facts.flag(Field.LOCKED)) {
            throw new LifecycleException(
                    LifecycleException.LOCKED, null, "the duty was adjudicated: the request cannot be returned again");
        }
        Instant dispatched = facts.instant(Field.DISPATCHED_AT);
        Instant end = clocks.disputableUntil(dispatched == null ? Instant.EPOCH : dispatched);
        if (end != null) {
            requireBefore(end, at, "the time in which this request could be returned is over");
        }
    }

    private static void requireOther(Facts facts, ActionInput input) {
        if (input.text(Input.UNIT).equals(facts.text(Field.UNIT))) {
            throw bad(Input.UNIT, "the request is with this unit already");
        }
    }

    private void requireWhistle() {
        if (!rules.whistle()) {
            throw new LifecycleException(LifecycleException.NOT_IN_THIS_CITY, null, "this city has no whistle");
        }
    }

    private static void requireLater(@Nullable Instant than, Instant until) {
        if (than != null && !until.isAfter(than)) {
            throw bad(Input.UNTIL, "until must be later than " + than);
        }
    }

    private static Instant requireAsked(Facts facts) {
        Instant asked = facts.instant(Field.EXTENSION_ASKED);
        if (asked == null) {
            throw new LifecycleException(LifecycleException.WRONG_STATE, null, "no extension was asked for");
        }
        return asked;
    }

    /** What was asked for may have passed before it was decided about. */
    private static void checkGrant(Facts facts, ActionInput input, Instant at) {
        Instant asked = requireAsked(facts);
        Instant until = input.findUntil() == null ? asked : input.until();
        requireLater(at, until);
        requireLater(facts.instant(Field.DEADLINE), until);
    }

    private void checkSettled(ActionInput input) {
        word(Input.OUTCOME, input, rules.allOutcomes());
        if (input.has(Input.SATISFACTION)) {
            word(Input.SATISFACTION, input, rules.satisfactions());
        }
    }

    private void checkAttempt(Facts facts, ActionInput input, Instant at) {
        word(Input.UNREACHED, input, rules.callback().unreached());
        callbacks.check(facts, at);
    }

    private void checkCallback(Facts facts, ActionInput input, Instant at) {
        word(Input.SATISFACTION, input, rules.satisfactions());
        callbacks.check(facts, at);
    }

    private static void checkScore(Situation now, ActionInput input) {
        long score = input.number(Input.SCORE);
        if (score < 1 || score > 5) {
            throw bad(Input.SCORE, "a score is 1 to 5");
        }
        String unit = input.text(Input.UNIT);
        boolean party = now.findParty(unit, Party.Role.WHISTLED).isPresent();
        if (!party && !unit.equals(now.facts().text(Field.UNIT))) {
            throw bad(Input.UNIT, "only the units of a whistle are appraised");
        }
    }

    private static void word(Input input, ActionInput given, Set<String> known) {
        String word = given.text(input);
        if (!known.contains(word)) {
            throw bad(input, input.key() + " must be one of " + String.join(", ", new java.util.TreeSet<>(known)));
        }
    }

    private static LifecycleException bad(Input input, String message) {
        return new LifecycleException(LifecycleException.BAD_INPUT, input.key(), message);
    }
}
