package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A file of requests is checked, imported, and imported again by an administrator. */
class ImportsPageTest extends E2eTest {
    private static final String MAPPING = """
            format: 1
            source: page
            id: id
            time: at
            text: words
            category: {column: type, map: {rubbish: CITY-WASTE}}
            place: {x: lon, y: lat}
            """;
    private static final String ROWS = """
            id,at,words,type,lon,lat
            1,2026-01-05 09:00,<img src=x onerror=alert(1)>,rubbish,116.4215,39.9072
            2,never,two,rubbish,116.4215,39.9072
            """;

    private static Page asAdministrator(MapPage browser) {
        Page page = browser.page();
        page.navigate("/imports");
        page.waitForURL(Pattern.compile("/login\\?return_to=%2Fimports"));
        page.locator("#login").fill("admin");
        page.locator("#password").fill("servicemap-demo");
        page.locator("#password").press("Enter");
        page.waitForURL(Pattern.compile("/imports$"));
        page.waitForSelector("#begin");
        return page;
    }

    private static void choose(Page page) {
        page.setInputFiles("#file", new FilePayload("rows.csv", "text/csv", ROWS.getBytes(StandardCharsets.UTF_8)));
        page.selectOption("#mapping", "=");
    }

    private static Locator done(Page page, int runs) {
        page.click("#begin");
        Locator rows =
                page.locator("[data-run]", new Page.LocatorOptions().setHasText("rows.csv")); // not other classes' runs
        assertThat(rows).hasCount(runs);
        assertThat(rows.first()).containsText("完成");
        return rows.first();
    }

    @Test
    void aFileIsCheckedThenImportedAndAgainChangesNothing() {
        Page page = asAdministrator(desktop());
        page.click("#begin");
        assertThat(page.locator("#file-error")).isVisible();
        choose(page);
        page.fill("#yaml", "format: 2");
        expectFaults();
        page.click("#begin");
        assertThat(page.locator("#yaml-error")).isVisible();
        page.fill("#yaml", MAPPING);

        Locator checked = done(page, 1);
        assertThat(checked).containsText("只检查");
        assertThat(checked.locator("[data-count=bad]")).hasText("1");
        assertThat(page.locator("[data-line='3']")).containsText("bad_time");
        page.click("#dry");
        List<String> keys = withoutAnAnswer(page);
        assertThat(done(page, 2).locator("[data-count=imported]")).hasText("1");
        assertThat(keys.get(1))
                .as("what had no answer is sent again as the same")
                .isEqualTo(keys.get(0));
        Locator again = done(page, 3);
        assertThat(keys.get(2)).isNotEqualTo(keys.get(1)).isNotBlank();
        assertThat(again.locator("[data-count=existing]")).hasText("1");
        assertThat(again.locator("[data-count=imported]")).hasText("0");
        neverScrollsSidewaysAndAxeFindsNothing(page);
    }

    /** Begins a run that never arrives; the keys of what is sent are collected from here on. */
    private List<String> withoutAnAnswer(Page page) {
        List<String> keys = new CopyOnWriteArrayList<>();
        page.route(url -> url.endsWith("/imports"), route -> {
            boolean sent = route.request().method().equals("POST");
            if (sent) {
                keys.add(route.request().headers().getOrDefault("idempotency-key", ""));
            }
            if (sent && keys.size() == 1) {
                route.abort();
            } else {
                route.resume();
            }
        });
        expectFaults();
        page.click("#begin");
        assertThat(page.locator("#import-fault")).isVisible();
        return keys;
    }

    private void neverScrollsSidewaysAndAxeFindsNothing(Page desktop) {
        MapPage phone = phone();
        asAdministrator(phone);
        for (String language : List.of("zh", "en")) {
            desktop.navigate("/imports?lang=" + language);
            phone.page().navigate("/imports?lang=" + language);
            for (Page page : List.of(desktop, phone.page())) {
                page.locator("[data-run] .btn").first().click();
                page.waitForSelector("[data-line]");
                Axe.findsNothing(page, "imports", language);
            }
            assertThat(phone.pageScrolls()).isFalse();
        }
    }
}
