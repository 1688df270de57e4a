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
        @Nullable List<String> units, boolean leading, AreaBounds areas, @Nullable List<String> sensitiveOf) {
    static final ListScope ALL = of(null, AreaBounds.EVERYWHERE);

    /** With the sensitive ones of all units, and with what they were asked or told. */
    static ListScope of(@Nullable List<String> units, AreaBounds areas) {
        return new ListScope(units, false, areas, null);
    }

    /** The same for what a caller's roles and area leave of it. */
    ListScope of(Caller caller) {
        if (units != null && (caller.has(Role.HANDLER) || caller.has(Role.LEAD))) {
            return this;
        }
        return new ListScope(units, units != null && caller.area() == null, areas, sensitiveOf(caller, units));
    }

    /** A dispatcher knows where each is; operators and supervisors know those of their own unit; nobody else knows any. */
    private static @Nullable List<String> sensitiveOf(Caller caller, @Nullable List<String> units) {
        if (caller.has(Role.DISPATCHER)) {
            return null;
        }
        boolean named = caller.has(Role.OPERATOR) || caller.has(Role.SUPERVISOR);
        return named && units != null ? units : List.of();
    }
}
