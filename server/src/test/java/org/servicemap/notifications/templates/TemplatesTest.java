package org.servicemap.notifications.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private static final Templates BUILT_IN = Templates.of(null, "zh");

    @Test
    void everyBuiltInMessageHasBothLanguagesAndIsFilledWhole() {
        for (String name : BUILT_IN.names()) {
            Map<String, String> values = new TreeMap<>();
            BUILT_IN.placeholders(name).forEach(each -> values.put(each, "«" + each + "»"));
            Template.Words zh = BUILT_IN.words(name, "zh-CN", values);
            Template.Words en = BUILT_IN.words(name, "en", values);
            assertThat(zh.text()).as(name).isNotBlank().isNotEqualTo(en.text());
            assertThat(zh.subject()).as(name).isNotBlank().isNotEqualTo(en.subject());
            values.values().forEach(value -> {
                assertThat(zh.subject() + zh.text()).as(name).contains(value);
                assertThat(en.subject() + en.text()).as(name).contains(value);
            });
            assertThat(zh.text() + en.text()).doesNotContain("{");
        }
    }

    @Test
    void aValueIsNeverReadAsAPlaceholderAndAddsNoLine() {
        Template.Words words = BUILT_IN.words(
                "answered", "en", Map.of("number", "{reply}\r\nBcc: all@example.org", "reply", "{number} $1 \\"));
        assertThat(words.subject()).isEqualTo("Answer to request {reply} Bcc: all@example.org");
        assertThat(words.text()).endsWith("{number} $1 \\");
    }

    @Test
    void theNeutralMessageTellsTheNumberAlone() {
        assertThat(BUILT_IN.placeholders(Templates.NEUTRAL)).containsExactly("number");
    }

    @Test
    void aPackPutsItsWordsOverTheBuiltInOnes() {
        Templates own = Templates.of(
                Map.of("closed", Map.of("text", Map.of("en", "Done: {number}", "fr", "Fini : {number}"))), "zh");
        Map<String, String> values = Map.of("number", "7");
        assertThat(own.words("closed", "en", values).text()).isEqualTo("Done: 7");
        assertThat(own.words("closed", "fr", values).text()).isEqualTo("Fini : 7");
        assertThat(own.words("closed", "zh", values)).isEqualTo(BUILT_IN.words("closed", "zh", values));
        assertThat(own.words("closed", "de", values)).isEqualTo(BUILT_IN.words("closed", "zh", values));
    }

    @Test
    void whatCannotBeUsedIsRefusedWhenItIsRead() {
        assertThatThrownBy(() -> Templates.of(Map.of("closd", Map.of("text", Map.of("en", "x"))), "zh"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("closd");
        assertThatThrownBy(() -> Templates.of(Map.of("closed", Map.of("text", Map.of("en", "{phone}"))), "zh"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("phone");
        assertThatThrownBy(() -> Templates.of(Map.of("closed", "x"), "zh")).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> BUILT_IN.words("closed", "en", Map.of())).hasMessageContaining("{number}");
    }
}
