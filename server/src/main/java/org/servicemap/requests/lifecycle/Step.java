package org.servicemap.requests.lifecycle;

import java.util.List;

/**
 * What an action does: the fields that change, the other units and the clocks as they are afterwards, and who is told.
 */
public record Step(Action action, Facts changes, List<Party> parties, List<RunningClock> clocks, List<Notice> notices) {
    public Step {
        parties = List.copyOf(parties);
        clocks = List.copyOf(clocks);
        notices = List.copyOf(notices);
    }

    /** The same with more changes, which win. */
    public Step and(Facts more) {
        return new Step(action, changes.and(more), parties, clocks, notices);
    }
}
