package org.servicemap.http;

import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever was thrown into a problem: the one place where an exception meets the wire. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int RETRY_SECONDS = 5;
    private static final int FULL_SECONDS = 60;
    private static final int AT_ONCE_SECONDS = 1;

    private final List<ProblemMapping<?>> mappings;

    Faults(List<ProblemMapping<?>> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    Problem problemOf(Throwable thrown) {
        Problem known = known(thrown);
        if (known != null) {
            return known;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (isDatabaseAway(cause)) {
                LOG.warn("the database is away: {}", cause.getMessage());
                return ErrorCode.UNAVAILABLE
                        .problem("the database is away, try again soon")
                        .retryAfter(RETRY_SECONDS);
            }
            if (isBrokenOff(cause)) {
                LOG.warn("broken off for another's sake: {}", cause.getMessage());
                return ErrorCode.UNAVAILABLE
                        .problem("others were at work on the same, nothing was changed, try again")
                        .retryAfter(AT_ONCE_SECONDS);
            }
            if (isStorageFull(cause)) {
                LOG.error("no room is left: {}", cause.getMessage());
                return ErrorCode.UNAVAILABLE
                        .problem("there is no room left to keep this, try again later")
                        .retryAfter(FULL_SECONDS);
            }
            if (isTooLargeUpload(cause)) {
                return ErrorCode.TOO_LARGE.problem("the upload is too large");
            }
        }
        return unexpected(thrown);
    }

    private @Nullable Problem known(Throwable thrown) {
        if (thrown instanceof Problem problem) {
            return problem;
        }
        for (ProblemMapping<?> mapping : mappings) {
            Problem problem = apply(mapping, thrown);
            if (problem != null) {
                return problem;
            }
        }
        if (thrown instanceof FieldException field) {
            return ErrorCode.INVALID_FIELD.problem(String.valueOf(field.getMessage()), field.field());
        }
        if (thrown instanceof GeoException geo) {
            return new ErrorCode(400, geo.code(), "").problem(String.valueOf(geo.getMessage()), geo.field());
        }
        return thrown instanceof HttpResponseException response ? ofServer(response) : null;
    }

    private static <E extends Exception> @Nullable Problem apply(ProblemMapping<E> mapping, Throwable thrown) {
        return mapping.type().isInstance(thrown)
                ? mapping.toProblem().apply(mapping.type().cast(thrown))
                : null;
    }

    /** What the web server itself refuses. */
    private static @Nullable Problem ofServer(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> ErrorCode.UNKNOWN_PATH.problem("nothing is at this path");
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED.problem("this path exists, but not for this method");
            case 413 -> ErrorCode.TOO_LARGE.problem("the request body is too large");
            default -> e.getStatus() < 500 ? ErrorCode.BAD_REQUEST.problem(String.valueOf(e.getMessage())) : null;
        };
    }

    /** SQL states: 40001 serialization failure, 40P01 deadlock; whoever could begin again by itself has done so before. */
    private static boolean isBrokenOff(Throwable cause) {
        String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
        return "40001".equals(state) || "40P01".equals(state);
    }

    /** SQL states: 53100 disk full, 53200 out of memory; of files the system's own words. */
    private static boolean isStorageFull(Throwable cause) {
        String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return "53100".equals(state)
                || "53200".equals(state)
                || (message != null
                        && (message.contains("No space left on device") || message.contains("Disk quota exceeded")));
    }

    /**
     * SQL states: 08 connection, 57P shutting down, 53300 too many connections, 25006 a server that does not take writes, as one that was
     * replaced (PostgreSQL, appendix A).
     */
    private static boolean isDatabaseAway(Throwable cause) {
        if (cause instanceof SQLTransientConnectionException || cause instanceof SQLNonTransientConnectionException) {
            return true;
        }
        String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || state.equals("25006"));
    }

    /** Jetty reports a multipart part over the limit only by its message. */
    private static boolean isTooLargeUpload(Throwable cause) {
        String message = cause instanceof IllegalStateException ? cause.getMessage() : null;
        return message != null && message.contains("max") && message.contains("exceeded");
    }

    private static Problem unexpected(Throwable thrown) {
        String id = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
        LOG.error("fault {}", id, thrown);
        return Problem.fault(id);
    }
}
