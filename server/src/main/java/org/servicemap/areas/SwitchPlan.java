package org.servicemap.areas;

import java.util.List;

/**
 * What a switch of versions means for everything that hangs on areas by their codes.
 *
 * @param gone areas that the new version does not have
 * @param hanging what hangs on them
 * @param moves where it would go: for each area concerned, the new area with the largest share of it
 * @param stranded areas with something hanging on them and no new area in their place
 */
public record SwitchPlan(
        List<AreaKey> gone,
        List<AreaDependants.Dependant> hanging,
        List<AreaDependants.Move> moves,
        List<AreaKey> stranded) {
    static final SwitchPlan NOTHING = new SwitchPlan(List.of(), List.of(), List.of(), List.of());

    public SwitchPlan {
        gone = List.copyOf(gone);
        hanging = List.copyOf(hanging);
        moves = List.copyOf(moves);
        stranded = List.copyOf(stranded);
    }

    /** Whether somebody must say yes first. */
    public boolean needsConfirmation() {
        return !hanging.isEmpty();
    }
}
