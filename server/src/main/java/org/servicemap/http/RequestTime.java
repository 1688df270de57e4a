package org.servicemap.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** How long an answer took, from the first look at the request to the end of the handler. Streams of events are not counted. */
final class RequestTime {
    private static final String START = "servicemap.start";
    private static final String ROUTE = "servicemap.route";

    private RequestTime() {}

    static void begin(Context context) {
        context.req().setAttribute(START, System.nanoTime());
    }

    static Handler noting(Route route, Handler handler) {
        return context -> {
            context.req().setAttribute(ROUTE, route);
            handler.handle(context);
        };
    }

    /** The end of the request's work. */
    static void tell(Context context, RequestObserver observer) {
        Route route = (Route) context.req().getAttribute(ROUTE);
        boolean endless = route != null && route.action() instanceof Route.Action.Events;
        if (!endless && context.req().getAttribute(START) instanceof Long start) {
            observer.answered(
                    context.req().getMethod(),
                    route == null ? null : route.path(),
                    context.res().getStatus(),
                    System.nanoTime() - start);
        }
        RequestId.end();
    }
}
