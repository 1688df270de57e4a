package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What each action changes that is neither a dispatch nor a summons nor a callback: one method for each. */
final class Steps {
    private Steps() {}

    static void correct(Draft draft, ActionInput input) {
        String category = input.findText(Input.CATEGORY);
        if (category != null) {
            draft.changes.set(Field.CATEGORY, category);
        }
    }

    static void answer(Draft draft, ActionInput input) {
        if (input.has(Input.OUTCOME)) {
            draft.changes.set(Field.OUTCOME, input.text(Input.OUTCOME));
        }
        end(draft, Notice.Kind.ANSWERED);
    }

    static void end(Draft draft, Notice.Kind told) {
        ended(draft);
        draft.tellPetitioner(told);
    }

    static void ended(Draft draft) {
        draft.changes.set(Field.ENDED_AT, draft.at).clear(Field.QUEUE_REASON, Field.CALLBACK_OPEN);
        draft.hear(ClockRule.Signal.ENDED);
    }

    static void divert(Draft draft, ActionInput input) {
        draft.changes.set(Field.DIVERSION, input.text(Input.DIVERSION));
        end(draft, Notice.Kind.DIVERTED);
    }

    static void accept(Draft draft) {
        draft.changes.set(Field.ACCEPTED_AT, draft.at);
        draft.hear(ClockRule.Signal.ACCEPTED);
    }

    static void contact(Draft draft) {
        if (draft.now.facts().instant(Field.CONTACTED_AT) == null) {
            draft.changes.set(Field.CONTACTED_AT, draft.at);
        }
        draft.hear(ClockRule.Signal.CONTACTED);
    }

    static void dispute(Draft draft) {
        draft.hear(ClockRule.Signal.DISPUTED);
        draft.clocks = draft.table.pause(draft.clocks, ClockRule.Pause.DISPUTE, draft.at);
    }

    static void askExtension(Draft draft, ActionInput input) {
        draft.changes.set(Field.EXTENSION_ASKED, input.until());
        draft.hear(ClockRule.Signal.REQUESTED);
    }

    /** Nobody has to decide any more about more time for a unit that is done, or no longer has the request. */
    static void forgetAsked(Draft draft) {
        if (draft.now.facts().instant(Field.EXTENSION_ASKED) != null) {
            draft.changes.clear(Field.EXTENSION_ASKED);
            draft.hear(ClockRule.Signal.DECIDED);
        }
    }

    static void extend(Draft draft, ActionInput input) {
        Instant asked = draft.now.facts().instant(Field.EXTENSION_ASKED);
        Instant until = Objects.requireNonNull(input.findUntil() == null ? asked : input.findUntil());
        draft.changes
                .set(Field.DEADLINE, until)
                .set(Field.EXTENSION_COUNT, draft.now.facts().count(Field.EXTENSION_COUNT) + 1)
                .clear(Field.EXTENSION_ASKED, Field.OVERDUE);
        draft.clocks = draft.table.moveDeadline(draft.clocks, until);
        draft.hear(ClockRule.Signal.DECIDED);
        draft.tellPetitioner(Notice.Kind.EXTENDED);
    }

    static void refuseExtension(Draft draft) {
        draft.changes.clear(Field.EXTENSION_ASKED);
        draft.hear(ClockRule.Signal.DECIDED);
        draft.tellUnit(Notice.Kind.EXTENSION_REFUSED);
    }

    static void suspend(Draft draft, ActionInput input) {
        draft.changes.set(Field.SUSPENDED_AT, draft.at).set(Field.REVIEW_AT, input.until());
        draft.clocks = draft.table.pause(draft.clocks, ClockRule.Pause.SUSPENSION, draft.at);
        draft.hear(ClockRule.Signal.SUSPENDED, List.of(), input.until());
        draft.tellPetitioner(Notice.Kind.SUSPENDED);
    }

    static void supervise(Draft draft) {
        draft.changes.set(Field.SUPERVISED, true);
        draft.tellUnit(Notice.Kind.SUPERVISED);
    }

    static void escalate(Draft draft, ActionInput input) {
        String unit = input.text(Input.UNIT);
        draft.put(Party.told(unit, Party.Role.ESCALATED, draft.at));
        draft.tell(Notice.unit(Notice.Kind.ESCALATED, unit));
    }

    static void handle(Draft draft, ActionInput input) {
        work(draft, input);
        draft.tellPetitioner(Notice.Kind.HANDLED);
        Callbacks.closeWithNobodyToCall(draft);
    }

    static void work(Draft draft, ActionInput input) {
        draft.changes.set(Field.HANDLED_AT, draft.at).set(Field.OUTCOME, input.text(Input.OUTCOME));
        Callbacks.ask(draft);
        forgetAsked(draft);
        draft.hear(ClockRule.Signal.HANDLED);
    }

    /** It was the parent's unit that did the work: the petitioner's callback counts for it, and rework goes to it. */
    static void followParent(Draft draft, ActionInput input) {
        belong(draft, input);
        if (input.has(Input.UNREACHED)) {
            work(draft, input);
            draft.tellPetitioner(Notice.Kind.ANSWERED);
            Callbacks.closeUnasked(draft, input.text(Input.UNREACHED));
        } else {
            handle(draft, input);
        }
    }

    /** To the unit that works on what it follows; who had it in another unit has it no more. */
    static void belong(Draft draft, ActionInput input) {
        String unit = input.findText(Input.UNIT);
        if (unit != null && !unit.equals(draft.now.facts().text(Field.UNIT))) {
            draft.changes.set(Field.UNIT, unit).clear(Field.HANDLER);
        }
    }

    static void withdraw(Draft draft) {
        draft.changes.clear(Field.SUSPENDED_AT, Field.REVIEW_AT, Field.EXTENSION_ASKED);
        end(draft, Notice.Kind.WITHDRAWN);
        draft.tellUnit(Notice.Kind.WITHDRAWN);
        draft.tellAsked(Notice.Kind.WITHDRAWN);
    }

    static void link(Draft draft, ActionInput input) {
        draft.changes
                .set(Field.PARENT, input.number(Input.PARENT))
                .set(Field.RELATION, "duplicate")
                .clear(Field.QUEUE_REASON);
        draft.hear(ClockRule.Signal.ENDED);
        if (draft.now.facts().flag(Field.CALLBACK_OPEN)) {
            draft.hear(ClockRule.Signal.ASKED);
        }
        draft.tellUnit(Notice.Kind.LINKED);
        draft.tellAsked(Notice.Kind.LINKED);
    }

    static void unlink(Draft draft) {
        draft.tellUnit(Notice.Kind.RETURNED);
        draft.tellAsked(Notice.Kind.RETURNED);
        draft.changes
                .set(Field.QUEUE_REASON, "unlinked")
                .clear(
                        Field.PARENT,
                        Field.RELATION,
                        Field.UNIT,
                        Field.HANDLER,
                        Field.DISPATCHED_AT,
                        Field.CALLBACK_OPEN);
        draft.hear(ClockRule.Signal.ENDED);
    }

    /** What came of a request elsewhere, or where it was found. Its callback counts only when it says all that a callback says. */
    static void settle(Draft draft, ActionInput input) {
        String unit = input.findText(Input.UNIT);
        draft.changes.set(Field.HANDLED_AT, draft.at).set(Field.OUTCOME, input.text(Input.OUTCOME));
        if (unit != null) {
            draft.changes.set(Field.UNIT, unit);
        }
        if (input.has(Input.CONTACTED) && input.has(Input.SOLVED) && input.has(Input.SATISFACTION)) {
            Callbacks.keep(draft, input, unit, null);
        }
        end(draft, Notice.Kind.CLOSED);
    }
}
