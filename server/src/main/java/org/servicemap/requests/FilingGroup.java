package org.servicemap.requests;

import org.servicemap.http.RouteGroup;

/** What files requests. Says once what all of them say in the API document. */
interface FilingGroup extends RouteGroup {
    @Override
    default String tag() {
        return "requests";
    }

    @Override
    default String description() {
        return "Filing requests and following them";
    }
}
