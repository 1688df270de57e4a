package org.servicemap.routing;

import java.util.List;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;

/** How questions to routing fail on the wire. */
public final class RoutingErrors {
    static final ErrorCode UNKNOWN_CATEGORY =
            new ErrorCode(400, "unknown_category", "a category that the city does not have");
    static final ErrorCode UNKNOWN_CHANNEL =
            new ErrorCode(400, "unknown_channel", "a channel that the city does not have");
    static final ErrorCode UNKNOWN_HOTLINE =
            new ErrorCode(400, "unknown_hotline", "a hotline that the city does not have");
    static final ErrorCode UNKNOWN_URGENCY =
            new ErrorCode(400, "unknown_urgency", "an urgency class that the city does not have");
    static final ErrorCode UNKNOWN_KIND =
            new ErrorCode(400, "unknown_kind", "a request kind that the city does not have");

    static final ErrorCode HISTORY_NOT_ROUTABLE = new ErrorCode(
            409, "history_not_routable", "a day whose boundaries the catalogue in force does not fit any more");

    private RoutingErrors() {}

    /** Mappings for the application to register. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(RoutingException.class, RoutingErrors::problem));
    }

    static ErrorCode[] ofQuestion() {
        return new ErrorCode[] {UNKNOWN_CATEGORY, UNKNOWN_CHANNEL, UNKNOWN_HOTLINE, UNKNOWN_URGENCY, UNKNOWN_KIND};
    }

    private static Problem problem(RoutingException e) {
        String detail = String.valueOf(e.getMessage());
        for (ErrorCode known : ofQuestion()) {
            if (known.code().equals(e.code())) {
                return known.problem(detail, e.field());
            }
        }
        if (e.code().equals(HISTORY_NOT_ROUTABLE.code())) {
            return HISTORY_NOT_ROUTABLE.problem(detail, e.field());
        }
        return e.code().equals("no_catalogue")
                ? ErrorCode.UNAVAILABLE.problem(detail).retryAfter(30)
                : ErrorCode.INTERNAL.problem("routing cannot answer");
    }
}
