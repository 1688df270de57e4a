package org.servicemap.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {
    @ParameterizedTest
    @CsvSource({
        "abc, abc, true",
        "a%, abc, true",
        "%c, abc, true",
        "a_c, abc, true",
        "a%b%c, axxbyyc, true",
        "%, '', true",
        "ab, abc, false",
        "a_c, ac, false",
        "%b, abc, false",
        "50\\%, 50%, true",
        "50\\%, 500, false",
        "馆%, 馆舍, true"
    })
    void percentIsAnyTextAndUnderscoreOneCharacter(String pattern, String text, boolean matches) {
        assertThat(Wildcards.match(pattern, text)).isEqualTo(matches);
    }

    @Test
    void noPatternTakesForEver() {
        assertThat(Wildcards.match("%a".repeat(1000) + "b", "a".repeat(5000))).isFalse();
    }
}
