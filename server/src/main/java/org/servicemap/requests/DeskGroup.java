package org.servicemap.requests;

import org.servicemap.http.RouteGroup;

/** What desks work with. Says once what all of them say in the API document. */
interface DeskGroup extends RouteGroup {
    @Override
    default String tag() {
        return "desks";
    }

    @Override
    default String description() {
        return "Lists of requests and work on them";
    }
}
