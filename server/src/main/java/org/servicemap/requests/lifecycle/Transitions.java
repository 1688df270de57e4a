package org.servicemap.requests.lifecycle;

import static org.servicemap.requests.lifecycle.Actor.ASSISTANT;
import static org.servicemap.requests.lifecycle.Actor.CALLER;
import static org.servicemap.requests.lifecycle.Actor.DISPATCHER;
import static org.servicemap.requests.lifecycle.Actor.HANDLER;
import static org.servicemap.requests.lifecycle.Actor.LEAD;
import static org.servicemap.requests.lifecycle.Actor.OPERATOR;
import static org.servicemap.requests.lifecycle.Actor.PETITIONER;
import static org.servicemap.requests.lifecycle.Actor.SUPERVISOR;
import static org.servicemap.requests.lifecycle.Actor.SYSTEM;
import static org.servicemap.requests.lifecycle.Actor.WARDEN;
import static org.servicemap.requests.lifecycle.Actor.WHISTLED;
import static org.servicemap.requests.lifecycle.State.ACCEPTED;
import static org.servicemap.requests.lifecycle.State.ANSWERED;
import static org.servicemap.requests.lifecycle.State.CALLBACK;
import static org.servicemap.requests.lifecycle.State.CLOSED;
import static org.servicemap.requests.lifecycle.State.DISPATCHED;
import static org.servicemap.requests.lifecycle.State.DISPUTED;
import static org.servicemap.requests.lifecycle.State.DIVERTED;
import static org.servicemap.requests.lifecycle.State.HANDLED;
import static org.servicemap.requests.lifecycle.State.IN_PROGRESS;
import static org.servicemap.requests.lifecycle.State.LINKED;
import static org.servicemap.requests.lifecycle.State.RECEIVED;
import static org.servicemap.requests.lifecycle.State.SUSPENDED;
import static org.servicemap.requests.lifecycle.State.WITHDRAWN;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one table: in which states an action may be taken, by whom, what it must carry, and the state that follows. What else
 * holds (the dispute window, a lock after adjudication …) is said by {@link Guards}; what an action changes beside the
 * state by {@link Lifecycle}. The documents' diagram is made from this table.
 */
public final class Transitions {
    private static final Set<State> WORK = EnumSet.of(ACCEPTED, IN_PROGRESS);
    private static final Set<State> OPEN =
            EnumSet.of(RECEIVED, DISPATCHED, DISPUTED, ACCEPTED, IN_PROGRESS, SUSPENDED, LINKED);
    private static final Set<State> WITH_UNIT = EnumSet.of(DISPATCHED, DISPUTED, ACCEPTED, IN_PROGRESS, SUSPENDED);
    /** Where clocks run, and the petitioner may be asked how it goes: when it is handled, at the latest at the deadline. */
    private static final Set<State> ASKED =
            EnumSet.of(DISPATCHED, DISPUTED, ACCEPTED, IN_PROGRESS, SUSPENDED, LINKED, HANDLED, CALLBACK);

    private static final Set<State> ASKED_OR_CLOSED =
            EnumSet.of(DISPATCHED, DISPUTED, ACCEPTED, IN_PROGRESS, SUSPENDED, LINKED, HANDLED, CALLBACK, CLOSED);
    /** Where units that were summoned can still come, whatever the leading one does meanwhile. */
    private static final Set<State> SUMMONED = EnumSet.of(ACCEPTED, IN_PROGRESS, SUSPENDED, HANDLED, CALLBACK);

    private static final Set<State> ANY = EnumSet.allOf(State.class);
    private static final Set<Actor> STAFF =
            EnumSet.of(OPERATOR, DISPATCHER, HANDLER, LEAD, ASSISTANT, WHISTLED, SUPERVISOR, WARDEN);

    private static final Map<Action, Transition> TABLE = new EnumMap<>(Action.class);

    static {
        row(Action.FILE).from(Set.of()).to(RECEIVED).by(SYSTEM, PETITIONER, OPERATOR, WARDEN);
        row(Action.CORRECT)
                .from(RECEIVED)
                .by(OPERATOR, DISPATCHER)
                .allows(Input.CATEGORY, Input.WHERE, Input.ADDRESS, Input.EVIDENCE, Input.TEXT);
        row(Action.SET_KIND)
                .from(ANY)
                .by(OPERATOR, DISPATCHER, SUPERVISOR)
                .requires(Input.KIND)
                .allows(Input.REASON);
        row(Action.ANSWER)
                .from(RECEIVED)
                .to(ANSWERED)
                .by(OPERATOR, DISPATCHER)
                .requires(Input.REPLY)
                .allows(Input.OUTCOME);
        row(Action.DIVERT)
                .from(RECEIVED)
                .to(DIVERTED)
                .by(SYSTEM, OPERATOR, DISPATCHER)
                .requires(Input.DIVERSION)
                .allows(Input.REPLY);
        row(Action.DISPATCH)
                .from(RECEIVED)
                .to(DISPATCHED)
                .by(SYSTEM, DISPATCHER)
                .requires(Input.UNIT)
                .allows(Input.UNTIL, Input.UNITS, Input.COPIES, Input.REASON);
        row(Action.UNDO).from(DISPATCHED).by(DISPATCHER);
        row(Action.REASSIGN)
                .from(DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED)
                .to(DISPATCHED)
                .by(DISPATCHER)
                .requires(Input.UNIT, Input.REASON)
                .allows(Input.UNTIL, Input.COPIES);
        row(Action.ACCEPT).from(DISPATCHED).to(ACCEPTED).by(HANDLER, LEAD);
        row(Action.CONTACT).from(WORK).to(IN_PROGRESS).by(HANDLER, LEAD).allows(Input.TEXT);
        row(Action.ASSIGN)
                .from(DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED)
                .by(LEAD)
                .requires(Input.HANDLER);
        row(Action.DISPUTE)
                .from(DISPATCHED, ACCEPTED)
                .to(DISPUTED)
                .by(HANDLER, LEAD)
                .requires(Input.REASON)
                .allows(Input.UNIT, Input.EVIDENCE, Input.ATTACHMENTS);
        row(Action.UPHOLD)
                .from(DISPUTED)
                .to(DISPATCHED)
                .by(DISPATCHER, SUPERVISOR)
                .requires(Input.REASON);
        row(Action.REDIRECT)
                .from(DISPUTED)
                .to(DISPATCHED)
                .by(DISPATCHER, SUPERVISOR)
                .requires(Input.UNIT, Input.REASON)
                .allows(Input.UNTIL, Input.COPIES);
        row(Action.ADD_FACTS)
                .from(OPEN)
                .by(PETITIONER, OPERATOR)
                .requires(Input.TEXT)
                .allows(Input.ATTACHMENTS);
        row(Action.NOTE).from(ANY).by(STAFF).requires(Input.TEXT).allows(Input.ATTACHMENTS);
        row(Action.ASK_ASSISTANCE)
                .from(WORK)
                .to(IN_PROGRESS)
                .by(HANDLER, LEAD)
                .requires(Input.UNITS, Input.REASON, Input.UNTIL);
        row(Action.ASSIST)
                .from(WORK)
                .to(IN_PROGRESS)
                .by(ASSISTANT)
                .requires(Input.TEXT)
                .allows(Input.ATTACHMENTS);
        row(Action.WHISTLE)
                .from(WORK)
                .to(IN_PROGRESS)
                .by(LEAD)
                .requires(Input.UNITS, Input.REASON)
                .allows(Input.UNTIL);
        row(Action.REPORT_IN).from(SUMMONED).by(WHISTLED).requires(Input.TEXT).allows(Input.ATTACHMENTS);
        row(Action.DECLINE_WHISTLE).from(SUMMONED).by(WHISTLED).requires(Input.REASON);
        row(Action.APPRAISE)
                .from(IN_PROGRESS, HANDLED, CALLBACK, CLOSED)
                .by(HANDLER, LEAD, WHISTLED)
                .requires(Input.UNIT, Input.SCORE)
                .allows(Input.TEXT);
        row(Action.ASK_EXTENSION).from(WORK).by(HANDLER, LEAD).requires(Input.UNTIL, Input.REASON);
        row(Action.GRANT_EXTENSION).from(WORK).by(SUPERVISOR, DISPATCHER).allows(Input.UNTIL, Input.REPLY);
        row(Action.REFUSE_EXTENSION).from(WORK).by(SUPERVISOR, DISPATCHER).requires(Input.REASON);
        row(Action.SUSPEND)
                .from(WORK)
                .to(SUSPENDED)
                .by(LEAD, SUPERVISOR)
                .requires(Input.REASON, Input.UNTIL)
                .allows(Input.REPLY);
        row(Action.RESUME).from(SUSPENDED).to(IN_PROGRESS).by(LEAD, SUPERVISOR).allows(Input.REASON);
        row(Action.SUPERVISE).from(WITH_UNIT).by(SUPERVISOR).requires(Input.REASON);
        row(Action.END_SUPERVISION).from(ANY).by(SUPERVISOR).allows(Input.REASON);
        row(Action.ESCALATE).from(WITH_UNIT).by(LEAD, DISPATCHER, SUPERVISOR).requires(Input.UNIT, Input.REASON);
        row(Action.HANDLE)
                .from(WORK)
                .to(HANDLED)
                .by(HANDLER, LEAD)
                .requires(Input.REPLY, Input.OUTCOME)
                .allows(Input.ATTACHMENTS, Input.TEXT);
        row(Action.ATTEMPT)
                .from(ASKED)
                .by(OPERATOR, CALLER)
                .requires(Input.UNREACHED)
                .allows(Input.TEXT, Input.WAY);
        row(Action.CALL_BACK)
                .from(ASKED_OR_CLOSED)
                .by(OPERATOR, CALLER, PETITIONER)
                .requires(Input.CONTACTED, Input.SOLVED, Input.SATISFACTION)
                .allows(Input.TEXT, Input.WAY);
        row(Action.REWORK)
                .from(HANDLED, CALLBACK, CLOSED)
                .to(IN_PROGRESS)
                .by(SUPERVISOR)
                .requires(Input.REASON);
        row(Action.WITHDRAW)
                .from(RECEIVED, DISPATCHED, DISPUTED, ACCEPTED, IN_PROGRESS, SUSPENDED, LINKED)
                .to(WITHDRAWN)
                .by(PETITIONER, OPERATOR)
                .allows(Input.REASON);
        row(Action.LINK)
                .from(RECEIVED, DISPATCHED)
                .to(LINKED)
                .by(OPERATOR, DISPATCHER)
                .requires(Input.PARENT);
        row(Action.UNLINK).from(LINKED).to(RECEIVED).by(DISPATCHER, SYSTEM).allows(Input.REASON);
        row(Action.SPLIT)
                .from(RECEIVED, DISPATCHED, ACCEPTED, IN_PROGRESS)
                .by(DISPATCHER)
                .requires(Input.PARTS, Input.REASON);
        row(Action.FOLLOW_PARENT)
                .from(LINKED)
                .to(HANDLED)
                .by(SYSTEM)
                .requires(Input.REPLY, Input.OUTCOME)
                .allows(Input.UNIT, Input.UNREACHED);
        row(Action.OVERDUE).from(ASKED).by(SYSTEM).requires(Input.CLOCK).allows(Input.UNIT, Input.UNTIL);
        row(Action.SETTLE)
                .from(RECEIVED)
                .to(CLOSED)
                .by(SYSTEM)
                .requires(Input.OUTCOME)
                .allows(Input.UNIT, Input.REPLY, Input.CONTACTED, Input.SOLVED, Input.SATISFACTION);
        row(Action.SETTLE_ON_SPOT)
                .from(RECEIVED)
                .to(CLOSED)
                .by(WARDEN)
                .requires(Input.REPLY, Input.OUTCOME, Input.ATTACHMENTS);
        row(Action.OPEN_CALLBACK)
                .from(DISPATCHED, DISPUTED, ACCEPTED, IN_PROGRESS, SUSPENDED, LINKED)
                .by(SYSTEM)
                .allows(Input.UNIT);
        row(Action.END_CALLBACK).from(ASKED).by(SYSTEM);
    }

    private Transitions() {}

    public static Transition of(Action action) {
        Transition transition = TABLE.get(action);
        if (transition == null) {
            throw new IllegalStateException("the table has no row for " + action);
        }
        return transition;
    }

    /** In the order of the actions. */
    public static Collection<Transition> all() {
        return List.copyOf(TABLE.values());
    }

    /** What these actors may do in a state; guards may still refuse. */
    public static List<Action> possible(State state, Set<Actor> actors) {
        List<Action> possible = new ArrayList<>();
        TABLE.values().forEach(row -> {
            if (row.from().contains(state) && row.by().stream().anyMatch(actors::contains)) {
                possible.add(row.action());
            }
        });
        return possible;
    }

    private static Row row(Action action) {
        return new Row(action);
    }

    /** Collects one row; every call puts what is known so far into the table, so that no row can be left out. */
    private static final class Row {
        private final Action action;
        private Set<State> from = Set.of();
        private @Nullable State to;
        private Set<Actor> by = Set.of();
        private Set<Input> requires = Set.of();
        private Set<Input> allows = Set.of();

        Row(Action action) {
            this.action = action;
        }

        Row from(State... states) {
            return from(Set.of(states));
        }

        Row from(Set<State> states) {
            from = states;
            return put();
        }

        Row to(State state) {
            to = state;
            return put();
        }

        Row by(Actor... actors) {
            return by(Set.of(actors));
        }

        Row by(Set<Actor> actors) {
            by = actors;
            return put();
        }

        Row requires(Input... inputs) {
            requires = Set.of(inputs);
            return put();
        }

        Row allows(Input... inputs) {
            allows = Set.of(inputs);
            return put();
        }

        private Row put() {
            TABLE.put(action, new Transition(action, from, to, by, requires, allows));
            return this;
        }
    }
}
