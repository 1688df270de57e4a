package org.servicemap.requests;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.geo.BBox;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Ids;

/** SQL of the lists that desks show. Every list is paged by key and stops counting at {@value #COUNT_LIMIT}. */
final class RequestLists {
    static final int COUNT_LIMIT = 10_000;

    private static final int LAST_MONTH = 999_912;
    private static final String MONTHS = "%s.month BETWEEN :firstMonth AND :lastMonth";

    /** From this many units on the requests are walked in the list's order, since most are of one of them. */
    private static final int WIDE = 64;

    /** Looked up when it runs: a plan weighs each unit in each month when it sees them. */
    private static final String ANY_SCOPE = "ANY(CAST((SELECT CAST(:scopes AS text[])) AS text[]))";

    /** Hashed once; "is true" and the limit keep both from being turned into joins over whole tables. */
    private static final String IN_WIDE_SCOPE = """
            (r.unit IN (SELECT unnest(CAST(:scopes AS text[])))) IS TRUE OR (
            SELECT true FROM request_parties p WHERE p.month = r.month AND p.request_id = r.id
                AND (p.unit IN (SELECT unnest(CAST(:scopes AS text[])))) IS TRUE%s LIMIT 1)""";

    /** Once where the unit has two roles. */
    private static final String ONE_BESIDE = """
            p.unit = (:scopes)[1] AND (r.unit = (:scopes)[1]) IS NOT TRUE
            AND NOT EXISTS (SELECT FROM request_parties q WHERE q.month = p.month AND q.request_id = p.request_id
                AND q.unit = p.unit AND q.role < p.role)""";

    /**
     * What one unit works on beside the leading one, in the order of the index {@code request_parties_at_work}.
     */
    private static final Alternative BESIDE_ONE = new Alternative(
            "request_parties p JOIN requests r ON r.month = p.month AND r.id = p.request_id",
            ONE_BESIDE + " AND p.work_deadline IS NOT NULL",
            "p.work_deadline, p.request_id");

    /** What one unit was asked or told beside the leading one, the newest first by the index {@code request_parties_beside}. */
    private static final Alternative TOLD_ONE = new Alternative(
            "requests r JOIN request_parties p ON p.month = r.month AND p.request_id = r.id", ONE_BESIDE, null);

    /** A request and the beginning of what was said; null where it was erased. */
    record Row(Request request, @Nullable String text) {}

    /**
     * Rows of a kind of their own.
     *
     * @param from where an index gives them
     * @param order as that index has them, if not as the list says it
     */
    private record Alternative(
            String from, String condition, @Nullable String order) {
        Alternative(String condition) {
            this("requests r", condition, null);
        }

        /** In the months of {@link Where#during}; said of parties too, since one table's months do not follow from another's. */
        Alternative duringMonths() {
            return from.contains(" p ")
                    ? new Alternative(from, condition + " AND " + MONTHS.formatted("p"), order)
                    : this;
        }

        /** After the row that {@link #goOnAfterTime} names. */
        Alternative goingOn() {
            return order == null
                    ? this
                    : new Alternative(from, condition + " AND (" + order + ") > (:afterTime, :afterId)", order);
        }

        String select(String columns, String common, String listOrder) {
            return "SELECT " + columns + " FROM " + from + " WHERE " + common + " AND " + condition
                    + (order == null || listOrder.isEmpty() ? listOrder : " ORDER BY " + order);
        }
    }

    /** Conditions and what they bind. */
    private static final class Where {
        private final List<String> conditions = new ArrayList<>();
        private final List<Alternative> alternatives = new ArrayList<>();
        private final Map<String, Object> values = new HashMap<>();
        private final Map<String, List<String>> lists = new HashMap<>();

        void add(String condition) {
            if (!condition.isEmpty()) {
                conditions.add(condition);
            }
        }

        void add(String condition, String name, @Nullable Object value) {
            if (value != null) {
                conditions.add(condition);
                values.put(name, value);
            }
        }

        void any(String condition, String name, @Nullable List<String> value) {
            if (value != null) {
                conditions.add(condition);
                lists.put(name, value);
            }
        }

        void during(Span span) {
            add(MONTHS.formatted("r"), "firstMonth", span.first());
            values.put("lastMonth", span.last());
            alternatives.replaceAll(Alternative::duringMonths);
        }

        /** One of a list; one alone is said as such, since an index gives its rows in order then. */
        void oneOf(String column, String name, @Nullable List<String> value) {
            if (value != null && value.size() == 1) {
                add(column + " = :" + name, name, value.get(0));
            } else {
                any(column + " = ANY(:" + name + ")", name, value);
            }
        }

        /**
         * All conditions in one query, or where there are alternatives that share no row, a query for each with all other
         * conditions: each then has the index that serves it.
         *
         * @param order of the rows that a limit leaves, {@code ORDER BY …}, or empty
         */
        String union(String columns, String order) {
            String common = conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
            return alternatives.isEmpty()
                    ? "SELECT " + columns + " FROM requests r WHERE " + common
                    : "SELECT * FROM ("
                            + alternatives.stream()
                                    .map(one -> "(" + one.select(columns, common, order) + " LIMIT :limit)")
                                    .collect(Collectors.joining(" UNION ALL "))
                            + ") r";
        }

        Query bind(Query query) {
            values.forEach(query::bind);
            lists.forEach((name, list) -> query.bindArray(name, String.class, list.toArray()));
            return query;
        }
    }

    /** The newest are mostly found in the newest months: only where those have too few are the others looked at. */
    List<Row> list(Handle handle, RequestQuery query, @Nullable KeyCursor after, int limit) {
        List<Row> rows = new ArrayList<>();
        for (Span span : spans(query, after)) {
            if (rows.size() < limit) {
                rows.addAll(list(handle, query, after, limit - rows.size(), span));
            }
        }
        return rows;
    }

    /** Months from one to another, each as year × 100 + month. */
    private record Span(int first, int last) {
        static final Span ALL = new Span(0, LAST_MONTH);
    }

    /** One month alone is planned quickest: that of the newest row that the page may have, the one before, then all others. */
    private static List<Span> spans(RequestQuery query, @Nullable KeyCursor after) {
        if (!query.view().newestFirst()) {
            return List.of(Span.ALL);
        }
        Instant end = after != null ? Ids.instantOf(after.id()) : query.until() != null ? query.until() : Instant.now();
        YearMonth newest = YearMonth.from(end.atOffset(ZoneOffset.UTC));
        int before = Months.key(newest.minusMonths(1));
        return List.of(
                new Span(Months.key(newest), LAST_MONTH),
                new Span(before, before),
                new Span(0, Months.key(newest.minusMonths(2))));
    }

    private List<Row> list(Handle handle, RequestQuery query, @Nullable KeyCursor after, int limit, Span span) {
        Where where = where(query);
        if (!span.equals(Span.ALL)) {
            where.during(span);
        }
        if (after != null) {
            goOn(where, query.view(), after);
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
        Where where = where(query);
        return where.bind(
                        handle.createQuery("SELECT count(*) FROM (" + where.union("r.id", "") + " LIMIT :limit) AS n"))
                .bind("limit", COUNT_LIMIT + 1)
                .mapTo(Integer.class)
                .one();
    }

    static KeyCursor cursorAt(RequestQuery.View view, Request last) {
        Instant key = switch (view) {
            case WORK -> last.facts().instant(Field.DEADLINE);
            case CALLBACKS -> last.facts().instant(Field.HANDLED_AT);
            default -> null;
        };
        return new KeyCursor(key == null ? Long.MAX_VALUE : micros(key), last.id());
    }

    private static long micros(Instant instant) {
        return Math.addExact(instant.getEpochSecond() * 1_000_000, instant.getNano() / 1000);
    }

    private static void goOn(Where where, RequestQuery.View view, KeyCursor after) {
        switch (view) {
            case ALL, PUBLICATION -> {
                where.add("r.id < :afterId");
                where.add("r.month <= :afterMonth", "afterMonth", Months.of(after.id()));
            }
            case QUEUE, DISPUTED -> where.add("r.id > :afterId");
            case WORK -> goOnAfterTime(where, "r.deadline", after);
            case CALLBACKS -> goOnAfterTime(where, "r.handled_at", after);
        }
        where.values.put("afterId", after.id());
    }

    /** Rows without the time come last. */
    private static void goOnAfterTime(Where where, String column, KeyCursor after) {
        where.add("(coalesce(" + column + ", 'infinity'), r.id) > (:afterTime, :afterId)");
        where.values.put("afterTime", after.key() == Long.MAX_VALUE ? OffsetDateTime.MAX : time(after.key()));
        where.alternatives.replaceAll(Alternative::goingOn);
    }

    private static OffsetDateTime time(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L)
                .atOffset(ZoneOffset.UTC);
    }

    private static Where where(RequestQuery query) {
        Where where = new Where();
        where.add(query.view().condition());
        where.oneOf("r.state", "states", query.states());
        where.oneOf("r.unit", "units", query.units());
        where.any(party("p.status = 'asked' AND p.unit = ANY(:parties)"), "parties", query.parties());
        where.oneOf("r.category", "categories", query.categories());
        query.areas().forEach((rank, code) -> where.add("r.area_" + rank + " = :area" + rank, "area" + rank, code));
        where.add("r.urgency = :urgency", "urgency", query.urgency());
        where.add("r.channel = :channel", "channel", query.channel());
        addFlag(where, "r.overdue", query.overdue());
        addFlag(where, "r.supervised", query.supervised());
        addTimes(where, query);
        addBox(where, query.box());
        addPetitioners(where, query.petitioners());
        where.add("r.handler = :handler", "handler", query.handler());
        addScope(where, query.view(), query.scopeUnits());
        addBounds(where, query.scopeAreas());
        return where;
    }

    /** Said as the partial indexes say it. */
    private static void addFlag(Where where, String column, @Nullable Boolean wanted) {
        if (wanted != null) {
            where.add(wanted ? column : column + " IS NOT TRUE");
        }
    }

    /** With the unit, or where it was asked or told. */
    private static void addScope(Where where, RequestQuery.View view, @Nullable List<String> units) {
        if (units == null) {
            return;
        }
        boolean work = view == RequestQuery.View.WORK;
        where.lists.put("scopes", units);
        if (units.size() == 1) {
            where.alternatives.add(new Alternative("r.unit = (:scopes)[1]"));
            where.alternatives.add(work ? BESIDE_ONE : TOLD_ONE);
        } else if (units.size() >= WIDE) {
            where.add("(" + IN_WIDE_SCOPE.formatted(work ? " AND p.work_deadline IS NOT NULL" : "") + ")");
        } else {
            where.alternatives.add(new Alternative("r.unit = " + ANY_SCOPE));
            where.alternatives.add(new Alternative("(r.unit = " + ANY_SCOPE + ") IS NOT TRUE AND "
                    + party("p.unit = " + ANY_SCOPE + (work ? " AND p.work_deadline IS NOT NULL" : ""))));
        }
    }

    /** Each code by itself where nothing else is: its index has the list's order. */
    private static void addBounds(Where where, AreaBounds bounds) {
        if (bounds.isEverywhere()) {
            return;
        }
        AreaCondition areas = AreaCondition.of(bounds);
        where.values.putAll(areas.codes());
        areas.versions().forEach((name, ids) -> where.lists.put(name, List.copyOf(ids)));
        if (areas.parts().size() > 1 && where.alternatives.isEmpty()) {
            areas.parts().forEach(part -> where.alternatives.add(new Alternative(part)));
        } else {
            where.add(areas.sql());
        }
    }

    private static String party(String condition) {
        return "EXISTS (SELECT FROM request_parties p WHERE p.month = r.month AND p.request_id = r.id AND " + condition
                + ")";
    }

    private static void addPetitioners(Where where, @Nullable List<Long> petitioners) {
        if (petitioners != null) {
            String ids = petitioners.stream().map(String::valueOf).collect(Collectors.joining(","));
            where.add("r.petitioner = ANY('{" + ids + "}'::bigint[])");
        }
    }

    /** Received between two moments: said by id too, which is what the indexes are sorted by. */
    private static void addTimes(Where where, RequestQuery query) {
        if (query.from() != null) {
            where.add("r.received_at >= :from", "from", query.from().atOffset(ZoneOffset.UTC));
            where.add("r.month >= :fromMonth", "fromMonth", month(query.from()));
            where.add("r.id >= :fromId", "fromId", Ids.firstOf(query.from()));
        }
        if (query.until() != null) {
            where.add("r.received_at < :until", "until", query.until().atOffset(ZoneOffset.UTC));
            where.add("r.month <= :untilMonth", "untilMonth", month(query.until()));
            where.add("r.id < :untilId", "untilId", Ids.firstOf(query.until().plusMillis(1)));
        }
    }

    static int month(Instant instant) {
        return Months.key(YearMonth.from(instant.atOffset(ZoneOffset.UTC)));
    }

    private static void addBox(Where where, @Nullable BBox box) {
        if (box == null) {
            return;
        }
        where.add("r.position <@ box(point(:minLon, :minLat), point(:maxLon, :maxLat))");
        where.values.put("minLon", box.minLon());
        where.values.put("minLat", box.minLat());
        where.values.put("maxLon", box.maxLon());
        where.values.put("maxLat", box.maxLat());
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

    /**
     * Requests near in place and time that may be about the same: of one category, the nearest first.
     *
     * @param halfLon half the width of the box, degrees
     */
    List<Row> near(
            Handle handle,
            double lon,
            double lat,
            double halfLon,
            double halfLat,
            List<String> categories,
            Instant since,
            int limit) {
        return handle.createQuery("""
                        SELECT r.*, left(v.value, 400) AS words FROM (
                            SELECT r.* FROM requests r
                            WHERE r.position <@ box(point(:lon - :dx, :lat - :dy), point(:lon + :dx, :lat + :dy))
                              AND r.month >= :month AND r.received_at >= :since AND r.category = ANY(:categories)
                            ORDER BY r.position <-> point(:lon, :lat), r.id DESC LIMIT :limit) AS r
                        LEFT JOIN request_values v ON v.month = r.month AND v.request_id = r.id AND v.name = 'text'
                        ORDER BY r.position <-> point(:lon, :lat), r.id DESC
                        """)
                .bind("lon", lon)
                .bind("lat", lat)
                .bind("dx", halfLon)
                .bind("dy", halfLat)
                .bind("month", month(since))
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bindArray("categories", String.class, categories.toArray())
                .bind("limit", limit)
                .map((rs, context) -> new Row(RequestStore.read(rs), rs.getString("words")))
                .list();
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
