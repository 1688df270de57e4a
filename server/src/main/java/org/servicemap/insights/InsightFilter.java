package org.servicemap.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.facts.FactCode;

/**
 * Which requests are counted, beside the period. Sensitive ones never are.
 *
 * @param units those the caller may look at, by the unit that leads or led; null for all
 * @param areas code by rank of the level; of the caller's own also what was placed under its former codes
 * @param bounds areas that the caller may look at
 * @param categories one of these; null for any
 */
record InsightFilter(
        @Nullable List<String> units,
        Map<Integer, String> areas,
        AreaBounds bounds,
        @Nullable List<String> categories,
        @Nullable String channel,
        @Nullable String urgency,
        @Nullable String kind,
        More more) {
    /**
     * Further qualities; null for any.
     *
     * @param hour of the city's clock at which it was received
     * @param cell an H3 hexagon of the stored resolution or a coarser one
     * @param cells hexagons of resolution {@link #CIRCLE_RESOLUTION}, in one of which it lies: of a circle those whose middle is in it. Never finer, or who
     *     may not see exact points could find them out with smaller and smaller circles
     */
    record More(
            @Nullable String hotline,
            @Nullable String state,
            @Nullable String tone,
            @Nullable Boolean anonymous,
            @Nullable Integer hour,
            @Nullable Long cell,
            @Nullable List<Long> cells) {
        static final More NONE = new More(null, null, null, null, null, null, null);
    }

    /** That of the nightly scan, whose rings are circles around such hexagons. */
    static final int CIRCLE_RESOLUTION = HotSpots.RESOLUTION;

    InsightFilter(
            @Nullable List<String> units,
            Map<Integer, String> areas,
            AreaBounds bounds,
            @Nullable List<String> categories,
            @Nullable String channel,
            @Nullable String urgency,
            @Nullable String kind) {
        this(units, areas, bounds, categories, channel, urgency, kind, More.NONE);
    }

    /** Everything. */
    static final InsightFilter ALL = new InsightFilter(null, Map.of(), AreaBounds.EVERYWHERE, null, null, null, null);

    /** The same place and caller, whatever was asked for beside. */
    InsightFilter anything() {
        return new InsightFilter(units, areas, bounds, null, null, null, null);
    }

    /** A condition, and the values of its question marks. */
    record Sql(String condition, List<Object> values) {}

    Sql sql() {
        StringBuilder sql = new StringBuilder("r.sensitive IS NOT TRUE");
        List<Object> values = new ArrayList<>();
        oneOf(FactCode.LED, units, sql, values);
        oneOf(FactCode.CATEGORY, categories, sql, values);
        areas.forEach((rank, code) -> {
            if (!bounds.isOwn(rank, code)) {
                oneOf(FactCode.area(rank), List.of(code), sql, values);
            }
        });
        if (!bounds.isEverywhere()) {
            BoundFacts bound =
                    BoundFacts.of(bounds, "r.", rank -> FactCode.area(rank).oneOf("r", 1));
            sql.append(" AND ").append(bound.condition());
            values.addAll(bound.values());
        }
        equal("r.channel", channel, sql, values);
        equal("r.urgency", urgency, sql, values);
        equal("r.kind", kind, sql, values);
        equal("r.hotline", more.hotline(), sql, values);
        equal("r.state", more.state(), sql, values);
        equal("r.tone", more.tone(), sql, values);
        equal("coalesce(r.anonymous, false)", more.anonymous(), sql, values);
        equal("r.received_hour", more.hour(), sql, values);
        Long cell = more.cell();
        if (cell != null) {
            equal(Cells.parentSql("r.cell", Cells.resolution(cell)), cell, sql, values);
        }
        List<Long> cells = more.cells();
        if (cells != null) {
            sql.append(" AND ").append(oneOf(cells));
        }
        return new Sql(sql.toString(), values);
    }

    /** Numbers and not question marks: a wide circle has thousands. */
    private static String oneOf(List<Long> cells) {
        return cells.isEmpty()
                ? "FALSE"
                : Cells.parentSql("r.cell", CIRCLE_RESOLUTION)
                        + cells.stream().map(String::valueOf).collect(Collectors.joining(", ", " IN (", ")"));
    }

    private static void equal(String column, @Nullable Object value, StringBuilder sql, List<Object> values) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            values.add(value);
        }
    }

    private static void oneOf(FactCode code, @Nullable List<String> any, StringBuilder sql, List<Object> values) {
        if (any == null) {
            return;
        }
        sql.append(" AND ").append(code.oneOf("r", any.size()));
        values.addAll(any);
    }
}
