package org.servicemap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTest {
    private static final String EVIL = "</script><script>alert('1')</script><!-- & \" é 中";

    @Test
    void textsAndAttributesAreEscaped() {
        String html = new Html().element("a", EVIL, "href", EVIL).toString();

        assertThat(html)
                .isEqualTo(
                        "<a href=\"&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;!-- &amp; &quot; é 中\">"
                                + "&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;!-- &amp; &quot; é 中</a>");
    }

    @Test
    void nothingEndsABlockOfDataAndItReadsAsBefore() throws JsonProcessingException {
        String html = new Html()
                .data("application/ld+json", Json.bytes(Map.of("name", EVIL)))
                .toString();
        String json = html.replaceFirst("^<script type=\"application/ld\\+json\">", "")
                .replaceFirst("</script>$", "");

        assertThat(json).doesNotContain("<", ">", "&");
        assertThat(new ObjectMapper().readTree(json).path("name").asText()).isEqualTo(EVIL);
    }
}
