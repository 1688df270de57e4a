package org.servicemap.insights;

import org.servicemap.http.RouteGroup;

/** What analyses requests. Says once what all of them say in the API document. */
public interface InsightGroup extends RouteGroup {
    @Override
    default String tag() {
        return "insights";
    }

    @Override
    default String description() {
        return "Analysis of requests";
    }
}
