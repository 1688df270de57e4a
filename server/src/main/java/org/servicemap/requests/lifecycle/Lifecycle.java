package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
            case CORRECT -> Steps.correct(draft, input);
            case ANSWER -> Steps.answer(draft, input);
            case SET_KIND -> draft.changes.set(Field.KIND, input.text(Input.KIND));
            case DIVERT -> Steps.divert(draft, input);
            case DISPATCH -> dispatches.dispatch(draft, input);
            case UNDO -> dispatches.undo(draft);
            case REASSIGN -> dispatches.reassign(draft, input);
            case ACCEPT -> Steps.accept(draft);
            case CONTACT -> Steps.contact(draft);
            case ASSIGN -> draft.changes.set(Field.HANDLER, input.number(Input.HANDLER));
            case DISPUTE -> Steps.dispute(draft);
            case UPHOLD -> dispatches.uphold(draft);
            case REDIRECT -> dispatches.redirect(draft, input);
            case ADD_FACTS -> draft.tellUnit(Notice.Kind.FACTS_ADDED);
            case ASK_ASSISTANCE -> summons.askAssistance(draft, input);
            case ASSIST -> Summons.assist(draft, unit);
            case WHISTLE -> summons.whistle(draft, input);
            case REPORT_IN -> summons.reportIn(draft, unit, Party.Status.REPORTED);
            case DECLINE_WHISTLE -> summons.decline(draft, unit);
            case APPRAISE -> summons.appraise(draft, input, unit);
            case ASK_EXTENSION -> Steps.askExtension(draft, input);
            case GRANT_EXTENSION -> Steps.extend(draft, input);
            case REFUSE_EXTENSION -> Steps.refuseExtension(draft);
            case SUSPEND -> Steps.suspend(draft, input);
            case RESUME -> dispatches.goOn(draft);
            case SUPERVISE -> Steps.supervise(draft);
            case END_SUPERVISION -> draft.changes.set(Field.SUPERVISED, null);
            case ESCALATE -> Steps.escalate(draft, input);
            case HANDLE -> Steps.handle(draft, input);
            case FOLLOW_PARENT -> Steps.followParent(draft, input);
            case ATTEMPT -> callbacks.attempt(draft, input);
            case CALL_BACK -> callbacks.result(draft, input, actors);
            case REWORK -> dispatches.backToWork(draft);
            case WITHDRAW -> Steps.withdraw(draft);
            case LINK -> Steps.link(draft, input);
            case UNLINK -> Steps.unlink(draft);
            case SETTLE, SETTLE_ON_SPOT -> Steps.settle(draft, input);
            case OVERDUE -> overdue(draft, input);
            case OPEN_CALLBACK -> Callbacks.askAtDeadline(draft, input);
            case END_CALLBACK -> Callbacks.giveUp(draft);
            case FILE, NOTE, SPLIT -> {}
        }
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
