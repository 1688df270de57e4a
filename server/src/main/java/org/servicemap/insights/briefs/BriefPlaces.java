package org.servicemap.insights.briefs;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.briefs.BriefFigures.BriefRateFigures;
import org.servicemap.insights.briefs.BriefFigures.BriefRow;
import org.servicemap.insights.briefs.BriefRates.Answers;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;

/** Areas and units of a report, with their places among those of their kind as the rates give them. */
final class BriefPlaces {
    private static final int MOST = 40;
    private static final int DEEPEST = 50;

    private final BriefNames names;
    private final Map<String, LocalText> kinds;
    private final BriefRates rates;

    BriefPlaces(BriefNames names, Map<String, LocalText> kinds, BriefRates rates) {
        this.names = names;
        this.kinds = kinds;
        this.rates = rates;
    }

    List<BriefRow> areas(BriefFacts facts, int rank, BriefPeriod period, boolean before) throws SQLException {
        Map<String, Long> now = facts.receivedByArea(rank, period);
        Map<String, Long> then = facts.receivedByArea(rank, period.before());
        Map<String, List<Answers>> answers = facts.answersByArea(rank, period);
        List<BriefRow> rows = new ArrayList<>();
        for (String code : codes(now, answers)) {
            rows.add(row(code, names.area(rank, code), "", now, before ? then : null, answers));
        }
        return ranked(rows).stream()
                .sorted(Comparator.comparing((BriefRow row) -> -row.n()).thenComparing(BriefRow::code))
                .limit(MOST)
                .toList();
    }

    /** @param within only these; null for all */
    List<BriefRow> units(BriefFacts facts, BriefPeriod period, boolean before, @Nullable List<String> within)
            throws SQLException {
        Map<String, Long> now = withAncestors(facts.receivedByUnit(period), Long::sum);
        Map<String, Long> then = withAncestors(facts.receivedByUnit(period.before()), Long::sum);
        Map<String, List<Answers>> answers = withAncestors(facts.answersByUnit(period), BriefPlaces::together);
        List<BriefRow> rows = new ArrayList<>();
        for (String code : codes(now, answers)) {
            if (within == null || within.contains(code)) {
                rows.add(row(code, names.unit(code), names.unitKind(code), now, before ? then : null, answers));
            }
        }
        return ranked(rows).stream()
                .sorted(Comparator.comparing((BriefRow row) -> order(row.kind()))
                        .thenComparing(row -> row.place() == null ? Integer.MAX_VALUE : row.place())
                        .thenComparing(row -> -row.n())
                        .thenComparing(BriefRow::code))
                .limit(MOST)
                .toList();
    }

    private int order(String kind) {
        int at = List.copyOf(kinds.keySet()).indexOf(kind);
        return at < 0 ? kinds.size() : at;
    }

    private static Set<String> codes(Map<String, ?> one, Map<String, ?> other) {
        Set<String> codes = new LinkedHashSet<>(one.keySet());
        codes.addAll(other.keySet());
        return codes;
    }

    private BriefRow row(
            String code,
            LocalText name,
            String kind,
            Map<String, Long> now,
            @Nullable Map<String, Long> before,
            Map<String, List<Answers>> answers) {
        return new BriefRow(
                code,
                name,
                kind,
                kinds.getOrDefault(kind, LocalText.EMPTY),
                now.getOrDefault(code, 0L),
                before == null ? null : before.getOrDefault(code, 0L),
                BriefRateFigures.of(rates.of(answers.getOrDefault(code, List.of()))),
                null,
                0);
    }

    /** Equal scores share a place. */
    private List<BriefRow> ranked(List<BriefRow> rows) {
        Map<String, List<Double>> scores = new HashMap<>();
        for (BriefRow row : rows) {
            if (isRanked(row)) {
                scores.computeIfAbsent(row.kind(), kind -> new ArrayList<>()).add(score(row));
            }
        }
        return rows.stream()
                .map(row -> placed(row, scores.getOrDefault(row.kind(), List.of())))
                .toList();
    }

    private boolean isRanked(BriefRow row) {
        return row.rates() != null && row.rates().n() >= rates.leastToRank();
    }

    private static double score(BriefRow row) {
        return row.rates() == null ? 0 : row.rates().score();
    }

    private BriefRow placed(BriefRow row, List<Double> scores) {
        Integer place = isRanked(row)
                ? Integer.valueOf(1
                        + (int) scores.stream()
                                .filter(each -> each > score(row))
                                .count())
                : null;
        return new BriefRow(
                row.code(),
                row.name(),
                row.kind(),
                row.kindName(),
                row.n(),
                row.before(),
                row.rates(),
                place,
                scores.size());
    }

    private static List<Answers> together(List<Answers> one, List<Answers> other) {
        List<Answers> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /** A unit's figures are its own and those of all units below it. */
    private <T> Map<String, T> withAncestors(Map<String, T> own, java.util.function.BinaryOperator<T> plus) {
        Map<String, T> summed = new HashMap<>();
        own.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            String at = each.getKey();
            for (int steps = 0; at != null && steps < DEEPEST; steps++) {
                summed.merge(at, each.getValue(), plus);
                at = names.units().find(at).map(Unit::parent).orElse(null);
            }
        });
        return summed;
    }
}
