package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** Citizens look things up; a supervisor writes what they find. */
class KnowledgePageTest extends E2eTest {
    private static Page open(MapPage on, String query) {
        Page page = on.page();
        page.navigate("/knowledge" + query);
        page.waitForSelector(".kb h1");
        return page;
    }

    private static Page logIn(MapPage on, String login) {
        Page page = on.page();
        page.navigate("/login?return_to=/knowledge");
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/knowledge"));
        page.waitForSelector(".kb h1");
        return page;
    }

    @Test
    void citizensFindWhatIsPublishedAndReadIt() {
        Page page = open(phone(), "");
        page.fill("#q", "暖气室温多少度");
        assertThat(page.locator(".kb__list li").first()).containsText("供暖季和室温标准");
        page.fill("#q", "路灯报修口径");
        assertThat(page.locator("[data-code=lamp-repair-internal]")).hasCount(0);
        page.fill("#q", "供暖");

        page.locator("[data-code=heating-season]").click();

        assertThat(page.locator("#article-title")).isFocused();
        assertThat(page.locator(".kb__text")).hasCount(2);
        assertThat(page.locator("#edit")).hasCount(0);
        page.goBack();
        assertThat(page.locator("#q")).hasValue("供暖");
    }

    @Test
    void aSupervisorWritesAnArticleThatIsFoundAtOnce() {
        Page page = logIn(desktop(), "supervisor");
        page.locator("#add").click();
        assertThat(page.locator("#code")).isFocused();
        page.fill("#code", "street-trees");
        page.fill("#title-zh", "行道树修剪");
        page.fill("#body-zh", "每年冬季统一修剪。");
        page.locator("form .btn--primary").click();
        assertThat(page.locator("#article-title")).hasText("行道树修剪");
        page.locator("#edit").click();
        assertThat(page.locator("#editor-title")).isFocused(); // else the words go there
        page.fill("#body-zh", "每年冬季统一修剪，险枝随时处理。");
        page.locator("form .btn--primary").click();
        assertThat(page.locator(".kb__sheet")).containsText("险枝随时处理");
        assertThat(page.locator(".kb__sheet")).containsText("第 2 版");

        Page citizen = open(phone(), "?q=险枝");
        assertThat(citizen.locator("[data-code=street-trees]")).isVisible();
    }

    @Test
    void axeFindsNothing() {
        for (MapPage map : List.of(desktop(), phone())) {
            for (String query : List.of("?lang=zh", "?lang=en&code=heating-season")) {
                open(map, query).waitForSelector(".kb__list a, .kb__text");
                Axe.findsNothing(map.page(), query);
            }
        }
    }
}
