package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What each action does to a request, by the city's rules. Pure: the same situation, action and instant give the same step.
 * Guards refuse with a {@link LifecycleException}; nothing is half done.
 */
public final class Lifecycle {
    private final ProcessRules rules;
    private final Clocks clocks;
    private final Guards guards;
    private final Dispatches dispatches;
    private final Summons summons;
    private final Callbacks callbacks;
    private final Function<String, @Nullable String> unitAbove;

    /** @param unitAbove the unit above a unit, for what is raised to it; null where there is none */
    public Lifecycle(ProcessRules rules, Clocks clocks, Function<String, @Nullable String> unitAbove) {
        this.rules = rules;
        this.clocks = clocks;
        this.unitAbove = unitAbove;
        this.dispatches = new Dispatches(rules, clocks);
        this.callbacks = new Callbacks(rules.callback(), clocks, dispatches);
        this.guards = new Guards(rules, clocks, callbacks);
        this.summons = new Summons(unitAbove);
    }

    public ProcessRules rules() {
        return rules;
    }

    /** What these actors may do in a state in this city; what else holds may still refuse it. */
    public List<Action> possible(State state, Set<Actor> actors) {
        return Transitions.possible(state, actors).stream().filter(rules::knows).toList();
    }

    /** The same of one request: what its kind keeps from some of them is left out. */
    public List<Action> possible(Facts facts, Set<Actor> actors) {
        return possible(facts.state(), actors).stream()
                .filter(action -> !guards.mayNotCall(facts, action, actors) && !Guards.asksTooEarly(facts, action))
                .toList();
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
        apply(draft, input, unit, actors);
        return draft.step();
    }

    /** Whether the petitioner's answer is wanted at a moment, or still taken after the request was closed. */
    public boolean takesResult(Facts facts, Instant at) {
        return callbacks.takesResult(facts, at);
    }

    /** Until when a link to the petitioner's answer that is sent at a moment can be used. */
    public Instant linkEnds(Instant sent) {
        return callbacks.linkEnds(sent);
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

    /** Whether somebody can be asked who was not asked, or has not answered, since it was worked on last. */
    public static boolean isToBeAsked(Facts facts) {
        return Callbacks.canBeAsked(facts) && facts.text(Field.CALLED_BACK_BY) == null;
    }

    /** Why a petitioner is not asked about this request: about another one on the same matter they are. */
    public static String askedElsewhere() {
        return Callbacks.SAME_PETITIONER;
    }

    /** What the platform does by itself when a clock ran out, besides telling those whom it concerns. */
    public Optional<Action> followUp(Facts after, RunningClock over) {
        return switch (over.clock()) {
            case ClockRule.DEADLINE ->
                Optional.of(Action.OPEN_CALLBACK)
                        .filter(action -> after.state().isWork() && Callbacks.canBeAsked(after));
            case ClockRule.CALLBACK_END ->
                Optional.of(Action.END_CALLBACK).filter(action -> after.flag(Field.CALLBACK_OPEN));
            default -> Optional.empty();
        };
    }

    /** Who is warned of a clock before it runs out. */
    public List<Notice> warnings(Facts facts, RunningClock clock) {
        return told(
                Notice.Kind.DUE_SOON,
                clocks.rule(clock.clock()).tells(),
                facts,
                clock.clock(),
                clock.subject(),
                clock.dueAt());
    }

    private List<Notice> told(
            Notice.Kind kind,
            Set<ClockRule.Told> whom,
            Facts facts,
            String clock,
            @Nullable String subject,
            @Nullable Instant due) {
        String lead = facts.text(Field.UNIT);
        List<Notice> notices = new ArrayList<>();
        for (ClockRule.Told each : new TreeSet<>(whom)) {
            String unit = each == ClockRule.Told.SUBJECT && subject != null && !subject.isEmpty() ? subject : lead;
            String told = each == ClockRule.Told.ABOVE ? above(lead) : unit;
            if (told != null) {
                notices.add(new Notice(kind, told, clock, due));
            }
        }
        return notices;
    }

    private @Nullable String above(@Nullable String unit) {
        return unit == null ? null : unitAbove.apply(unit);
    }

    private void apply(Draft draft, ActionInput input, @Nullable String unit, Set<Actor> actors) {
        switch (draft.action) {
            case CORRECT -> correct(draft, input);
            case ANSWER -> answer(draft, input);
            case SET_KIND -> draft.changes.set(Field.KIND, input.text(Input.KIND));
            case DIVERT -> divert(draft, input);
            case DISPATCH -> dispatches.dispatch(draft, input);
            case UNDO -> dispatches.undo(draft);
            case REASSIGN -> dispatches.reassign(draft, input);
            case ACCEPT -> accept(draft);
            case CONTACT -> contact(draft);
            case ASSIGN -> draft.changes.set(Field.HANDLER, input.number(Input.HANDLER));
            case DISPUTE -> dispute(draft);
            case UPHOLD -> dispatches.uphold(draft);
            case REDIRECT -> dispatches.redirect(draft, input);
            case ADD_FACTS -> draft.tellUnit(Notice.Kind.FACTS_ADDED);
            case ASK_ASSISTANCE -> summons.askAssistance(draft, input);
            case ASSIST -> Summons.assist(draft, unit);
            case WHISTLE -> summons.whistle(draft, input);
            case REPORT_IN -> summons.reportIn(draft, unit, Party.Status.REPORTED);
            case DECLINE_WHISTLE -> summons.decline(draft, unit);
            case APPRAISE -> summons.appraise(draft, input, unit);
            case ASK_EXTENSION -> askExtension(draft, input);
            case GRANT_EXTENSION -> extend(draft, input);
            case REFUSE_EXTENSION -> refuseExtension(draft);
            case SUSPEND -> suspend(draft, input);
            case RESUME -> resume(draft);
            case SUPERVISE -> supervise(draft);
            case END_SUPERVISION -> draft.changes.set(Field.SUPERVISED, null);
            case ESCALATE -> escalate(draft, input);
            case HANDLE -> handle(draft, input);
            case FOLLOW_PARENT -> followParent(draft, input);
            case ATTEMPT -> callbacks.attempt(draft, input);
            case CALL_BACK -> callbacks.result(draft, input, actors);
            case REWORK -> rework(draft);
            case WITHDRAW -> withdraw(draft);
            case LINK -> link(draft, input);
            case UNLINK -> unlink(draft);
            case SETTLE, SETTLE_ON_SPOT -> settle(draft, input);
            case OVERDUE -> overdue(draft, input);
            case OPEN_CALLBACK -> Callbacks.askAtDeadline(draft, input);
            case END_CALLBACK -> Callbacks.giveUp(draft);
            case FILE, NOTE, SPLIT -> {}
        }
    }

    private static void correct(Draft draft, ActionInput input) {
        String category = input.findText(Input.CATEGORY);
        if (category != null) {
            draft.changes.set(Field.CATEGORY, category);
        }
    }

    private static void answer(Draft draft, ActionInput input) {
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

    private static void divert(Draft draft, ActionInput input) {
        draft.changes.set(Field.DIVERSION, input.text(Input.DIVERSION));
        end(draft, Notice.Kind.DIVERTED);
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

    private static void askExtension(Draft draft, ActionInput input) {
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

    private static void extend(Draft draft, ActionInput input) {
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

    private static void refuseExtension(Draft draft) {
        draft.changes.clear(Field.EXTENSION_ASKED);
        draft.hear(ClockRule.Signal.DECIDED);
        draft.tellUnit(Notice.Kind.EXTENSION_REFUSED);
    }

    private static void suspend(Draft draft, ActionInput input) {
        draft.changes.set(Field.SUSPENDED_AT, draft.at).set(Field.REVIEW_AT, input.until());
        draft.clocks = draft.table.pause(draft.clocks, ClockRule.Pause.SUSPENSION, draft.at);
        draft.hear(ClockRule.Signal.SUSPENDED, List.of(), input.until());
        draft.tellPetitioner(Notice.Kind.SUSPENDED);
    }

    private void resume(Draft draft) {
        dispatches.goOn(draft);
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
        work(draft, input);
        draft.tellPetitioner(Notice.Kind.HANDLED);
        Callbacks.closeWithNobodyToCall(draft);
    }

    private static void work(Draft draft, ActionInput input) {
        draft.changes.set(Field.HANDLED_AT, draft.at).set(Field.OUTCOME, input.text(Input.OUTCOME));
        Callbacks.ask(draft);
        forgetAsked(draft);
        draft.hear(ClockRule.Signal.HANDLED);
    }

    /** It was the parent's unit that did the work: the petitioner's callback counts for it, and rework goes to it. */
    private static void followParent(Draft draft, ActionInput input) {
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

    private void rework(Draft draft) {
        dispatches.backToWork(draft);
    }

    private static void withdraw(Draft draft) {
        draft.changes.clear(Field.SUSPENDED_AT, Field.REVIEW_AT, Field.EXTENSION_ASKED);
        end(draft, Notice.Kind.WITHDRAWN);
        draft.tellUnit(Notice.Kind.WITHDRAWN);
        draft.tellAsked(Notice.Kind.WITHDRAWN);
    }

    private static void link(Draft draft, ActionInput input) {
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

    private static void unlink(Draft draft) {
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
    private static void settle(Draft draft, ActionInput input) {
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

    /** Only the deadline makes a request overdue; of other clocks the history keeps that they ran out. */
    private void overdue(Draft draft, ActionInput input) {
        String clock = input.text(Input.CLOCK);
        if (clock.equals(ClockRule.DEADLINE)) {
            draft.changes.set(Field.OVERDUE, true);
        }
        if (clock.equals(ClockRule.CALLBACK)) {
            Callbacks.remind(draft);
        }
        ClockRule rule = clocks.rule(clock);
        Set<ClockRule.Told> whom = new HashSet<>(rule.tells());
        whom.addAll(rule.escalates());
        told(Notice.Kind.OVERDUE, whom, draft.now.facts(), clock, input.findText(Input.UNIT), input.findUntil())
                .forEach(draft::tell);
    }
}
