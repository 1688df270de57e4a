package org.servicemap.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.requests.lifecycle.Field;

/**
 * Which callbacks a figure counts, beside its period. Sensitive requests are never among them.
 *
 * @param units leading units; null for any
 * @param scope units that the caller may look at; null for all
 * @param categories one of these; null for any
 * @param areas code by rank of the level
 * @param bounds areas that the caller may look at
 * @param counting what of them, see {@link Counting}
 */
record RateFilter(
        @Nullable List<String> units,
        @Nullable List<String> scope,
        @Nullable List<String> categories,
        Map<Integer, String> areas,
        AreaBounds bounds,
        Counting counting) {
    /** Which of the valid callbacks: what stands behind one number of a row. */
    enum Counting {
        VALID("true"),
        CONTACTED("r.contacted"),
        NOT_CONTACTED("NOT r.contacted"),
        SOLVED("r.solved"),
        NOT_SOLVED("NOT r.solved"),
        SATISFIED("r.satisfaction = 'satisfied'"),
        BASICALLY_SATISFIED("r.satisfaction = 'basically_satisfied'"),
        /** Satisfied or basically satisfied. */
        CONTENT("r.satisfaction IN ('satisfied', 'basically_satisfied')"),
        NOT_SATISFIED("r.satisfaction NOT IN ('satisfied', 'basically_satisfied')");

        private final String condition;

        Counting(String condition) {
            this.condition = condition;
        }

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static List<String> keys() {
            return java.util.Arrays.stream(values()).map(Counting::key).toList();
        }
    }

    RateFilter {
        areas = Map.copyOf(areas);
    }

    /** Conditions on the table {@code requests r}. */
    String sql() {
        List<String> all = new ArrayList<>();
        all.add("r.called_back_at >= :from AND r.called_back_at < :until AND NOT coalesce(r.sensitive, false)");
        all.add(counting.condition);
        if (units != null) {
            all.add("r.called_back_for = ANY(:units)");
        }
        if (scope != null) {
            all.add("r.called_back_for = ANY(:scope)");
        }
        if (categories != null) {
            all.add("r.category = ANY(:categories)");
        }
        areas.keySet().forEach(rank -> all.add("r." + Field.area(rank).column() + " = :area" + rank));
        if (!bounds.isEverywhere()) {
            all.add(AreaCondition.of(bounds).sql());
        }
        return String.join(" AND ", all);
    }

    Query bind(Query query) {
        bind(query, "units", units);
        bind(query, "scope", scope);
        bind(query, "categories", categories);
        areas.forEach((rank, code) -> query.bind("area" + rank, code));
        return AreaCondition.of(bounds).bind(query);
    }

    private static void bind(Query query, String name, @Nullable List<String> values) {
        if (values != null) {
            query.bindArray(name, String.class, values.toArray());
        }
    }
}
