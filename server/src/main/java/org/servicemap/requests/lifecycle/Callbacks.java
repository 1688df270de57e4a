package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asking the petitioner how it went. Every answer is an event of the history; of several to one asking the one counts whose way the
 * city puts first, and of one way the last. Whoever is asked anew, after more work or at the deadline, answers anew.
 */
final class Callbacks {
    private final CallbackRules rules;
    private final Clocks clocks;
    private final Dispatches dispatches;

    Callbacks(CallbackRules rules, Clocks clocks, Dispatches dispatches) {
        this.rules = rules;
        this.clocks = clocks;
        this.dispatches = dispatches;
    }

    /** The next answer counts, whatever was answered before. */
    static void ask(Draft draft) {
        draft.changes.set(Field.CALLBACK_OPEN, true).clear(Field.CALLED_BACK_BY);
    }

    static void askAtDeadline(Draft draft) {
        ask(draft);
        draft.tellPetitioner(Notice.Kind.CALLBACK);
    }

    /** Whoever was not reached can still answer by the link of a message. */
    void attempt(Draft draft, ActionInput input) {
        int attempts = draft.now.facts().count(Field.CALLBACK_ATTEMPTS) + 1;
        draft.changes.set(Field.CALLBACK_ATTEMPTS, attempts).set(Field.UNREACHED, input.text(Input.UNREACHED));
        if (attempts >= rules.attempts()) {
            close(draft);
        } else {
            draft.tellPetitioner(Notice.Kind.CALLBACK);
        }
    }

    /** "Not solved" sends it back to work as often as the city says. */
    void result(Draft draft, ActionInput input, Set<Actor> actors) {
        Facts facts = draft.now.facts();
        Way way = way(input, actors);
        if (!counts(facts, way)) {
            return;
        }
        keep(draft, input, facts.text(Field.UNIT), way);
        draft.changes.clear(Field.UNREACHED, Field.CALLBACK_OPEN);
        draft.hear(ClockRule.Signal.CALLED_BACK);
        if (facts.state() != State.HANDLED && facts.state() != State.CALLBACK) {
            return;
        }
        if (!input.flag(Input.SOLVED) && facts.count(Field.REWORK_COUNT) < rules.reworks()) {
            draft.changes.state(State.IN_PROGRESS);
            dispatches.backToWork(draft);
        } else {
            close(draft);
        }
    }

    private static void close(Draft draft) {
        draft.changes.state(State.CLOSED);
        Lifecycle.end(draft, Notice.Kind.CLOSED);
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
                ? ended != null && !at.isAfter(clocks.end(rules.late(), ended))
                : facts.flag(Field.CALLBACK_OPEN);
    }

    void check(Facts facts, Instant at) {
        if (takesResult(facts, at)) {
            return;
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
