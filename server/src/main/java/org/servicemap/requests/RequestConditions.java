package org.servicemap.requests;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.geo.BBox;
import org.servicemap.storage.Ids;

/**
 * What a list's query becomes in SQL: conditions and what they bind, and where one index cannot serve all of it, alternatives with an index
 * each. For one statement; not thread-safe.
 */
final class RequestConditions {
    static final String MONTHS = "%s.month BETWEEN :firstMonth AND :lastMonth";

    /** From this many units on the requests are walked in the list's order, since most are of one of them. */
    private static final int WIDE = 64;

    /** Looked up when it runs: a plan weighs each unit in each month when it sees them. */
    private static final String ANY_SCOPE = "ANY(CAST((SELECT CAST(:scopes AS text[])) AS text[]))";

    /** Hashed once; "is true" and the limit keep both from being turned into joins over whole tables. */
    private static final String IN_WIDE_SCOPE = """
            (r.unit IN (SELECT unnest(CAST(:scopes AS text[])))) IS TRUE OR (
            SELECT true FROM request_parties p WHERE p.month = r.month AND p.request_id = r.id
                AND (p.unit IN (SELECT unnest(CAST(:scopes AS text[])))) IS TRUE%s LIMIT 1)""";

    private final List<String> conditions = new ArrayList<>();
    private final List<Alternative> alternatives = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();

    private RequestConditions() {}

    static RequestConditions of(RequestQuery query) {
        RequestConditions made = new RequestConditions();
        made.addAll(query);
        return made;
    }

    /** Only of these classes; those of none or of one that the city does not know are {@link #ofNoUrgencyIn}. */
    void ofUrgency(String urgency) {
        add("r.urgency = :class", "class", urgency);
    }

    void ofNoUrgencyIn(List<String> classes) {
        any("(r.urgency = ANY(:classes)) IS NOT TRUE", "classes", classes);
    }

    /** Of what units lead, whatever else they were asked or told: conditions alone, without alternatives. */
    static RequestConditions within(ListScope scope) {
        RequestConditions made = new RequestConditions();
        made.addSensitive(scope.sensitiveOf());
        made.addLead(scope.units());
        made.addAreas(scope.areas(), false);
        return made;
    }

    private void addAll(RequestQuery query) {
        add(query.view().condition());
        addFilter(query.filter());
        if (query.filter().flags().late()) {
            addLate(query.view().clock());
        }
        ListScope scope = query.scope();
        addSensitive(scope.sensitiveOf());
        if (scope.leading()) {
            addLead(scope.units());
        } else {
            addParts(scope.units(), query.view() == RequestQuery.View.WORK);
        }
        addAreas(scope.areas(), true);
    }

    /** Where none is known, said as the partial indexes say it. */
    private void addSensitive(@Nullable List<String> units) {
        String none = "r.sensitive IS NOT TRUE";
        if (units != null && units.isEmpty()) {
            add(none);
        } else {
            any("(" + none + " OR r.unit = ANY(:sensitiveOf))", "sensitiveOf", units);
        }
    }

    private void addLate(@Nullable String clock) {
        if (clock == null) {
            add("r.overdue");
        } else {
            add(
                    "EXISTS (SELECT FROM request_clocks c WHERE c.month = r.month AND c.request_id = r.id"
                            + " AND c.clock = :lateClock AND c.spoken)",
                    "lateClock",
                    clock);
        }
    }

    private void addFilter(RequestFilter filter) {
        oneOf("r.state", "states", filter.states());
        oneOf("r.unit", "units", filter.units());
        any(party("p.status = 'asked' AND p.unit = ANY(:parties)"), "parties", filter.parties());
        oneOf("r.category", "categories", filter.categories());
        filter.areas().forEach((rank, code) -> add("r.area_" + rank + " = :area" + rank, "area" + rank, code));
        add("r.urgency = :urgency", "urgency", filter.urgency());
        add("r.channel = :channel", "channel", filter.channel());
        addFlag("r.overdue", filter.flags().overdue());
        addFlag("r.supervised", filter.flags().supervised());
        addFlag("r.sensitive", filter.flags().sensitive());
        addTimes(filter.received());
        addBox(filter.box());
        addPetitioners(filter.petitioners());
        add("r.handler = :handler", "handler", filter.handler());
    }

    private void add(String condition) {
        if (!condition.isEmpty()) {
            conditions.add(condition);
        }
    }

    private void add(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    private void any(String condition, String name, @Nullable List<String> value) {
        if (value != null) {
            conditions.add(condition);
            lists.put(name, value);
        }
    }

    /** Said only where it leaves months out. */
    void during(MonthSpan span) {
        if (span.equals(MonthSpan.ALL)) {
            return;
        }
        add(MONTHS.formatted("r"), "firstMonth", span.first());
        values.put("lastMonth", span.last());
        alternatives.replaceAll(Alternative::duringMonths);
    }

    /** One of a list; one alone is said as such, since an index gives its rows in order then. */
    private void oneOf(String column, String name, @Nullable List<String> value) {
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
        String common = sql();
        return alternatives.isEmpty()
                ? "SELECT " + columns + " FROM requests r WHERE " + common
                : "SELECT * FROM ("
                        + alternatives.stream()
                                .map(one -> "(" + one.select(columns, common, order) + " LIMIT :limit)")
                                .collect(Collectors.joining(" UNION ALL "))
                        + ") r";
    }

    /** What holds for all rows. */
    String sql() {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    Query bind(Query query) {
        values.forEach(query::bind);
        lists.forEach((name, list) -> query.bindArray(name, String.class, list.toArray()));
        return query;
    }

    void goOn(RequestQuery.View view, KeyCursor after) {
        switch (view) {
            case ALL, PUBLICATION -> {
                add("r.id < :afterId");
                add("r.month <= :afterMonth", "afterMonth", Months.of(after.id()));
            }
            case QUEUE, DISPUTED -> add("r.id > :afterId");
            case WORK, EXTENSIONS -> goOnAfterTime("r.deadline", after);
            case SUSPENDED -> goOnAfterTime("r.review_at", after);
            case CALLBACKS -> goOnAfterTime("r.handled_at", after);
        }
        values.put("afterId", after.id());
    }

    /** Rows without the time come last. */
    private void goOnAfterTime(String column, KeyCursor after) {
        add("(coalesce(" + column + ", 'infinity'), r.id) > (:afterTime, :afterId)");
        values.put("afterTime", after.key() == Long.MAX_VALUE ? OffsetDateTime.MAX : time(after.key()));
        alternatives.replaceAll(Alternative::goingOn);
    }

    private static OffsetDateTime time(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L)
                .atOffset(ZoneOffset.UTC);
    }

    /** Said as the partial indexes say it. */
    private void addFlag(String column, @Nullable Boolean wanted) {
        if (wanted != null) {
            add(wanted ? column : column + " IS NOT TRUE");
        }
    }

    private void addLead(@Nullable List<String> units) {
        if (units != null) {
            lists.put("scopes", units);
            add(lead(units.size()));
        }
    }

    private static String lead(int units) {
        return units == 1
                ? "r.unit = (:scopes)[1]"
                : units >= WIDE
                        ? "(r.unit IN (SELECT unnest(CAST(:scopes AS text[])))) IS TRUE"
                        : "r.unit = " + ANY_SCOPE;
    }

    /** With the unit, or where it was asked or told. */
    private void addParts(@Nullable List<String> units, boolean work) {
        if (units == null) {
            return;
        }
        lists.put("scopes", units);
        String atWork = work ? " AND p.work_deadline IS NOT NULL" : "";
        String lead = lead(units.size());
        if (units.size() == 1) {
            alternatives.add(new Alternative(lead));
            alternatives.add(work ? Alternative.BESIDE_ONE : Alternative.TOLD_ONE);
        } else if (units.size() >= WIDE) {
            add("(" + IN_WIDE_SCOPE.formatted(atWork) + ")");
        } else {
            alternatives.add(new Alternative(lead));
            alternatives.add(
                    new Alternative("(" + lead + ") IS NOT TRUE AND " + party("p.unit = " + ANY_SCOPE + atWork)));
        }
    }

    /** @param apart whether each code may go by itself where nothing else does: its index has the list's order */
    private void addAreas(AreaBounds bounds, boolean apart) {
        if (bounds.isEverywhere()) {
            return;
        }
        AreaCondition areas = AreaCondition.of(bounds);
        values.putAll(areas.codes());
        areas.versions().forEach((name, ids) -> lists.put(name, List.copyOf(ids)));
        if (apart && areas.parts().size() > 1 && alternatives.isEmpty()) {
            areas.parts().forEach(part -> alternatives.add(new Alternative(part)));
        } else {
            add(areas.sql());
        }
    }

    private static String party(String condition) {
        return "EXISTS (SELECT FROM request_parties p WHERE p.month = r.month AND p.request_id = r.id AND " + condition
                + ")";
    }

    private void addPetitioners(@Nullable List<Long> petitioners) {
        if (petitioners != null) {
            String ids = petitioners.stream().map(String::valueOf).collect(Collectors.joining(","));
            add("r.petitioner = ANY('{" + ids + "}'::bigint[])");
        }
    }

    /** Received between two moments: said by id too, which is what the indexes are sorted by. */
    private void addTimes(RequestFilter.Received received) {
        if (received.from() != null) {
            add("r.received_at >= :from", "from", received.from().atOffset(ZoneOffset.UTC));
            add("r.month >= :fromMonth", "fromMonth", Months.at(received.from()));
            add("r.id >= :fromId", "fromId", Ids.firstOf(received.from()));
        }
        if (received.until() != null) {
            add("r.received_at < :until", "until", received.until().atOffset(ZoneOffset.UTC));
            add("r.month <= :untilMonth", "untilMonth", Months.at(received.until()));
            add("r.id < :untilId", "untilId", Ids.firstOf(received.until().plusMillis(1)));
        }
    }

    private void addBox(@Nullable BBox box) {
        if (box == null) {
            return;
        }
        add("r.position <@ box(point(:minLon, :minLat), point(:maxLon, :maxLat))");
        values.put("minLon", box.minLon());
        values.put("minLat", box.minLat());
        values.put("maxLon", box.maxLon());
        values.put("maxLat", box.maxLat());
    }
}
