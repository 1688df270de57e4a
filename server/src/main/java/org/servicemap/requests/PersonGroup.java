package org.servicemap.requests;

import org.servicemap.http.RouteGroup;

/** What tells people what is kept of them. Says once what all of them say in the API document. */
interface PersonGroup extends RouteGroup {
    @Override
    default String tag() {
        return "persons";
    }

    @Override
    default String description() {
        return "What is kept of a person: a copy of it, and its erasure";
    }
}
