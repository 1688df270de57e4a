package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold beside the table for an action to be taken. */
final class Guards {
    private final ProcessRules rules;

    Guards(ProcessRules rules) {
        this.rules = rules;
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
        checkInputs(row, input);
        checkRules(now, action, input, at);
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
        switch (action) {
            case DIVERT -> word(Input.DIVERSION, input, rules.diversions());
            case UNDO -> requireBefore(plusUndo(facts), at, "a dispatch can be taken back within " + rules.undo());
            case DISPUTE -> checkDispute(now, at);
            case REASSIGN, REDIRECT -> requireOther(facts, input);
            case WHISTLE -> requireWhistle();
            case ASK_EXTENSION -> requireLater(facts.instant(Field.DEADLINE), input.until());
            case GRANT_EXTENSION -> requireAsked(facts, input);
            case REFUSE_EXTENSION -> requireAsked(facts, ActionInput.NONE);
            case SUSPEND -> requireLater(at, input.until());
            case HANDLE, FOLLOW_PARENT -> word(Input.OUTCOME, input, rules.outcomes());
            case SETTLE -> checkSettled(input);
            case ATTEMPT -> word(Input.UNREACHED, input, rules.unreached());
            case CALL_BACK -> checkCallback(facts, input);
            case APPRAISE -> checkScore(now, input);
            default -> {}
        }
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

    private void checkDispute(Situation now, Instant at) {
        if (now.facts().flag(Field.LOCKED)) {
            throw new LifecycleException(
                    LifecycleException.LOCKED, null, "the duty was adjudicated: the request cannot be returned again");
        }
        boolean limited = rules.clocks().stream().anyMatch(rule -> rule.id().equals(ClockRule.DISPUTE_WINDOW));
        if (limited) {
            Instant end = now.findClock(ClockRule.DISPUTE_WINDOW)
                    .map(RunningClock::dueAt)
                    .orElse(Instant.EPOCH);
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

    private static void requireAsked(Facts facts, ActionInput input) {
        if (facts.instant(Field.EXTENSION_ASKED) == null && input.findUntil() == null) {
            throw new LifecycleException(LifecycleException.WRONG_STATE, null, "no extension was asked for");
        }
    }

    private void checkSettled(ActionInput input) {
        word(Input.OUTCOME, input, rules.outcomes());
        if (input.has(Input.SATISFACTION)) {
            word(Input.SATISFACTION, input, rules.satisfactions());
        }
    }

    private void checkCallback(Facts facts, ActionInput input) {
        word(Input.SATISFACTION, input, rules.satisfactions());
        if (facts.state() != State.CLOSED && !facts.flag(Field.CALLBACK_OPEN)) {
            throw new LifecycleException(LifecycleException.WRONG_STATE, null, "the callback is not open yet");
        }
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
