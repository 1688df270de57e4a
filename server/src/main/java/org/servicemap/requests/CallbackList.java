package org.servicemap.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;

/**
 * Which petitioners to call a caller sees, said to the database: rows that were taken away from a page afterwards would leave it
 * short or empty although more follow, and the count would promise them. As {@link Standing} says it of one request.
 */
final class CallbackList {
    private CallbackList() {}

    static RequestQuery within(Caller caller, RequestQuery query) {
        List<String> units = query.scopeUnits();
        boolean works = caller.has(Role.HANDLER) || caller.has(Role.LEAD);
        if (query.view() != RequestQuery.View.CALLBACKS || works && units != null) {
            return query;
        }
        RequestQuery known = query.sensitiveOf(sensitiveOf(caller, units));
        return units == null || caller.area() != null ? known : known.ledBy(units);
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
