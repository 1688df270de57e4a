package org.servicemap.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes problems, whatever the route would have answered: problem JSON, or what the standard of the path wants. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final List<ProblemFormat> formats;

    Refusals(List<ProblemFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    static Refusals of(List<RouteGroup> groups) {
        return new Refusals(groups.stream()
                .map(RouteGroup::problems)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    void write(Context context, Problem problem) {
        if (context.res().isCommitted()) {
            throw new UncheckedIOException(new IOException("the answer had begun: " + problem.detail(), problem));
        }
        tell(context, problem);
        context.header("Cache-Control", CachePolicy.NO_STORE.header());
        context.res().setHeader("ETag", null);
        Integer retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            context.header("Retry-After", retryAfter.toString());
        }
        for (ProblemFormat format : formats) {
            if (format.covers(context.path())) {
                write(context, problem, format);
                return;
            }
        }
        context.status(problem.status());
        context.contentType(Problem.MEDIA_TYPE);
        Map<String, Object> members = problem.members();
        String id = context.res().getHeader(RequestId.HEADER);
        if (id != null) {
            members.put("request_id", id);
        }
        context.result(Json.bytes(members));
    }

    /** Who wanted what and may not, for whoever looks into it later. Calls without any token are only counted, by the metrics. */
    private static void tell(Context context, Problem problem) {
        boolean ofAccess = problem.status() == 401 || problem.status() == 403;
        if (ofAccess && Credentials.of(context).given()) {
            String code = problem.errorCode().code();
            LOG.info("{} {} refused to {}: {}", context.req().getMethod(), context.path(), Gate.who(context), code);
        }
    }

    private static void write(Context context, Problem problem, ProblemFormat format) {
        String type = format.mediaType(context.path());
        context.status(format.status(problem.errorCode()));
        Answers.send(context, type, format.write(problem, type));
    }
}
