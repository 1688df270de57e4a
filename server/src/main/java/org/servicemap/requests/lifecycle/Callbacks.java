package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asking the petitioner how it went. Every answer is an event of the history; of several to one asking the one counts whose way the
 * city puts first, and of one way the last. Whoever is asked anew, after more work or at the deadline, answers anew.
 */
final class Callbacks {
    /** Whoever filed the same twice is asked once. */
    static final String SAME_PETITIONER = "same_petitioner";

    private static final String NO_CONTACT = "no_contact";
    private static final String NOT_CALLED = "not_called";

    private final CallbackRules rules;
    private final Clocks clocks;
    private final Dispatches dispatches;

    Callbacks(CallbackRules rules, Clocks clocks, Dispatches dispatches) {
        this.rules = rules;
        this.clocks = clocks;
        this.dispatches = dispatches;
    }

    /** The next answer counts, whatever was answered before, and attempts are counted anew. */
    static void ask(Draft draft) {
        draft.changes
                .set(Field.CALLBACK_OPEN, true)
                .clear(Field.CALLED_BACK_BY, Field.UNREACHED, Field.CALLBACK_ATTEMPTS);
    }

    /** Whoever follows another request is asked about the unit that works on that one. */
    static void askAtDeadline(Draft draft, ActionInput input) {
        Steps.belong(draft, input);
        ask(draft);
        draft.hear(ClockRule.Signal.ASKED);
        draft.tellPetitioner(Notice.Kind.CALLBACK);
    }

    /** Whether there is somebody to ask who was not asked yet, or has not answered. */
    static boolean canBeAsked(Facts facts) {
        return facts.number(Field.PETITIONER) != null && !facts.flag(Field.CALLBACK_OPEN);
    }

    /** Nobody waits for three calls that cannot be made; who has number and query code can still answer on the page. */
    static void closeWithNobodyToCall(Draft draft) {
        if (draft.now.facts().number(Field.PETITIONER) == null) {
            closeUnasked(draft, NO_CONTACT);
        }
    }

    static void closeUnasked(Draft draft, String why) {
        draft.changes.set(Field.UNREACHED, why).state(State.CLOSED);
        Steps.ended(draft);
    }

    /** Whoever was not reached can still answer by the link of a message. While the work goes on only the asking ends. */
    void attempt(Draft draft, ActionInput input) {
        int attempts = draft.now.facts().count(Field.CALLBACK_ATTEMPTS) + 1;
        String unreached = input.text(Input.UNREACHED);
        draft.changes.set(Field.CALLBACK_ATTEMPTS, attempts).set(Field.UNREACHED, unreached);
        if (attempts >= rules.attempts() || unreached.equals(NO_CONTACT)) {
            stop(draft);
            return;
        }
        if (isHandled(draft)) {
            draft.changes.state(State.CALLBACK);
        }
        draft.tellPetitioner(Notice.Kind.CALLBACK);
    }

    /** Nobody tried in time: the petitioner is offered to answer without being called. */
    static void remind(Draft draft) {
        Facts facts = draft.now.facts();
        if (facts.flag(Field.CALLBACK_OPEN) && facts.count(Field.CALLBACK_ATTEMPTS) == 0) {
            draft.tellPetitioner(Notice.Kind.CALLBACK);
        }
    }

    /** The time is over: why nobody was reached is what the last attempt says, or that there was none. */
    static void giveUp(Draft draft) {
        Facts facts = draft.now.facts();
        String tried = facts.text(Field.UNREACHED);
        String without = facts.number(Field.PETITIONER) == null ? NO_CONTACT : NOT_CALLED;
        draft.changes.set(Field.UNREACHED, tried == null ? without : tried);
        stop(draft);
    }

    private static boolean isHandled(Draft draft) {
        State state = draft.now.facts().state();
        return state == State.HANDLED || state == State.CALLBACK;
    }

    private static void stop(Draft draft) {
        if (isHandled(draft)) {
            close(draft);
        } else {
            draft.changes.clear(Field.CALLBACK_OPEN);
            draft.hear(ClockRule.Signal.CALLED_BACK);
        }
    }

    /** "Not solved" sends it back to work as often as the city says; after closing only what is the first answer of all. */
    void result(Draft draft, ActionInput input, Set<Actor> actors) {
        Facts facts = draft.now.facts();
        Way way = way(input, actors);
        if (!counts(facts, way)) {
            return;
        }
        keep(draft, input, facts.text(Field.UNIT), way);
        draft.changes.clear(Field.UNREACHED, Field.CALLBACK_OPEN);
        draft.hear(ClockRule.Signal.CALLED_BACK);
        boolean first = facts.state() == State.CLOSED && facts.text(Field.UNREACHED) != null;
        boolean again = !input.flag(Input.SOLVED) && facts.count(Field.REWORK_COUNT) < rules.reworks();
        if (again && (first || isHandled(draft))) {
            dispatches.reopen(draft);
        } else if (isHandled(draft)) {
            close(draft);
        }
    }

    private static void close(Draft draft) {
        draft.changes.state(State.CLOSED);
        Steps.end(draft, Notice.Kind.CLOSED);
    }

    private static Way way(ActionInput input, Set<Actor> actors) {
        String said = input.findText(Input.WAY);
        if (said != null) {
            return ProcessRules.word(Way.class, Input.WAY.key(), said);
        }
        return Way.of(actors);
    }

    private boolean counts(Facts facts, Way way) {
        String counting = facts.text(Field.CALLED_BACK_BY);
        return counting == null
                || rules.replaces(way, ProcessRules.word(Way.class, Field.CALLED_BACK_BY.column(), counting));
    }

    /** What counts from now on. */
    static void keep(Draft draft, ActionInput input, @Nullable String unit, @Nullable Way way) {
        draft.changes
                .set(Field.CONTACTED, input.flag(Input.CONTACTED))
                .set(Field.SOLVED, input.flag(Input.SOLVED))
                .set(Field.SATISFACTION, input.text(Input.SATISFACTION))
                .set(Field.CALLED_BACK_AT, draft.at)
                .set(Field.CALLED_BACK_FOR, unit)
                .set(Field.CALLED_BACK_BY, way == null ? null : way.key());
    }

    /** Whether the petitioner's answer is wanted, or still taken. */
    boolean takesResult(Facts facts, Instant at) {
        Instant ended = facts.instant(Field.ENDED_AT);
        return facts.state() == State.CLOSED
                ? ended != null && !isAskedElsewhere(facts) && !at.isAfter(clocks.end(rules.late(), ended))
                : facts.flag(Field.CALLBACK_OPEN);
    }

    private static boolean isAskedElsewhere(Facts facts) {
        return SAME_PETITIONER.equals(facts.text(Field.UNREACHED));
    }

    void check(Facts facts, Instant at) {
        if (takesResult(facts, at)) {
            return;
        }
        if (isAskedElsewhere(facts)) {
            throw new LifecycleException(
                    LifecycleException.WRONG_STATE, null, "the petitioner is asked about another request on the same");
        }
        throw facts.state() == State.CLOSED
                ? new LifecycleException(
                        LifecycleException.TOO_LATE, null, "the time in which another answer was taken is over")
                : new LifecycleException(LifecycleException.WRONG_STATE, null, "the callback is not open yet");
    }

    Instant linkEnds(Instant from) {
        return clocks.end(rules.link(), from);
    }
}
