package org.servicemap.gazetteer.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PinyinTest {
    @Test
    void lettersAreCutIntoSyllables() {
        assertThat(Pinyin.cut("wangjingjiedao")).first().isEqualTo(List.of("wang", "jing", "jie", "dao"));
        assertThat(Pinyin.cut("xian")).containsExactly(List.of("xian"), List.of("xi", "an"));
        assertThat(Pinyin.cut("lvdao")).first().isEqualTo(List.of("lv", "dao"));
    }

    @Test
    void whatIsNoPinyinIsNotCut() {
        assertThat(Pinyin.cut("library")).isEmpty();
        assertThat(Pinyin.cut("wangj")).isEmpty();
        assertThat(Pinyin.cut("")).isEmpty();
        assertThat(Pinyin.cut("an".repeat(40))).as("too long to be a name").isEmpty();
    }

    @Test
    void everySyllableThatTheCityReadsIsKnown() {
        Spelling spelling = Spelling.shared();
        "望京街道三里屯中关村什刹海酒仙桥婚姻登记处女绿旅略虐率"
                .codePoints()
                .forEach(c -> spelling.readings(c)
                        .forEach(one -> assertThat(Pinyin.cut(one)).as(one).contains(List.of(one))));
    }
}
