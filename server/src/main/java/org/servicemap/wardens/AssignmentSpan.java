package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Days one after the other, both ends included.
 *
 * @param last null without an end
 */
record AssignmentSpan(LocalDate first, @Nullable LocalDate last) {
    AssignmentSpan {
        if (last != null && last.isBefore(first)) {
            throw new IllegalArgumentException("a span that ends before it begins");
        }
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(first) && (last == null || !day.isAfter(last));
    }

    boolean overlaps(AssignmentSpan other) {
        return (other.last == null || !first.isAfter(other.last)) && (last == null || !other.first.isAfter(last));
    }

    /** What is left of these days without those of the others, the earliest first. */
    List<AssignmentSpan> without(List<AssignmentSpan> others) {
        List<AssignmentSpan> left = new ArrayList<>();
        LocalDate next = first;
        for (AssignmentSpan other : others.stream()
                .filter(this::overlaps)
                .sorted(Comparator.comparing(AssignmentSpan::first))
                .toList()) {
            if (next.isBefore(other.first)) {
                left.add(new AssignmentSpan(next, other.first.minusDays(1)));
            }
            if (other.last == null) {
                return left;
            }
            LocalDate after = other.last.plusDays(1);
            next = after.isAfter(next) ? after : next;
        }
        if (last == null || !next.isAfter(last)) {
            left.add(new AssignmentSpan(next, last));
        }
        return left;
    }

    @Override
    public String toString() {
        return first + " to " + (last == null ? "further notice" : last.toString());
    }
}
