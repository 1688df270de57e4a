package org.servicemap.gazetteer.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResemblanceTest {
    private final Tokens tokens = new Tokens(Spelling.shared());

    private double of(String part, String whole) {
        return Resemblance.coverage(tokens.of(part), tokens.of(whole));
    }

    @Test
    void allOfItInOnePieceIsOne() {
        assertThat(of("婚姻登记", "朝阳区婚姻登记处")).isEqualTo(1);
        assertThat(of("没有", "朝阳区婚姻登记处")).isZero();
        assertThat(of("", "朝阳区")).isZero();
        assertThat(of("朝阳", "")).isZero();
    }

    @Test
    void slipsCostLessThanMissingCharacters() {
        double gap = of("朝阳婚姻登记处", "朝阳区婚姻登记处");
        double sound = of("朝杨区", "朝阳区");
        double swapped = of("望京道街", "望京街道");
        double missing = of("望京医道", "望京街道");
        assertThat(gap).isLessThan(1).isGreaterThan(swapped);
        assertThat(swapped).isGreaterThan(sound).isGreaterThan(0.9);
        assertThat(sound).isGreaterThan(missing);
    }

    @Test
    void pinyinAndBeginningsOfWordsCount() {
        assertThat(of("wang jing", "望京")).isBetween(0.7, 0.9);
        assertThat(of("libary", "Library")).isBetween(0.6, 0.9);
        assertThat(of("lib", "Library")).isBetween(0.6, 0.9);
        assertThat(of("bus", "Library")).isZero();
    }
}
