package org.servicemap.requests;

import org.servicemap.http.RouteGroup;

/** What petitioners and followers follow requests by. Says once what all of them say in the API document. */
interface FollowingGroup extends RouteGroup {
    @Override
    default String tag() {
        return "following";
    }

    @Override
    default String description() {
        return "Following a request with number and query code";
    }
}
