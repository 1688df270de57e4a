package org.servicemap.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlNodeTest {
    @Test
    void scalarsStayAsWritten() {
        YamlNode root = YamlNode.parse("a: 010\nb: no\nc: 22:00\nd: 2025-10-01\n");
        assertThat(root.entries())
                .extracting(e -> e.value().text())
                .containsExactly("010", "no", "22:00", "2025-10-01");
    }

    @Test
    void everythingKnowsItsPlace() {
        YamlNode list = YamlNode.parse("a:\n  - x\n  - {k: v}\n").find("a").orElseThrow();
        assertThat(list.items().get(1).line()).isEqualTo(3);
        assertThat(list.items().get(1).column()).isEqualTo(5);
    }

    @Test
    void oneIsAListOfOne() {
        assertThat(YamlNode.parse("a: x").find("a").orElseThrow().items()).hasSize(1);
    }

    @Test
    void nullIsMissingButQuotedNullIsText() {
        assertThat(YamlNode.parse("a:\nb: ~").find("a")).isEmpty();
        assertThat(YamlNode.parse("a: 'null'").find("a").orElseThrow().text()).isEqualTo("null");
    }

    @Test
    void errorsSayWhere() {
        assertError("a: 1\na: 2\n", 2, "twice");
        assertError("a: [1, 2\nb: 3", 2, "");
        assertError("a: &x [1]\nb: *x\n", 1, "aliases");
        assertError("", 1, "empty");
        assertError("a: 1\n---\nb: 2", 2, "document");
    }

    private static void assertError(String yaml, int line, String words) {
        assertThatThrownBy(() -> YamlNode.parse(yaml))
                .isInstanceOfSatisfying(
                        YamlException.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessageContaining(words);
    }
}
