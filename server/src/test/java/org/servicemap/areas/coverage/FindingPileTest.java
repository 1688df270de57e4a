package org.servicemap.areas.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.servicemap.text.LocalText;

/** A million findings that are alike are some, and how many more. */
class FindingPileTest {
    @Test
    void ofOneKindTheFirstAreKeptAndTheOthersCounted() {
        List<Finding> found = new ArrayList<>();
        for (int feature = 1; feature <= 1000; feature++) {
            found.add(finding("overlap", Severity.ERROR, "a", feature));
        }
        found.add(finding("overlap", Severity.ERROR, "b", 1));
        found.add(finding("overlap", Severity.WARNING, "a", 1));
        Collections.shuffle(found, new Random(71));
        FindingPile pile = new FindingPile(10);
        assertThat(pile.isEmpty()).isTrue();
        found.forEach(pile::add);

        ImportReport report = pile.report();
        assertThat(report.findings()).hasSize(13);
        assertThat(report.findings().subList(0, 10))
                .extracting(Finding::feature)
                .as("in whatever order they came")
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        Finding more = report.findings().get(10);
        assertThat(more.count()).isEqualTo(990);
        assertThat(more.m2()).isEqualTo(990 * 0.5);
        assertThat(more.message().in("en", "en")).isEqualTo("990 more of this kind, which are not listed singly");
        assertThat(more.message().in("zh", "zh")).contains("990");
        assertThat(report.count(Severity.ERROR)).isEqualTo(1001);
        assertThat(report.count(Severity.WARNING)).isEqualTo(1);
        assertThat(report.counts()).containsEntry("overlap", 1002L);
        assertThat(report.m2()).containsEntry("overlap", 501.0);
    }

    private static Finding finding(String code, Severity severity, String layer, long feature) {
        return new Finding(
                code, severity, layer, feature, null, null, null, 0.5, LocalText.of("zh", "错", "en", "wrong"));
    }
}
