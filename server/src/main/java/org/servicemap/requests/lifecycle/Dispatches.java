package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;

/** Giving requests to units, taking that back, and beginning again; with the deadline that goes with it. */
final class Dispatches {
    /** What a reassignment changes, and taking it back restores. */
    static final List<Field> REPLACED = List.of(
            Field.STATE,
            Field.UNIT,
            Field.HANDLER,
            Field.DISPATCHED_AT,
            Field.DISPATCHED_BY,
            Field.LOCKED,
            Field.DEADLINE,
            Field.ACCEPTED_AT,
            Field.SUSPENDED_AT,
            Field.REVIEW_AT,
            Field.EXTENSION_ASKED,
            Field.QUEUE_REASON);

    private final ProcessRules rules;
    private final Clocks clocks;

    Dispatches(ProcessRules rules, Clocks clocks) {
        this.rules = rules;
        this.clocks = clocks;
    }

    void dispatch(Draft draft, ActionInput input) {
        give(draft, input);
        for (String assistant : input.list(Input.UNITS)) {
            draft.put(Party.asked(assistant, Party.Role.ASSISTANT, draft.at, null));
            draft.tell(Notice.unit(Notice.Kind.ASSISTANCE_ASKED, assistant));
        }
    }

    /** The deadline that the petitioner was told runs on through disputes and reassignments, unless another is named. */
    private void give(Draft draft, ActionInput input) {
        String unit = input.text(Input.UNIT);
        if (input.has(Input.UNTIL)) {
            draft.deadline(input.until());
        } else if (draft.deadline() == null) {
            draft.deadline(limit(draft));
        }
        Steps.forgetAsked(draft);
        draft.changes
                .set(Field.UNIT, unit)
                .set(Field.DISPATCHED_AT, draft.at)
                .set(Field.DISPATCHED_BY, draft.bySystem ? "auto" : "manual")
                .set(Field.DISPATCH_COUNT, draft.now.facts().count(Field.DISPATCH_COUNT) + 1)
                .clear(Field.QUEUE_REASON, Field.HANDLER, Field.ACCEPTED_AT);
        draft.hear(ClockRule.Signal.DISPATCHED);
        draft.tell(Notice.unit(Notice.Kind.DISPATCHED, unit));
        for (String copy : input.list(Input.COPIES)) {
            draft.put(Party.told(copy, Party.Role.COPY, draft.at));
            draft.tell(Notice.unit(Notice.Kind.COPIED, copy));
        }
    }

    /** How long the urgency class gives from now on; null when it does not limit. */
    private @Nullable Instant limit(Draft draft) {
        String urgency = draft.now.facts().text(Field.URGENCY);
        Limit limit = urgency == null ? null : rules.limits().get(urgency);
        return limit == null ? null : clocks.end(limit, draft.at);
    }

    static void undo(Draft draft) {
        draft.tellUnit(Notice.Kind.RETURNED);
        draft.parties.clear();
        Situation before = draft.now.replaced();
        if (before != null) {
            restore(draft, before);
            return;
        }
        draft.changes
                .state(State.RECEIVED)
                .set(Field.QUEUE_REASON, "undone")
                .clear(Field.UNIT, Field.HANDLER, Field.DISPATCHED_AT, Field.DISPATCHED_BY)
                .clear(Field.DEADLINE, Field.LOCKED);
        draft.hear(ClockRule.Signal.ENDED);
    }

    /** All is with the unit again that had it, as far as it was. */
    private static void restore(Draft draft, Situation before) {
        for (Field field : REPLACED) {
            draft.changes.set(field, before.facts().values().get(field));
        }
        before.parties().forEach(draft::put);
        draft.clocks = before.clocks();
        String unit = before.facts().text(Field.UNIT);
        if (unit != null) {
            draft.tell(Notice.unit(Notice.Kind.DISPATCHED, unit));
        }
    }

    void reassign(Draft draft, ActionInput input) {
        String before = draft.now.facts().text(Field.UNIT);
        goOn(draft);
        give(draft, input);
        draft.changes.clear(Field.LOCKED);
        if (before != null) {
            draft.tell(Notice.unit(Notice.Kind.RETURNED, before));
        }
    }

    static void uphold(Draft draft) {
        adjudicated(draft);
        String unit = draft.now.facts().text(Field.UNIT);
        draft.changes.clear(Field.ACCEPTED_AT);
        Steps.forgetAsked(draft);
        draft.hear(ClockRule.Signal.DISPATCHED);
        if (unit != null) {
            draft.tell(Notice.unit(Notice.Kind.DISPUTE_DECIDED, unit));
        }
    }

    void redirect(Draft draft, ActionInput input) {
        adjudicated(draft);
        String before = draft.now.facts().text(Field.UNIT);
        give(draft, input);
        if (before != null) {
            draft.tell(Notice.unit(Notice.Kind.DISPUTE_DECIDED, before));
        }
    }

    private static void adjudicated(Draft draft) {
        draft.changes.set(Field.LOCKED, true);
        draft.hear(ClockRule.Signal.ADJUDICATED);
        draft.clocks = draft.table.resume(draft.clocks, draft.at);
    }

    /** Ends a suspension, if there is one: clocks go on and the deadline moves by as much as its clock stood. */
    static void goOn(Draft draft) {
        if (draft.now.facts().state() != State.SUSPENDED) {
            return;
        }
        draft.changes.clear(Field.SUSPENDED_AT, Field.REVIEW_AT);
        draft.hear(ClockRule.Signal.RESUMED);
        draft.clocks = draft.table.resume(draft.clocks, draft.at);
        draft.clocks.stream()
                .filter(clock -> clock.clock().equals(ClockRule.DEADLINE))
                .findFirst()
                .ifPresent(clock -> draft.deadline(clock.dueAt()));
    }

    /** Not solved, says the petitioner: it is worked on again, or given to somebody where no unit has had it yet. */
    void reopen(Draft draft) {
        boolean worked = draft.now.facts().text(Field.UNIT) != null;
        draft.changes.state(worked ? State.IN_PROGRESS : State.RECEIVED);
        backToWork(draft);
        if (!worked) {
            draft.changes.set(Field.QUEUE_REASON, "not_solved").clear(Field.DEADLINE, Field.PARENT, Field.RELATION);
            draft.hear(ClockRule.Signal.ENDED);
        }
    }

    /** The work begins again, and so does its time. */
    void backToWork(Draft draft) {
        draft.changes
                .set(Field.REWORK_COUNT, draft.now.facts().count(Field.REWORK_COUNT) + 1)
                .clear(Field.HANDLED_AT, Field.OUTCOME, Field.ENDED_AT, Field.CALLBACK_OPEN, Field.CALLBACK_ATTEMPTS)
                .clear(Field.OVERDUE, Field.CALLED_BACK_BY, Field.UNREACHED);
        draft.clocks = List.of();
        draft.deadline(limit(draft));
        draft.hear(ClockRule.Signal.REWORKED);
        draft.tellUnit(Notice.Kind.REWORK);
        draft.tellPetitioner(Notice.Kind.REWORK);
    }
}
