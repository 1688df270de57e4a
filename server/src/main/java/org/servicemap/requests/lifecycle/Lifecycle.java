package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each action does to a request, by the city's rules. Pure: the same situation, action and instant give the same step.
 * Guards refuse with a {@link LifecycleException}; nothing is half done.
 */
public final class Lifecycle {
    private final ProcessRules rules;
    private final Clocks clocks;
    private final Guards guards;

    public Lifecycle(ProcessRules rules, Clocks clocks) {
        this.rules = rules;
        this.clocks = clocks;
        this.guards = new Guards(rules);
    }

    public ProcessRules rules() {
        return rules;
    }

    /**
     * The step that an action makes.
     *
     * @param unit the unit that the caller acts for, where it acts for one
     * @throws LifecycleException when state, caller or input do not allow it
     */
    public Step take(
            Situation now, Action action, ActionInput input, Set<Actor> actors, @Nullable String unit, Instant at) {
        Instant when = Facts.micros(at);
        guards.check(now, action, input, actors, when);
        Draft draft = new Draft(now, clocks, action, when, actors.contains(Actor.SYSTEM));
        State to = Transitions.of(action).to();
        if (to != null) {
            draft.changes.state(to);
        }
        apply(draft, input, unit);
        return draft.step();
    }

    /**
     * Refuses a parent that will not be handled any more, or follows another request itself: whoever followed it would
     * wait for ever.
     */
    public static void requireParent(State parent) {
        if (!parent.canBeFollowed()) {
            throw new LifecycleException(
                    LifecycleException.BAD_INPUT,
                    Input.PARENT.key(),
                    "nothing can follow a request that is " + parent.key());
        }
    }

    private void apply(Draft draft, ActionInput input, @Nullable String unit) {
        switch (draft.action) {
            case CORRECT -> correct(draft, input);
            case ANSWER -> end(draft, Notice.Kind.ANSWERED);
            case DIVERT -> divert(draft, input);
            case DISPATCH -> dispatch(draft, input);
            case UNDO -> undo(draft);
            case REASSIGN -> reassign(draft, input);
            case ACCEPT -> accept(draft);
            case CONTACT -> contact(draft);
            case ASSIGN -> draft.changes.set(Field.HANDLER, input.number(Input.HANDLER));
            case DISPUTE -> dispute(draft);
            case UPHOLD -> uphold(draft);
            case REDIRECT -> redirect(draft, input);
            case ADD_FACTS -> draft.tellUnit(Notice.Kind.FACTS_ADDED);
            case ASK_ASSISTANCE -> askAssistance(draft, input);
            case ASSIST -> answer(draft, Party.Role.ASSISTANT, unit, Party.Status.REPORTED);
            case WHISTLE -> whistle(draft, input);
            case REPORT_IN -> reportIn(draft, unit, Party.Status.REPORTED);
            case DECLINE_WHISTLE -> decline(draft, unit);
            case APPRAISE -> appraise(draft, input, unit);
            case ASK_EXTENSION -> draft.changes.set(Field.EXTENSION_ASKED, input.until());
            case GRANT_EXTENSION -> extend(draft, input);
            case REFUSE_EXTENSION -> refuseExtension(draft);
            case SUSPEND -> suspend(draft, input);
            case RESUME -> resume(draft);
            case SUPERVISE -> supervise(draft);
            case END_SUPERVISION -> draft.changes.set(Field.SUPERVISED, null);
            case ESCALATE -> escalate(draft, input);
            case HANDLE -> handle(draft, input);
            case FOLLOW_PARENT -> followParent(draft, input);
            case ATTEMPT -> attempt(draft, input);
            case CALL_BACK -> callBack(draft, input);
            case REWORK -> rework(draft);
            case WITHDRAW -> withdraw(draft);
            case LINK -> link(draft, input);
            case UNLINK -> unlink(draft);
            case SETTLE -> settle(draft, input);
            case OVERDUE -> overdue(draft, input);
            case OPEN_CALLBACK -> draft.changes.set(Field.CALLBACK_OPEN, true);
            case FILE, NOTE, SPLIT -> {}
        }
    }

    private static void correct(Draft draft, ActionInput input) {
        String category = input.findText(Input.CATEGORY);
        if (category != null) {
            draft.changes.set(Field.CATEGORY, category);
        }
    }

    private static void end(Draft draft, Notice.Kind told) {
        draft.changes.set(Field.ENDED_AT, draft.at).clear(Field.QUEUE_REASON, Field.CALLBACK_OPEN);
        draft.hear(ClockRule.Signal.ENDED);
        draft.tellPetitioner(told);
    }

    private static void divert(Draft draft, ActionInput input) {
        draft.changes.set(Field.DIVERSION, input.text(Input.DIVERSION));
        end(draft, Notice.Kind.DIVERTED);
    }

    private static void dispatch(Draft draft, ActionInput input) {
        give(draft, input);
        for (String assistant : input.list(Input.UNITS)) {
            draft.put(Party.asked(assistant, Party.Role.ASSISTANT, draft.at, null));
            draft.tell(Notice.unit(Notice.Kind.ASSISTANCE_ASKED, assistant));
        }
    }

    private static void give(Draft draft, ActionInput input) {
        String unit = input.text(Input.UNIT);
        Instant deadline = input.findUntil();
        if (deadline != null) {
            draft.deadline(deadline);
        }
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

    private static void undo(Draft draft) {
        draft.changes.set(Field.QUEUE_REASON, "undone").clear(Field.UNIT, Field.DISPATCHED_AT, Field.DISPATCHED_BY);
        draft.parties.clear();
        draft.hear(ClockRule.Signal.ENDED);
    }

    private static void reassign(Draft draft, ActionInput input) {
        String before = draft.now.facts().text(Field.UNIT);
        goOn(draft);
        give(draft, input);
        draft.changes.clear(Field.LOCKED);
        if (before != null) {
            draft.tell(Notice.unit(Notice.Kind.RETURNED, before));
        }
    }

    private static void accept(Draft draft) {
        draft.changes.set(Field.ACCEPTED_AT, draft.at);
        draft.hear(ClockRule.Signal.ACCEPTED);
    }

    private static void contact(Draft draft) {
        if (draft.now.facts().instant(Field.CONTACTED_AT) == null) {
            draft.changes.set(Field.CONTACTED_AT, draft.at);
        }
        draft.hear(ClockRule.Signal.CONTACTED);
    }

    private static void dispute(Draft draft) {
        draft.hear(ClockRule.Signal.DISPUTED);
        draft.clocks = draft.table.pause(draft.clocks, ClockRule.Pause.DISPUTE, draft.at);
    }

    private static void uphold(Draft draft) {
        adjudicated(draft);
        String unit = draft.now.facts().text(Field.UNIT);
        draft.changes.clear(Field.ACCEPTED_AT);
        draft.hear(ClockRule.Signal.DISPATCHED);
        if (unit != null) {
            draft.tell(Notice.unit(Notice.Kind.DISPUTE_DECIDED, unit));
        }
    }

    private static void redirect(Draft draft, ActionInput input) {
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

    private static void askAssistance(Draft draft, ActionInput input) {
        for (String unit : input.list(Input.UNITS)) {
            draft.put(Party.asked(unit, Party.Role.ASSISTANT, draft.at, input.until()));
            draft.tell(Notice.unit(Notice.Kind.ASSISTANCE_ASKED, unit));
        }
    }

    private static void answer(Draft draft, Party.Role role, @Nullable String unit, Party.Status how) {
        if (unit == null) {
            throw new LifecycleException(LifecycleException.NOT_ALLOWED, null, "you act for no unit");
        }
        Party asked = draft.now
                .findParty(unit, role)
                .orElseThrow(() -> new LifecycleException(
                        LifecycleException.NOT_ALLOWED, null, "the unit " + unit + " was not asked"));
        draft.put(asked.answered(how, draft.at));
    }

    private static void whistle(Draft draft, ActionInput input) {
        List<String> units = input.list(Input.UNITS);
        draft.hear(ClockRule.Signal.WHISTLED, units);
        for (String unit : units) {
            Instant due = draft.clocks.stream()
                    .filter(clock -> clock.subject().equals(unit))
                    .map(RunningClock::dueAt)
                    .findFirst()
                    .orElse(input.findUntil());
            draft.put(Party.asked(unit, Party.Role.WHISTLED, draft.at, due));
            draft.tell(Notice.unit(Notice.Kind.WHISTLED, unit));
        }
    }

    private static void reportIn(Draft draft, @Nullable String unit, Party.Status how) {
        answer(draft, Party.Role.WHISTLED, unit, how);
        draft.hear(ClockRule.Signal.REPORTED_IN, unit == null ? List.of() : List.of(unit));
    }

    /** A refusal goes to the unit above the sub-district for investigation: the service names it. */
    private static void decline(Draft draft, @Nullable String unit) {
        reportIn(draft, unit, Party.Status.DECLINED);
        draft.tellUnit(Notice.Kind.WHISTLE_DECLINED);
    }

    /** Both sides: the leading unit scores a whistled one, a whistled one scores the leading unit. */
    private static void appraise(Draft draft, ActionInput input, @Nullable String unit) {
        int score = (int) input.number(Input.SCORE);
        String subject = input.text(Input.UNIT);
        String lead = draft.now.facts().text(Field.UNIT);
        boolean ofLead = subject.equals(lead);
        String party = ofLead ? unit : subject;
        if (party == null || party.equals(lead)) {
            throw new LifecycleException(LifecycleException.NOT_ALLOWED, null, "a unit does not appraise itself");
        }
        draft.now
                .findParty(party, Party.Role.WHISTLED)
                .ifPresent(found -> draft.put(ofLead ? found.scored(null, score) : found.scored(score, null)));
    }

    private static void extend(Draft draft, ActionInput input) {
        Instant asked = draft.now.facts().instant(Field.EXTENSION_ASKED);
        Instant until = input.findUntil() == null ? asked : input.findUntil();
        if (until == null) {
            throw new LifecycleException(LifecycleException.WRONG_STATE, null, "no extension was asked for");
        }
        draft.changes
                .set(Field.DEADLINE, until)
                .set(Field.EXTENSION_COUNT, draft.now.facts().count(Field.EXTENSION_COUNT) + 1)
                .clear(Field.EXTENSION_ASKED);
        if (until.isAfter(draft.at)) {
            draft.changes.clear(Field.OVERDUE);
        }
        draft.clocks = draft.table.moveDeadline(draft.clocks, until);
        draft.hear(ClockRule.Signal.DECIDED);
        draft.tellPetitioner(Notice.Kind.EXTENDED);
    }

    private static void refuseExtension(Draft draft) {
        draft.changes.clear(Field.EXTENSION_ASKED);
        draft.hear(ClockRule.Signal.DECIDED);
        draft.tellUnit(Notice.Kind.EXTENSION_REFUSED);
    }

    private static void suspend(Draft draft, ActionInput input) {
        draft.changes.set(Field.SUSPENDED_AT, draft.at).set(Field.REVIEW_AT, input.until());
        draft.clocks = draft.table.pause(draft.clocks, ClockRule.Pause.SUSPENSION, draft.at);
        draft.tellPetitioner(Notice.Kind.SUSPENDED);
    }

    private static void resume(Draft draft) {
        goOn(draft);
    }

    /** Ends a suspension, if there is one: clocks go on and the deadline moves by as much as its clock stood. */
    private static void goOn(Draft draft) {
        if (draft.now.facts().state() != State.SUSPENDED) {
            return;
        }
        draft.changes.clear(Field.SUSPENDED_AT, Field.REVIEW_AT);
        draft.clocks = draft.table.resume(draft.clocks, draft.at);
        draft.clocks.stream()
                .filter(clock -> clock.clock().equals(ClockRule.DEADLINE))
                .findFirst()
                .ifPresent(clock -> draft.changes.set(Field.DEADLINE, clock.dueAt()));
    }

    private static void supervise(Draft draft) {
        draft.changes.set(Field.SUPERVISED, true);
        draft.tellUnit(Notice.Kind.SUPERVISED);
    }

    private static void escalate(Draft draft, ActionInput input) {
        String unit = input.text(Input.UNIT);
        draft.put(Party.told(unit, Party.Role.ESCALATED, draft.at));
        draft.tell(Notice.unit(Notice.Kind.ESCALATED, unit));
    }

    private static void handle(Draft draft, ActionInput input) {
        draft.changes
                .set(Field.HANDLED_AT, draft.at)
                .set(Field.OUTCOME, input.text(Input.OUTCOME))
                .set(Field.CALLBACK_OPEN, true)
                .clear(Field.EXTENSION_ASKED);
        draft.hear(ClockRule.Signal.HANDLED);
        draft.tellPetitioner(Notice.Kind.HANDLED);
    }

    /** It was the parent's unit that did the work: the petitioner's callback counts for it, and rework goes to it. */
    private static void followParent(Draft draft, ActionInput input) {
        handle(draft, input);
        String unit = input.findText(Input.UNIT);
        if (unit != null) {
            draft.changes.set(Field.UNIT, unit);
        }
    }

    private void attempt(Draft draft, ActionInput input) {
        int attempts = draft.now.facts().count(Field.CALLBACK_ATTEMPTS) + 1;
        draft.changes.set(Field.CALLBACK_ATTEMPTS, attempts).set(Field.UNREACHED, input.text(Input.UNREACHED));
        if (attempts >= rules.attempts()) {
            draft.changes.state(State.CLOSED);
            end(draft, Notice.Kind.CLOSED);
        }
    }

    /** One result counts; a later one, after rework, replaces it. "Not solved" sends it back to work as often as the city says. */
    private void callBack(Draft draft, ActionInput input) {
        Facts facts = draft.now.facts();
        boolean solved = input.flag(Input.SOLVED);
        calledBack(draft, input, facts.text(Field.UNIT));
        draft.changes.clear(Field.UNREACHED, Field.CALLBACK_OPEN);
        draft.hear(ClockRule.Signal.CALLED_BACK);
        if (facts.state() != State.HANDLED && facts.state() != State.CALLBACK) {
            return;
        }
        if (!solved && facts.count(Field.REWORK_COUNT) < rules.reworks()) {
            draft.changes.state(State.IN_PROGRESS);
            backToWork(draft);
        } else {
            draft.changes.state(State.CLOSED);
            end(draft, Notice.Kind.CLOSED);
        }
    }

    private static void rework(Draft draft) {
        backToWork(draft);
    }

    private static void backToWork(Draft draft) {
        draft.changes
                .set(Field.REWORK_COUNT, draft.now.facts().count(Field.REWORK_COUNT) + 1)
                .clear(Field.HANDLED_AT, Field.OUTCOME, Field.ENDED_AT, Field.CALLBACK_OPEN, Field.CALLBACK_ATTEMPTS);
        draft.clocks = List.of();
        draft.tellUnit(Notice.Kind.REWORK);
        draft.tellPetitioner(Notice.Kind.REWORK);
    }

    private static void withdraw(Draft draft) {
        draft.changes.clear(Field.SUSPENDED_AT, Field.REVIEW_AT, Field.EXTENSION_ASKED);
        end(draft, Notice.Kind.WITHDRAWN);
        draft.tellUnit(Notice.Kind.WITHDRAWN);
    }

    private static void link(Draft draft, ActionInput input) {
        draft.changes
                .set(Field.PARENT, input.number(Input.PARENT))
                .set(Field.RELATION, "duplicate")
                .clear(Field.QUEUE_REASON);
        draft.hear(ClockRule.Signal.ENDED);
    }

    private static void unlink(Draft draft) {
        draft.changes
                .set(Field.QUEUE_REASON, "unlinked")
                .clear(Field.PARENT, Field.RELATION, Field.UNIT, Field.DISPATCHED_AT);
    }

    /** What came of a request elsewhere. Its callback counts only when it says all that a callback says. */
    private static void settle(Draft draft, ActionInput input) {
        String unit = input.findText(Input.UNIT);
        draft.changes.set(Field.HANDLED_AT, draft.at).set(Field.OUTCOME, input.text(Input.OUTCOME));
        if (unit != null) {
            draft.changes.set(Field.UNIT, unit);
        }
        if (input.has(Input.CONTACTED) && input.has(Input.SOLVED) && input.has(Input.SATISFACTION)) {
            calledBack(draft, input, unit);
        }
        end(draft, Notice.Kind.CLOSED);
    }

    private static void calledBack(Draft draft, ActionInput input, @Nullable String unit) {
        draft.changes
                .set(Field.CONTACTED, input.flag(Input.CONTACTED))
                .set(Field.SOLVED, input.flag(Input.SOLVED))
                .set(Field.SATISFACTION, input.text(Input.SATISFACTION))
                .set(Field.CALLED_BACK_AT, draft.at)
                .set(Field.CALLED_BACK_FOR, unit);
    }

    /** Only the deadline makes a request overdue; of other clocks the history keeps that they ran out. */
    private static void overdue(Draft draft, ActionInput input) {
        if (input.text(Input.CLOCK).equals(ClockRule.DEADLINE)) {
            draft.changes.set(Field.OVERDUE, true);
        }
        draft.tellUnit(Notice.Kind.OVERDUE);
    }
}
