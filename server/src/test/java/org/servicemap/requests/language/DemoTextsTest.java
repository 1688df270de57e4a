package org.servicemap.requests.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.servicemap.gazetteer.words.Phrases;

class DemoTextsTest {
    private static final DemoTexts.Slots SLOTS = new DemoTexts.Slots("望京花园", "建国路", "建国路与西三条交叉口");

    @Test
    void everyLeafCategoryHasPatternsAndNoSlotStaysOpen() throws IOException {
        DemoTexts texts = CategoryAccuracy.demoTexts();
        Set<String> leaves =
                CategoryAccuracy.seeds().stream().map(Labelled::category).collect(Collectors.toSet());
        assertThat(texts.categories()).isEqualTo(leaves);
        SplittableRandom random = new SplittableRandom(3);
        for (String category : texts.categories()) {
            for (int i = 0; i < 20; i++) {
                assertThat(texts.text(category, SLOTS, random)).isNotBlank().doesNotContain("{", "}");
            }
        }
    }

    @Test
    void sameNumbersGiveTheSameTextsAndOthersVary() throws IOException {
        DemoTexts texts = CategoryAccuracy.demoTexts();
        Set<String> made = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            String text = texts.text("HEAT-SUP-COLD", SLOTS, new SplittableRandom(seed));
            assertThat(texts.text("HEAT-SUP-COLD", SLOTS, new SplittableRandom(seed)))
                    .isEqualTo(text);
            made.add(text);
        }
        assertThat(made).hasSizeGreaterThan(100);
    }

    @Test
    void noPatternMakesAPhraseOfTheMeasure() throws IOException {
        DemoTexts texts = CategoryAccuracy.demoTexts();
        Set<String> phrases = Phrases.read().stream().map(Phrases.Phrase::text).collect(Collectors.toSet());
        SplittableRandom random = new SplittableRandom(5);
        for (String category : texts.categories()) {
            for (int i = 0; i < 50; i++) {
                assertThat(phrases).doesNotContain(texts.text(category, SLOTS, random));
            }
        }
    }
}
