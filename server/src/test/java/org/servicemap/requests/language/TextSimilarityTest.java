package org.servicemap.requests.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TextSimilarityTest {
    @Test
    void sameMatterIsMoreAlikeThanOthers() {
        String one = "建国路上井盖丢了，很危险";
        assertThat(TextSimilarity.of(one, one)).isEqualTo(1);
        assertThat(TextSimilarity.of(one, "建國路上井蓋丟了，很危險")).isEqualTo(1);
        assertThat(TextSimilarity.of(one, "建国路有个井盖丢了特别危险")).isGreaterThan(2 * TextSimilarity.of(one, "建国路上有人摆摊占道"));
        assertThat(TextSimilarity.of(one, "公司不发工资")).isEqualTo(0);
        assertThat(TextSimilarity.of("", "")).isEqualTo(0);
    }

    @Test
    void isTheJaccardIndex() {
        // "路灯" has 路, 灯, 路灯; "路" only 路.
        assertThat(TextSimilarity.of("路灯", "路")).isCloseTo(1 / 3.0, within(1e-12));
    }
}
