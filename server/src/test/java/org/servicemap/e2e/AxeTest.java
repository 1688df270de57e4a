package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** That {@link Axe} finds what is wrong, in each of the ways in which it looks: what it finds nothing in is not always right. */
class AxeTest {
    private static final String PAGE = """
            <!doctype html><html lang="en"><title>t</title><style>
              %s
            </style><main><h1>h</h1><p>words</p>%s</main></html>""";

    @Test
    void whatIsWrongIsNamed() {
        try (Page page = Browsers.get().newPage()) {
            page.setContent(PAGE.formatted("", "<img src=\"data:,\">"));
            assertThatThrownBy(() -> Axe.findsNothing(page, "an image", "en")).hasMessageContaining("image-alt");
            page.setContent(PAGE.formatted("p { color: #ddd; background: #fff }", ""));
            Axe.findsNothing(page, "pale words, whose colours are looked at in Chinese", "en");
            assertThatThrownBy(() -> Axe.findsNothing(page, "pale words")).hasMessageContaining("color-contrast");
            page.setContent(
                    PAGE.formatted("@media (prefers-color-scheme: dark) { p { color: #222; background: #000 } }", ""));
            assertThatThrownBy(() -> Axe.findsNothing(page, "dark words")).hasMessageContaining("dark words dark");
        }
    }
}
