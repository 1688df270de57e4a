package org.servicemap.wardens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spans and hand-overs against sets of days. */
class HandoverPlanTest {
    private static final LocalDate START = LocalDate.of(2026, 3, 1);
    private static final int DAYS = 30;
    private static final long FROM = 1;
    private static final long TO = 2;

    private final Random random = new Random(6);

    private static LocalDate day(int number) {
        return START.plusDays(number);
    }

    private AssignmentSpan span() {
        int first = random.nextInt(DAYS);
        return new AssignmentSpan(
                day(first), random.nextInt(6) == 0 ? null : day(first + random.nextInt(DAYS - first)));
    }

    /** Up to well behind the last day that any span of the test names. */
    private static Set<LocalDate> days(List<AssignmentSpan> spans) {
        Set<LocalDate> days = new TreeSet<>();
        for (int i = 0; i < 2 * DAYS; i++) {
            LocalDate day = day(i);
            if (spans.stream().anyMatch(span -> span.holds(day))) {
                days.add(day);
            }
        }
        return days;
    }

    @Test
    void whatIsLeftOfASpanAreItsDaysWithoutTheOthers() {
        for (int round = 0; round < 2000; round++) {
            AssignmentSpan whole = span();
            List<AssignmentSpan> others =
                    IntStream.range(0, random.nextInt(5)).mapToObj(i -> span()).toList();
            Set<LocalDate> expected = days(List.of(whole));
            expected.removeAll(days(others));

            List<AssignmentSpan> left = whole.without(others);

            assertThat(days(left)).isEqualTo(expected);
            for (int i = 0; i < left.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(left.get(i).overlaps(left.get(j))).isFalse();
                }
            }
            AssignmentSpan other = span();
            Set<LocalDate> both = days(List.of(whole));
            both.retainAll(days(List.of(other)));
            assertThat(whole.overlaps(other)).isEqualTo(!both.isEmpty());
        }
    }

    /** Assignments as the database lets them be: none of an account, grid and duty on the same day twice. */
    private List<Assignment> some() {
        List<Assignment> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            AssignmentSpan span = span();
            Assignment one = new Assignment(
                    i + 1,
                    random.nextBoolean() ? FROM : TO,
                    random.nextInt(3) == 0 ? Assignment.STEWARD : Assignment.WARDEN,
                    "g" + random.nextInt(3),
                    span.first(),
                    span.last(),
                    random.nextInt(4) == 0 ? 3L : null);
            if (all.stream().noneMatch(one::clashesWith)) {
                all.add(one);
            }
        }
        return all;
    }

    private static List<Assignment> after(List<Assignment> before, HandoverPlan plan) {
        List<Assignment> after = new ArrayList<>(before);
        Set<Long> gone = new HashSet<>();
        plan.ended().forEach(one -> gone.add(one.id()));
        plan.withdrawn().forEach(one -> gone.add(one.id()));
        after.removeIf(one -> gone.contains(one.id()));
        after.addAll(plan.ended());
        after.addAll(plan.created());
        return after;
    }

    private static boolean has(List<Assignment> all, long account, String grid, String duty, LocalDate day) {
        return all.stream()
                .anyMatch(one -> one.account() == account
                        && one.grid().equals(grid)
                        && one.duty().equals(duty)
                        && one.isInForce(day));
    }

    @Test
    void fromTheDayOnTheOtherHasWhatTheOneHadAndBeforeNothingChanges() {
        for (int round = 0; round < 500; round++) {
            List<Assignment> before = some();
            LocalDate on = day(random.nextInt(DAYS));
            @Nullable Set<String> grids = random.nextBoolean() ? null : Set.of("g0", "g2");

            List<Assignment> after = after(before, HandoverPlan.of(before, FROM, TO, grids, on));

            for (String grid : List.of("g0", "g1", "g2")) {
                boolean moves = grids == null || grids.contains(grid);
                for (String duty : Assignment.DUTIES) {
                    for (int i = 0; i < 2 * DAYS; i++) {
                        LocalDate day = day(i);
                        boolean later = moves && !day.isBefore(on);
                        boolean had = has(before, FROM, grid, duty, day);
                        assertThat(has(after, FROM, grid, duty, day)).isEqualTo(had && !later);
                        assertThat(has(after, TO, grid, duty, day))
                                .isEqualTo(has(before, TO, grid, duty, day) || had && later);
                    }
                }
            }
            for (int i = 0; i < after.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(after.get(i).clashesWith(after.get(j))).isFalse();
                }
            }
        }
    }
}
