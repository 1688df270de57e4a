package org.servicemap.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.insights.InsightCounts.Count;
import org.servicemap.insights.InsightJson.InsightAreaJson;
import org.servicemap.text.LocalText;

/**
 * Rows of one level of an area version: every area of it, and those not in it under which requests came, so that nothing counted vanishes.
 */
record LevelFigures(
        AreaDirectory directory, String level, int rank, Measure measure, Map<String, Double> denominators) {
    private static final double RESIDENTS = 10_000;
    private static final double M2_OF_KM2 = 1e6;

    /**
     * @param within code by rank: only areas in these
     * @param former takes from what no area in force has that of which it knows the area
     */
    List<InsightAreaJson> rows(
            Map<String, Count> found,
            Map<Integer, String> within,
            Function<Map<String, Count>, List<FormerFigures.Figure>> former) {
        Map<String, Count> gone = new TreeMap<>(found);
        List<InsightAreaJson> rows = new ArrayList<>();
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            if (directory.level(ordinal) == rank) {
                String code = directory.code(ordinal);
                gone.remove(code);
                if (isWithin(directory, ordinal, within) || found.containsKey(code)) {
                    rows.add(row(ordinal, found.getOrDefault(code, Count.NONE), false));
                }
            }
        }
        former.apply(gone).forEach(each -> rows.add(former(each)));
        gone.forEach((code, count) -> rows.add(gone(code, count)));
        return rows;
    }

    /** What was recast into this version has no period before. */
    List<InsightAreaJson> recast(Recast recast) {
        return recast.json(measure).items().stream()
                .map(row -> {
                    OptionalInt at = directory.findByCode(rank, row.code());
                    return new InsightAreaJson(
                            level,
                            row.code(),
                            row.name(),
                            row.value(),
                            row.n(),
                            null,
                            0,
                            null,
                            null,
                            at.isPresent() ? perKm2(at.getAsInt(), row.n()) : null,
                            false);
                })
                .toList();
    }

    static boolean isWithin(AreaDirectory directory, int ordinal, Map<Integer, String> areas) {
        return areas.entrySet().stream().allMatch(entry -> {
            int above = directory.ancestorAt(ordinal, Math.min(entry.getKey(), directory.level(ordinal)));
            return entry.getKey() > directory.level(ordinal)
                    || above >= 0 && directory.code(above).equals(entry.getValue());
        });
    }

    private InsightAreaJson former(FormerFigures.Figure figure) {
        return new LevelFigures(figure.directory(), level, rank, measure, Map.of())
                .row(figure.ordinal(), figure.count(), true);
    }

    private InsightAreaJson row(int ordinal, Count count, boolean former) {
        Double denominator = denominators.get(directory.code(ordinal));
        return new InsightAreaJson(
                level,
                directory.code(ordinal),
                directory.name(ordinal),
                count.value(measure),
                count.n(),
                count.valueBefore(measure),
                count.before(),
                denominator == null || denominator <= 0 ? null : count.n() * RESIDENTS / denominator,
                denominator,
                perKm2(ordinal, count.n()),
                former);
    }

    /** Neither its name nor its size is known in this version. */
    private InsightAreaJson gone(String code, Count count) {
        return new InsightAreaJson(
                level,
                code,
                LocalText.of("und", code),
                count.value(measure),
                count.n(),
                count.valueBefore(measure),
                count.before(),
                null,
                null,
                null,
                true);
    }

    private @Nullable Double perKm2(int ordinal, long n) {
        return n * M2_OF_KM2 / directory.areaM2(ordinal);
    }
}
