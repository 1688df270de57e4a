package org.servicemap.insights.risks;

import org.servicemap.http.RouteGroup;

/** What tells where to act, and what became of it. Says once what all of them say in the API document. */
public interface GovernanceGroup extends RouteGroup {
    @Override
    default String tag() {
        return "governance";
    }

    @Override
    default String description() {
        return "Acting before the next request arrives: risks, tasks with their effect, proposed corrections";
    }
}
