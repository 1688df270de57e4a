package org.servicemap.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Rule;

/**
 * A rule over atoms.
 *
 * @param number its place in the catalogue, from 0
 * @param condition what must hold for it to win, once those before it have not
 * @param quick the same with what is cheap to test first
 * @param to null for a diversion
 * @param place number of the deciding place's role
 */
record CompiledRule(
        int number,
        Rule rule,
        Expr condition,
        Expr quick,
        @Nullable UnitFinder to,
        int place,
        List<UnitFinder> copies,
        List<UnitFinder> assistants) {
    CompiledRule with(Expr residual, Expr quickResidual) {
        return new CompiledRule(number, rule, residual, quickResidual, to, place, copies, assistants);
    }
}
