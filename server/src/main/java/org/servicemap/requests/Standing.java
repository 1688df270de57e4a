package org.servicemap.requests;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.Transitions;

/**
 * What a caller is to one request: as whom it may act, for which unit, and how much it may see.
 *
 * @param units the units that the caller acts for here, by what it is to the request; empty for those who act for none
 */
record Standing(Set<Actor> actors, Map<Actor, String> units, View view) {
    private static final List<Actor> ACTING = List.of(Actor.HANDLER, Actor.WHISTLED, Actor.ASSISTANT);

    /** How much of a request a caller sees. */
    enum View {
        /** That it exists is not said either. */
        NONE,
        /** Where and with whom it is, but neither words nor category. */
        OUTLINE,
        /** All but who the petitioner is, which is opened one by one and audited. */
        FULL
    }

    Standing {
        actors = Set.copyOf(actors);
        units = Map.copyOf(units);
    }

    static Standing of(Caller caller, Facts facts, List<Party> parties, UnitTree tree, AreaScope scope) {
        Set<Actor> actors = EnumSet.noneOf(Actor.class);
        boolean inScope = scope.covers(caller, facts);
        boolean works = (caller.has(Role.HANDLER) || caller.has(Role.LEAD)) && (caller.area() == null || inScope);
        String lead = facts.text(Field.UNIT);
        Map<Actor, String> units = new EnumMap<>(Actor.class);
        if (works && tree.isWithin(lead, caller.unit())) {
            units.put(Actor.HANDLER, String.valueOf(lead));
            actors.add(caller.has(Role.LEAD) ? Actor.LEAD : Actor.HANDLER);
            actors.add(Actor.HANDLER);
        }
        boolean party = false;
        for (Party each : parties) {
            if (works && tree.isWithin(each.unit(), caller.unit())) {
                party = true;
                addParty(actors, units, each);
            }
        }
        boolean sensitive = facts.flag(Field.SENSITIVE);
        boolean named = tree.isWithin(lead, caller.unit());
        addRole(actors, caller, Role.OPERATOR, Actor.OPERATOR, inScope && !sensitive);
        addRole(actors, caller, Role.OPERATOR, Actor.CALLER, inScope && named);
        addRole(actors, caller, Role.LEAD, Actor.CALLER, sensitive && actors.contains(Actor.LEAD));
        addRole(actors, caller, Role.SUPERVISOR, Actor.CALLER, inScope && sensitive && named);
        addRole(actors, caller, Role.DISPATCHER, Actor.DISPATCHER, inScope);
        addRole(actors, caller, Role.SUPERVISOR, Actor.SUPERVISOR, inScope && (!sensitive || named));
        return new Standing(actors, units, view(caller, actors, party, sensitive, inScope));
    }

    /** Of several units asked for the same, the one that has not answered yet. */
    private static void addParty(Set<Actor> actors, Map<Actor, String> units, Party party) {
        Actor actor = switch (party.role()) {
            case ASSISTANT -> Actor.ASSISTANT;
            case WHISTLED -> Actor.WHISTLED;
            case COPY, ESCALATED -> null;
        };
        if (actor != null) {
            actors.add(actor);
            if (party.answeredAt() == null) {
                units.put(actor, party.unit());
            } else {
                units.putIfAbsent(actor, party.unit());
            }
        }
    }

    private static void addRole(Set<Actor> actors, Caller caller, Role role, Actor actor, boolean holds) {
        if (caller.has(role) && holds) {
            actors.add(actor);
        }
    }

    /** Of a sensitive request a dispatcher sees where it is, to send it on; only the units named for it see the rest. */
    private static View view(Caller caller, Set<Actor> actors, boolean party, boolean sensitive, boolean inScope) {
        boolean unitWork = actors.contains(Actor.HANDLER) || party;
        if (unitWork || !sensitive && !actors.isEmpty()) {
            return View.FULL;
        }
        if (actors.contains(Actor.SUPERVISOR) || actors.contains(Actor.CALLER)) {
            return View.FULL;
        }
        if (actors.contains(Actor.DISPATCHER)) {
            return View.OUTLINE;
        }
        return caller.has(Role.ANALYST) && inScope && !sensitive ? View.OUTLINE : View.NONE;
    }

    /** The unit that an action is taken for: the leading one where the action is its own, else the one that was asked. */
    private @Nullable String unitFor(Action action) {
        Set<Actor> by = Transitions.of(action).by();
        for (Actor actor : ACTING) {
            if (units.containsKey(actor) && (by.contains(actor) || actor == Actor.HANDLER && by.contains(Actor.LEAD))) {
                return units.get(actor);
            }
        }
        return units.get(Actor.HANDLER);
    }

    Author author(Caller caller, Action action) {
        Long account = caller.account();
        if (account == null) {
            throw new IllegalStateException("staff without an account");
        }
        return Author.account(account, actors, unitFor(action));
    }
}
