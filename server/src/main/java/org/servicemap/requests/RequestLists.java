package org.servicemap.requests;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Ids;

/** SQL of the lists that desks show. Every list is paged by key and stops counting at {@value #COUNT_LIMIT}. */
final class RequestLists {
    static final int COUNT_LIMIT = 10_000;

    /** A request and the beginning of what was said; null where it was erased. */
    record Row(Request request, @Nullable String text) {}

    private final Supplier<List<String>> urgencies;

    /** @param urgencies the city's urgency classes, the most urgent first */
    RequestLists(Supplier<List<String>> urgencies) {
        this.urgencies = urgencies;
    }

    List<Row> list(Handle handle, RequestQuery query, @Nullable KeyCursor after, int limit) {
        return query.view() == RequestQuery.View.QUEUE
                ? queue(handle, query, after, limit)
                : byMonth(handle, query, after, limit);
    }

    /** Class by class, each by its own part of one index: the next is only looked at when those before have too few. */
    private List<Row> queue(Handle handle, RequestQuery query, @Nullable KeyCursor after, int limit) {
        List<String> classes = urgencies.get();
        int first = after == null ? 0 : (int) Math.max(0, Math.min(classes.size(), after.key()));
        List<Row> rows = new ArrayList<>();
        for (int place = first; place <= classes.size() && rows.size() < limit; place++) {
            RequestConditions where = RequestConditions.of(query);
            if (place < classes.size()) {
                where.ofUrgency(classes.get(place));
            } else {
                where.ofNoUrgencyIn(classes);
            }
            rows.addAll(list(handle, query, where, place == first ? after : null, limit - rows.size()));
        }
        return rows;
    }

    /** The newest are mostly found in the newest months: only where those have too few are the others looked at. */
    private List<Row> byMonth(Handle handle, RequestQuery query, @Nullable KeyCursor after, int limit) {
        List<Row> rows = new ArrayList<>();
        for (MonthSpan span : spans(query, after)) {
            if (rows.size() < limit) {
                RequestConditions where = RequestConditions.of(query);
                where.during(span);
                rows.addAll(list(handle, query, where, after, limit - rows.size()));
            }
        }
        return rows;
    }

    /** One month alone is planned quickest: that of the newest row that the page may have, the one before, then all others. */
    private static List<MonthSpan> spans(RequestQuery query, @Nullable KeyCursor after) {
        if (!query.view().newestFirst()) {
            return List.of(MonthSpan.ALL);
        }
        Instant until = query.filter().received().until();
        Instant end = after != null ? Ids.instantOf(after.id()) : until != null ? until : Instant.now();
        YearMonth newest = YearMonth.from(end.atOffset(ZoneOffset.UTC));
        int before = Months.key(newest.minusMonths(1));
        return List.of(
                MonthSpan.from(Months.key(newest)),
                new MonthSpan(before, before),
                new MonthSpan(0, Months.key(newest.minusMonths(2))));
    }

    private static List<Row> list(
            Handle handle, RequestQuery query, RequestConditions where, @Nullable KeyCursor after, int limit) {
        if (after != null) {
            where.goOn(query.view(), after);
        }
        String order = " ORDER BY " + query.view().order();
        // words are looked up for the rows that are shown, not for all that are sorted
        return where.bind(handle.createQuery("SELECT r.*, left(v.value, 120) AS words FROM ("
                        + where.union("r.*", order) + order
                        + " LIMIT :limit) r LEFT JOIN request_values v"
                        + " ON v.month = r.month AND v.request_id = r.id AND v.name = 'text'" + order))
                .bind("limit", limit)
                .map((rs, context) -> new Row(RequestStore.read(rs), rs.getString("words")))
                .list();
    }

    /** How many there are; more than {@value #COUNT_LIMIT} are not counted. */
    int count(Handle handle, RequestQuery query) {
        RequestConditions where = RequestConditions.of(query);
        return where.bind(
                        handle.createQuery("SELECT count(*) FROM (" + where.union("r.id", "") + " LIMIT :limit) AS n"))
                .bind("limit", COUNT_LIMIT + 1)
                .mapTo(Integer.class)
                .one();
    }

    KeyCursor cursorAt(RequestQuery.View view, Request last) {
        if (view == RequestQuery.View.QUEUE) {
            List<String> classes = urgencies.get();
            int place = classes.indexOf(String.valueOf(last.facts().text(Field.URGENCY)));
            return new KeyCursor(place < 0 ? classes.size() : place, last.id());
        }
        Instant key = switch (view) {
            case WORK, EXTENSIONS -> last.facts().instant(Field.DEADLINE);
            case SUSPENDED -> last.facts().instant(Field.REVIEW_AT);
            case CALLBACKS -> last.facts().instant(Field.HANDLED_AT);
            default -> null;
        };
        return new KeyCursor(key == null ? Long.MAX_VALUE : micros(key), last.id());
    }

    private static long micros(Instant instant) {
        return Math.addExact(instant.getEpochSecond() * 1_000_000, instant.getNano() / 1000);
    }

    /** Takes or renews a lease; false when somebody else has one that still runs. */
    boolean claim(Handle handle, long request, long account, Instant now, Instant until) {
        return handle.createUpdate("""
                        UPDATE requests SET claimed_by = :account, claimed_until = :until
                        WHERE month = :month AND id = :id AND (claimed_by IS NULL OR claimed_by = :account
                            OR claimed_until < :now)
                        """)
                        .bind("account", account)
                        .bind("until", until.atOffset(ZoneOffset.UTC))
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("month", Months.of(request))
                        .bind("id", request)
                        .execute()
                == 1;
    }

    void release(Handle handle, long request, long account) {
        handle.createUpdate("""
                        UPDATE requests SET claimed_by = NULL, claimed_until = NULL
                        WHERE month = :month AND id = :id AND claimed_by = :account
                        """)
                .bind("account", account)
                .bind("month", Months.of(request))
                .bind("id", request)
                .execute();
    }

    /** Requests near in place and time that may be about the same, the nearest first. */
    List<Row> near(Handle handle, Vicinity near, ListScope scope, int limit) {
        RequestConditions seen = RequestConditions.within(scope);
        Query query = handle.createQuery("SELECT r.*, left(v.value, 400) AS words FROM ("
                + "SELECT r.* FROM requests r WHERE " + Vicinity.WITHIN + " AND " + seen.sql() + Vicinity.NEAREST_FIRST
                + " LIMIT :limit) AS r LEFT JOIN request_values v"
                + " ON v.month = r.month AND v.request_id = r.id AND v.name = 'text'" + Vicinity.NEAREST_FIRST);
        return seen.bind(near.bind(query))
                .bind("limit", limit)
                .map((rs, context) -> new Row(RequestStore.read(rs), rs.getString("words")))
                .list();
    }

    /** How many of each category there are, however many: the same ones as {@link #near} has one by one. */
    Map<String, Integer> countsNear(Handle handle, Vicinity near, ListScope scope) {
        RequestConditions seen = RequestConditions.within(scope);
        return seen
                .bind(near.bind(handle.createQuery("SELECT r.category, count(*) AS n FROM requests r WHERE "
                        + Vicinity.WITHIN + " AND " + seen.sql() + " GROUP BY r.category")))
                .map((rs, context) -> Map.entry(rs.getString("category"), rs.getInt("n")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many stand in each state, with a unit of these (null: anywhere). */
    Map<String, Integer> countsByState(Handle handle, @Nullable List<String> units) {
        var query =
                handle.createQuery("SELECT state, count(*) AS n FROM requests WHERE state IN ('received', 'dispatched',"
                        + " 'disputed', 'accepted', 'in_progress', 'suspended')"
                        + (units == null ? "" : " AND unit = ANY(:units)") + " GROUP BY state");
        if (units != null) {
            query.bindArray("units", String.class, units.toArray());
        }
        return query.map((rs, context) -> Map.entry(rs.getString("state"), rs.getInt("n"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
