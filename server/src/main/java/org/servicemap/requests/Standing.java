package org.servicemap.requests;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Party;

/**
 * What a caller is to one request: as whom it may act, for which unit, and how much it may see.
 *
 * @param unit the unit that the caller acts for here, or null
 */
record Standing(Set<Actor> actors, @Nullable String unit, View view) {
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
    }

    static Standing of(Caller caller, Facts facts, List<Party> parties, UnitTree tree, AreaScope scope) {
        Set<Actor> actors = EnumSet.noneOf(Actor.class);
        boolean inScope = scope.covers(caller, facts);
        boolean works = (caller.has(Role.HANDLER) || caller.has(Role.LEAD)) && (caller.area() == null || inScope);
        String lead = facts.text(Field.UNIT);
        String unit = null;
        if (works && tree.isWithin(lead, caller.unit())) {
            unit = lead;
            actors.add(caller.has(Role.LEAD) ? Actor.LEAD : Actor.HANDLER);
            actors.add(Actor.HANDLER);
        }
        boolean party = false;
        for (Party each : parties) {
            if (works && tree.isWithin(each.unit(), caller.unit())) {
                party = true;
                unit = unit == null ? each.unit() : unit;
                addParty(actors, each);
            }
        }
        boolean sensitive = facts.flag(Field.SENSITIVE);
        boolean named = tree.isWithin(lead, caller.unit());
        addRole(actors, caller, Role.OPERATOR, Actor.OPERATOR, inScope && !sensitive);
        addRole(actors, caller, Role.DISPATCHER, Actor.DISPATCHER, inScope);
        addRole(actors, caller, Role.SUPERVISOR, Actor.SUPERVISOR, inScope && (!sensitive || named));
        return new Standing(actors, unit, view(caller, actors, party, sensitive, inScope));
    }

    private static void addParty(Set<Actor> actors, Party party) {
        if (party.role() == Party.Role.ASSISTANT) {
            actors.add(Actor.ASSISTANT);
        } else if (party.role() == Party.Role.WHISTLED) {
            actors.add(Actor.WHISTLED);
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
        if (actors.contains(Actor.SUPERVISOR)) {
            return View.FULL;
        }
        if (actors.contains(Actor.DISPATCHER)) {
            return View.OUTLINE;
        }
        return caller.has(Role.ANALYST) && inScope && !sensitive ? View.OUTLINE : View.NONE;
    }

    Author author(Caller caller) {
        Long account = caller.account();
        if (account == null) {
            throw new IllegalStateException("staff without an account");
        }
        return Author.account(account, actors, unit);
    }
}
