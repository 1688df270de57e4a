package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two languages, two themes. */
class LanguageAndThemeTest extends E2eTest {
    @Test
    void switchesWordsNamesAndMapLabels() {
        MapPage map = desktop().open(Qingxi.INSIDE + "&z=14").awaitChain().switchTo("en");

        assertThat(map.page().locator("#chain-title")).containsText("This is in");
        assertThat(map.chainNames()).contains("Dongqiao Subdistrict");
        assertThat(map.namesOnMap()).contains("Xiyuan Subdistrict");
        assertThat(map.query()).contains("lang=en");
    }

    @Test
    void remembersTheLanguage() {
        MapPage map = desktop().open("").switchTo("en");

        map.open("");
        assertThat(map.page().locator(".brand")).containsText("ServiceMap");
    }

    @Test
    void remembersTheTheme() {
        MapPage map = desktop().open("");

        map.button("改用深色").click();
        assertThat(map.page().locator("html")).hasAttribute("data-theme", "dark");
        map.open("");
        assertThat(map.page().locator("html")).hasAttribute("data-theme", "dark");
    }
}
