package org.servicemap.gazetteer.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpellingTest {
    private final Spelling spelling = new Spelling();

    @Test
    void keysIgnoreWidthCaseBlanksAndTradition() {
        assertThat(spelling.key("望京 ＳＯＨＯ（西区）")).isEqualTo("望京soho西区");
        assertThat(spelling.key("東城區")).isEqualTo("东城区");
        assertThat(spelling.key("Jardin d'Été")).isEqualTo("jardindete");
        assertThat(spelling.key(" -- ")).isEmpty();
    }

    @Test
    void pinyinHasTheReadingsOfPolyphones() {
        assertThat(spelling.pinyin("东直门")).containsExactly("dongzhimen");
        assertThat(spelling.pinyin("长安街")).contains("changanjie", "zhanganjie");
        assertThat(spelling.pinyin("厦门")).contains("xiamen");
        assertThat(spelling.pinyin("什刹海")).contains("shichahai");
        assertThat(spelling.initials("长安街")).contains("caj");
        assertThat(spelling.pinyin("soho")).isEmpty();
    }

    @Test
    void manyPolyphonesDoNotExplode() {
        assertThat(spelling.pinyin("长长长长长长长长长长长长")).hasSizeLessThanOrEqualTo(16);
    }
}
