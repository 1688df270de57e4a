package org.servicemap.routing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final String PIECES =
            "aZ09 \t\n\u000B\u001F~漏气。、，（Ａｚ　！～é\u0301ﬁ㎡İΣς한가\uD83D\uDE00①\u00A0\u2003\uFEFF";

    @Test
    void theShortWayIsTheLongOne() {
        SplittableRandom random = new SplittableRandom(2);
        int[] pieces = PIECES.codePoints().toArray();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int kinds = random.nextBoolean() ? 20 : pieces.length; // half of them of plain characters alone
            for (int left = random.nextInt(8); left > 0; left--) {
                text.appendCodePoint(pieces[random.nextInt(kinds)]);
            }
            String normal = Words.normal(text.toString());
            if (!normal.equals(longWay(text.toString()))) {
                assertThat(normal).as("«" + text + "»").isEqualTo(longWay(text.toString()));
            }
        }
        assertThat(Words.normal(" ＧＡＳ\t leak，漏气　")).isEqualTo("gas leak,漏气");
    }

    @Test
    void everyCharacterAlone() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = "x" + c + "y";
            if (!Words.normal(text).equals(longWay(text))) {
                assertThat(Words.normal(text)).as("U+%04X", (int) c).isEqualTo(longWay(text));
            }
        }
    }

    private static String longWay(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
