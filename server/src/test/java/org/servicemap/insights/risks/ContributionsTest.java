package org.servicemap.insights.risks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the counts, the parts add up to the whole change. */
class ContributionsTest {
    private static double sum(List<Contributions.Part> parts) {
        return parts.stream().mapToDouble(Contributions.Part::contribution).sum();
    }

    @Test
    void partsAddUpAndTheGreatestComeFirst() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Contributions.Counts> counts = new ArrayList<>();
            long change = 0;
            for (int i = 0; i < random.nextInt(1, 30); i++) {
                Contributions.Counts each =
                        new Contributions.Counts(i == 7 ? null : "k" + i, random.nextInt(50), random.nextInt(50));
                counts.add(each);
                change += each.now() - each.before();
            }
            List<Contributions.Part> parts = Contributions.of(counts, 5);
            assertThat(sum(parts)).isEqualTo(change, within(1e-9));
            assertThat(parts.size()).isLessThanOrEqualTo(6);
            for (int i = 1; i < Math.min(5, parts.size()) && parts.get(i).key() != null; i++) {
                assertThat(Math.abs(parts.get(i).contribution()))
                        .isLessThanOrEqualTo(Math.abs(parts.get(i - 1).contribution()));
            }
        }
    }

    @Test
    void moreFreeDaysAreToldFromMoreRequestsOnOne() {
        // 20 working days with 10 each and 8 free with 4 each, before 22 with 10 and 6 with 4: nothing but the days
        // changed
        List<Contributions.Part> parts = Contributions.ofDays(List.of(
                new Contributions.Days("working", 200, 220, 20, 22), new Contributions.Days("free", 32, 24, 8, 6)));
        assertThat(sum(parts)).isEqualTo(-12, within(1e-9));
        assertThat(parts.get(0)).isEqualTo(new Contributions.Part("working_days", 20, 22, -20));
        assertThat(parts)
                .filteredOn(part -> String.valueOf(part.key()).endsWith("_rate"))
                .allSatisfy(part -> assertThat(part.contribution()).isZero());
        // without a day of a kind before nothing is divided by zero
        assertThat(sum(Contributions.ofDays(List.of(new Contributions.Days("free", 9, 0, 3, 0)))))
                .isEqualTo(9, within(1e-9));
    }
}
