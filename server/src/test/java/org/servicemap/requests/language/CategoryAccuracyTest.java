package org.servicemap.requests.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.gazetteer.words.Phrases;

/** Floors well below what was measured (server/docs/BENCHMARKS.md), with few texts so that it takes seconds. */
class CategoryAccuracyTest {
    @Test
    void proposesTheRightCategories() throws IOException {
        List<Phrases.Phrase> phrases = Phrases.read();
        List<String> wrong = new ArrayList<>();
        CategoryModel model = new CategoryLearner(CategoryAccuracy.seeds()).learn(CategoryAccuracy.demo(5));
        CategoryAccuracy.Score score = CategoryAccuracy.of(model, phrases, wrong);
        assertThat(score.first()).as(wrong.toString()).isGreaterThan(phrases.size() * 78 / 100);
        assertThat(score.third()).isGreaterThan(phrases.size() * 86 / 100);
        assertThat(Math.abs(score.confidence() - score.first() / (double) score.phrases()))
                .isLessThan(0.12);
    }
}
