package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
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
    void theLanguageOfALinkHoldsInItsTabOnly() {
        MapPage map = desktop().open("lang=en");
        map.page().navigate("/appointment");
        assertThat(map.page().locator(".brand")).containsText("ServiceMap");

        Page other = map.page().context().newPage();
        other.navigate("/appointment");
        assertThat(other.locator("html")).hasAttribute("lang", Pattern.compile("zh.*"));
        assertThat(other.locator(".brand")).not().containsText("ServiceMap");
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
