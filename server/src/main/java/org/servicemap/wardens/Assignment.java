package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looks after a grid on these days.
 *
 * @param duty {@value #WARDEN} or {@value #STEWARD}
 * @param grid code of an area of the finest level; the version in force may no longer have it
 * @param lastDay included; null until further notice
 * @param substituteFor the account for which it stands in, or null
 */
record Assignment(
        long id,
        long account,
        String duty,
        String grid,
        LocalDate firstDay,
        @Nullable LocalDate lastDay,
        @Nullable Long substituteFor) {
    static final String WARDEN = "warden";
    static final String STEWARD = "steward";
    static final List<String> DUTIES = List.of(WARDEN, STEWARD);

    boolean isInForce(LocalDate day) {
        return new AssignmentSpan(firstDay, lastDay).holds(day);
    }

    AssignmentSpan span() {
        return new AssignmentSpan(firstDay, lastDay);
    }

    /** Whether both are the same account's same duty in the same grid on some day, which the database refuses. */
    boolean clashesWith(Assignment other) {
        return account == other.account
                && grid.equals(other.grid)
                && duty.equals(other.duty)
                && span().overlaps(other.span());
    }
}
