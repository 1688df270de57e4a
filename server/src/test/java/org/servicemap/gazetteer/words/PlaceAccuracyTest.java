package org.servicemap.gazetteer.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Floors well below what was measured on the whole city (server/docs/BENCHMARKS.md): a change that hurts shows here. */
class PlaceAccuracyTest {
    @Test
    void findsTheCommunitiesThatCallersMean() throws IOException {
        List<Phrases.Phrase> phrases = Phrases.read();
        assertThat(phrases).hasSizeGreaterThanOrEqualTo(500);
        assertThat(phrases.stream().filter(Phrases.Phrase::heldOut)).hasSizeGreaterThanOrEqualTo(phrases.size() / 4);
        List<String> wrong = new ArrayList<>();
        PlaceAccuracy.Score score = PlaceAccuracy.of(CityExtract.read(), Map.of(), phrases, wrong);
        assertThat(score.communityFirst()).as(wrong.toString()).isGreaterThan(score.communities() * 88 / 100);
        assertThat(score.communityThird()).isGreaterThan(score.communities() * 93 / 100);
        assertThat(score.first()).isGreaterThan(score.phrases() * 86 / 100);
    }
}
