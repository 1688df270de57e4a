package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that the server writes whole, in a browser: nothing is blocked, axe finds nothing, a phone needs no sideways scrolling. */
class DocumentPagesTest extends E2eTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/places/hall-990101001?lang=zh",
                "/places/hall-990101001?lang=en",
                "/ogc?f=html",
                "/ogc/collections/places?f=html",
                "/ogc/collections/places/items?f=html&limit=3"
            })
    void axeFindsNothing(String path) {
        Page page = phone().page();
        page.navigate(TestApp.url() + path);

        assertThat(page.locator("h1").innerText()).isNotBlank();
        Axe.findsNothing(page, path);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("sideways")
                .isLessThanOrEqualTo(0);
    }
}
