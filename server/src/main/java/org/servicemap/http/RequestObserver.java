package org.servicemap.http;

import org.jspecify.annotations.Nullable;

/** Is told of every answer. Called on the request's thread: it must be quick and throw nothing. */
@FunctionalInterface
public interface RequestObserver {
    RequestObserver NONE = (method, route, status, nanos) -> {};

    /**
     * One answer was made.
     *
     * @param route template of its path; null for web files and paths where nothing is
     */
    void answered(String method, @Nullable String route, int status, long nanos);
}
