package org.servicemap.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes of one feature; the tag groups them in the API document. */
public interface RouteGroup {
    String tag();

    /** What the group is about, one sentence. */
    String description();

    List<Route> routes();

    /** How refusals look at paths of another standard; null for problem JSON. */
    default @Nullable ProblemFormat problems() {
        return null;
    }
}
