package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.requests.lifecycle.Actor;

/**
 * Requests that the office itself opens because of something else, such as a resident's proposal, and how far they are: nothing about
 * persons, texts or categories. Thread-safe.
 */
public final class OfficeRequests {
    private final Intake intake;

    OfficeRequests(Intake intake) {
        this.intake = intake;
    }

    /**
     * How far one is.
     *
     * @param state word of {@link org.servicemap.requests.lifecycle.State}
     * @param outcome that it ended with, or null
     * @param endedAt null while it is worked on
     * @param sensitive whether nothing of it may be public
     */
    public record Progress(
            String number,
            String state,
            boolean ended,
            @Nullable String outcome,
            @Nullable Instant endedAt,
            boolean sensitive) {}

    /**
     * Opens one, dispatched by the catalogue like any other. Joins the caller's transaction.
     *
     * @param by member of staff
     * @param origin what the history's first event says of where it comes from; nothing personal
     * @return its id
     * @throws RequestException for what the filing lacks
     * @throws org.servicemap.routing.RoutingException for a category or channel that the city does not have
     */
    public long open(Filing filing, Caller by, Map<String, Object> origin) {
        Long account = by.account();
        Author author = account == null
                ? Author.SYSTEM
                : Author.account(account, Set.of(Actor.DISPATCHER, Actor.SUPERVISOR), by.unit());
        return intake.open(filing, author, origin).request().id();
    }

    /** By id; those that are no more are left out. */
    public Map<Long, Progress> progress(Handle handle, Collection<Long> ids) {
        Map<Long, Progress> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        handle.createQuery("""
                        SELECT id, number, state, ended_at, outcome, coalesce(sensitive, false) AS sensitive FROM requests
                        WHERE month = ANY(:months) AND id = ANY(:ids)
                        """)
                .bindArray(
                        "months",
                        Integer.class,
                        ids.stream().map(Months::of).distinct().toArray())
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, context) -> found.put(rs.getLong("id"), read(rs)))
                .list();
        return found;
    }

    private static Progress read(ResultSet rs) throws SQLException {
        return new Progress(
                rs.getString("number"),
                rs.getString("state"),
                rs.getObject("ended_at") != null,
                rs.getString("outcome"),
                RequestStore.instant(rs, "ended_at"),
                rs.getBoolean("sensitive"));
    }
}
