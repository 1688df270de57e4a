package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The state of the installation as its administrator sees it, at a desk and on a phone. */
class StatusPageTest extends E2eTest {
    @Test
    void administratorsSeeWhatToMendServersQueuesAndJobs() {
        for (MapPage browser : List.of(desktop(), phone())) {
            Page page = asAdministrator(browser);
            // nobody made a backup of the test's database
            assertThat(page.locator("[data-check='backup_age']").first()).containsText("备份");
            assertThat(page.locator("[data-figure='requests_undispatched'] dd")).hasText(Pattern.compile("[\\d,]+|无"));
            assertThat(page.locator(".table").first()).containsText("本机");
            assertThat(page.locator(".table").nth(1)).containsText("the clocks of requests");
            for (String language : List.of("zh", "en")) {
                page.navigate("/status?lang=" + language);
                page.waitForSelector("[data-check]");
                page.locator(".ops__good summary").click();
                assertThat(browser.pageScrolls()).isFalse();
                Axe.findsNothing(page, "status", language);
            }
            assertThat(page.locator("[data-check='keyset_apart'] p")).containsText("SERVICEMAP_KEYS");
        }
    }

    private static Page asAdministrator(MapPage browser) {
        Page page = browser.page();
        page.navigate("/status");
        page.waitForURL(Pattern.compile("/login\\?return_to=%2Fstatus"));
        page.locator("#login").fill("admin");
        page.locator("#password").fill("servicemap-demo");
        page.locator("#password").press("Enter");
        page.waitForURL(Pattern.compile("/status$"));
        page.waitForSelector("[data-check]");
        return page;
    }
}
