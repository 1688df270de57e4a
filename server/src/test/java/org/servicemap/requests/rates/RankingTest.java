package org.servicemap.requests.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.text.LocalText;

class RankingTest {
    private static final RateRules RULES = new RateRules(0.1, 0.5, 0.4, 0.9, 19, 3);

    private static Ranking.Row row(String code, String kind, long solved, long unsolved) {
        Tally tally = Tally.of(solved, true, true, "satisfied", RULES)
                .plus(Tally.of(unsolved, true, false, "dissatisfied", RULES));
        return new Ranking.Row(code, LocalText.of("en", code), kind, tally, Tally.NONE);
    }

    private static List<String> shown(Ranking.Row... rows) {
        return Ranking.of(List.of(rows), RULES).stream()
                .map(place -> place.row().code() + " " + place.rank() + "/" + place.among())
                .toList();
    }

    @Test
    void eachIsRankedAmongItsKindAndEqualScoresShareAPlace() {
        assertThat(shown(
                        row("A", "office", 2, 2),
                        row("B", "office", 4, 0),
                        row("C", "office", 1, 1),
                        row("D", "office", 2, 2),
                        row("E", "office", 0, 5),
                        row("F", "department", 1, 4),
                        row("G", "office", 0, 0)))
                .containsExactly("B 1/4", "A 2/4", "C null/4", "D 2/4", "F 1/1", "E 4/4", "G null/4");
    }
}
