package org.servicemap.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;

/**
 * What of a list its reader may see, said to the database: rows that were taken away from a page afterwards would leave it short or
 * empty although more follow, and the count would promise them. As {@link Standing} says it of one request.
 *
 * @param units leading unit or a party among these; null for all
 * @param leading whether only what the units lead counts, whatever else they were asked or told
 * @param areas where the reader may look
 * @param sensitiveOf leading units whose sensitive requests are shown as well as others; null for any
 */
record ListScope(
        @Nullable List<String> units,
        boolean leading,
        AreaBounds areas,
        @Nullable List<String> sensitiveOf) {
    static final ListScope ALL = new ListScope(null, false, AreaBounds.EVERYWHERE, null);

    /** What of the published ones everybody may know of. */
    static final ListScope PUBLIC = new ListScope(null, true, AreaBounds.EVERYWHERE, List.of());

    /**
     * The rows that a caller's list has: what its own roles show, and for those who work for a unit also what it was asked or told.
     *
     * @param units the caller's unit and those below it; null for those of the whole city
     */
    static ListScope listed(Caller caller, @Nullable List<String> units, AreaBounds areas) {
        if (units != null && works(caller)) {
            return new ListScope(units, false, areas, null);
        }
        boolean sends = caller.has(Role.DISPATCHER);
        boolean named = caller.has(Role.OPERATOR) || caller.has(Role.SUPERVISOR);
        return new ListScope(units, caller.area() == null, areas, sends ? null : ofUnits(units, named));
    }

    /** The rows of which an operator's or a dispatcher's own roles show all, words and category. */
    static ListScope known(Caller caller, @Nullable List<String> units, AreaBounds areas) {
        boolean named = caller.has(Role.OPERATOR) || caller.has(Role.SUPERVISOR) || works(caller);
        return new ListScope(caller.area() == null ? units : null, true, areas, ofUnits(units, named));
    }

    private static boolean works(Caller caller) {
        return caller.has(Role.HANDLER) || caller.has(Role.LEAD);
    }

    /** Of their own units operators and supervisors know the sensitive ones; nobody else knows any, but for where they are. */
    private static List<String> ofUnits(@Nullable List<String> units, boolean named) {
        return named && units != null ? units : List.of();
    }
}
