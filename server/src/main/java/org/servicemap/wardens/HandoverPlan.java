package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a hand-over does to assignments: those of one account end the day before, and the other account gets what is left of their
 * days, unless it has the duty there already. Pure.
 *
 * @param ended as they will be
 * @param withdrawn that had not begun
 * @param created without ids
 * @param kept of the other account: what it has already and so does not get again
 */
record HandoverPlan(
        List<Assignment> ended, List<Assignment> withdrawn, List<Assignment> created, List<Assignment> kept) {

    /**
     * @param all assignments of both accounts
     * @param grids only these; null for all
     * @param on the first day of the other account
     */
    static HandoverPlan of(List<Assignment> all, long from, long to, @Nullable Set<String> grids, LocalDate on) {
        HandoverPlan plan =
                new HandoverPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Assignment> others =
                all.stream().filter(one -> one.account() == to).toList();
        for (Assignment one : all) {
            LocalDate last = one.lastDay();
            boolean chosen = one.account() == from && (grids == null || grids.contains(one.grid()));
            if (chosen && (last == null || !last.isBefore(on))) {
                plan.take(one, to, others, on);
            }
        }
        return plan;
    }

    private void take(Assignment one, long to, List<Assignment> others, LocalDate on) {
        boolean begun = one.firstDay().isBefore(on);
        if (begun) {
            ended.add(new Assignment(
                    one.id(),
                    one.account(),
                    one.duty(),
                    one.grid(),
                    one.firstDay(),
                    on.minusDays(1),
                    one.substituteFor()));
        } else {
            withdrawn.add(one);
        }
        AssignmentSpan rest = new AssignmentSpan(begun ? on : one.firstDay(), one.lastDay());
        List<Assignment> there = others.stream()
                .filter(other -> other.grid().equals(one.grid()) && other.duty().equals(one.duty()))
                .filter(other -> other.span().overlaps(rest))
                .toList();
        kept.addAll(there);
        Long substituted = one.substituteFor();
        Long standsInFor = substituted == null || substituted == to ? null : substituted;
        rest.without(there.stream().map(Assignment::span).toList())
                .forEach(span -> created.add(
                        new Assignment(0, to, one.duty(), one.grid(), span.first(), span.last(), standsInFor)));
    }

    Set<String> gridsMoved() {
        return Stream.concat(ended.stream(), withdrawn.stream())
                .map(Assignment::grid)
                .collect(Collectors.toUnmodifiableSet());
    }
}
