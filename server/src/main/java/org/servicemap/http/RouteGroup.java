package org.servicemap.http;

import java.util.List;

/** The routes of one feature; the tag groups them in the API document. */
public interface RouteGroup {
    String tag();

    /** What the group is about, one sentence. */
    String description();

    List<Route> routes();
}
