package org.servicemap.areas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a switch of versions means for everything that hangs on areas by their codes.
 *
 * @param gone areas that the new version does not have
 * @param hanging what hangs on them
 * @param moves where it would go: for each area concerned, the new areas with the largest shares of it, the largest first
 * @param stranded areas with something hanging on them and no new area in their place
 * @param moment when it happens
 */
public record SwitchPlan(
        List<AreaKey> gone,
        List<AreaDependants.Dependant> hanging,
        List<AreaDependants.Move> moves,
        List<AreaKey> stranded,
        Moment moment) {
    static final SwitchPlan NOTHING = new SwitchPlan(List.of(), List.of(), List.of(), List.of(), Moment.NOW);

    /** When what hangs on areas, and what a pack brought beside boundaries, follows a publication. */
    public enum Moment {
        /** The version is in force today. */
        NOW,
        /** On the version's first day, which is to come. */
        ON_ITS_DAY,
        /** Never: all the version's days have passed; it is kept for questions about them. */
        NEVER
    }

    public SwitchPlan {
        gone = List.copyOf(gone);
        hanging = List.copyOf(hanging);
        moves = List.copyOf(moves);
        stranded = List.copyOf(stranded);
    }

    SwitchPlan at(Moment when) {
        return when == Moment.NEVER
                ? new SwitchPlan(gone, List.of(), List.of(), List.of(), when)
                : new SwitchPlan(gone, hanging, moves, stranded, when);
    }

    /** What part of an area's surface goes to areas too small to follow: rules that name it no longer hold there. */
    public double lost(AreaKey area) {
        return Math.max(
                0,
                1
                        - moves.stream()
                                .filter(move -> move.from().equals(area))
                                .mapToDouble(AreaDependants.Move::share)
                                .sum());
    }

    /** How many things of each kind hang on areas that go, in the order in which they are listed. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        hanging.forEach(each -> counts.merge(each.kind(), each.count(), Integer::sum));
        return counts;
    }

    /** Whether somebody must say yes first. */
    public boolean needsConfirmation() {
        return !hanging.isEmpty();
    }
}
