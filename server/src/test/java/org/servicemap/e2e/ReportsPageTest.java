package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.app.Commands;

/** What imports found: listed, filtered, shown in their places, linked to. */
class ReportsPageTest extends E2eTest {
    /** A refused import of the tiny pack with one code twice and a grid moved over its neighbour. */
    private static String spoilt;

    @BeforeAll
    static void importSomethingSpoilt(@TempDir Path pack) throws IOException {
        Commands.copyOfTiny(pack);
        Commands.edit(pack.resolve("areas/subdistrict.geojson"), "\"990101002\"", "\"990101001\"");
        Commands.edit(pack.resolve("areas/grid.geojson"), "[116.401142,39.899456]", "[116.401142,39.900456]");
        assertThat(TestApp.command("import", pack.toString(), "--label", "spoilt"))
                .isEqualTo(1);
        String reports = new String(
                URI.create(TestApp.url() + "/api/v1/reports")
                        .toURL()
                        .openStream()
                        .readAllBytes(),
                UTF_8);
        spoilt = new ObjectMapper().readTree(reports).at("/items/0/id").asText();
    }

    private static MapPage reports(MapPage on, String query) {
        on.page().navigate("/reports" + (query.isEmpty() ? "" : "?" + query));
        return on;
    }

    private static Page opened(MapPage on, String query) {
        Page page = reports(on, "report=" + spoilt + query).page();
        page.waitForSelector(".finding");
        return page;
    }

    @Test
    void listsVersionsAndRefusedImports() {
        Page page = reports(desktop(), "").page();

        assertThat(page.locator(".reprow")).hasCount(2);
        assertThat(page.locator(".reprow").first()).containsText("被拒");
        assertThat(page.locator(".reprow").nth(1)).containsText("已发布");
        page.locator(".reprow").nth(1).click();
        assertThat(page.locator(".empty h2")).hasText("没有发现问题");
        page.goBack();
        assertThat(page.locator(".reprow")).hasCount(2);
    }

    @Test
    void findingsAreFilteredAndTheFilterIsInTheAddress() {
        Page page = opened(desktop(), "");

        int all = page.locator(".finding").count();
        page.getByLabel("问题", new Page.GetByLabelOptions().setExact(true)).selectOption("duplicate_code");
        assertThat(page.locator(".repfound")).hasText("1 条");
        assertThat(page.locator(".finding")).hasCount(1);
        assertThat(page.locator(".finding")).containsText("代码重复");
        assertThat(all).isGreaterThan(1);
        page.waitForURL(Pattern.compile("code=duplicate_code"));
        page.reload();
        assertThat(page.locator(".finding")).hasCount(1);
        page.getByLabel("问题", new Page.GetByLabelOptions().setExact(true)).selectOption("");
        assertThat(page.locator(".finding")).hasCount(all);
    }

    @Test
    void aFindingIsShownInItsPlaceAndCanBeLinkedTo() {
        Page page = opened(desktop(), "");

        assertThat(page.locator("path.fdot").first()).isAttached();
        page.waitForFunction("() => document.querySelector('.arealabels')?.dataset.names?.includes('东桥街道')");
        page.locator(".finding:has-text(', 116.')").first().click();
        assertThat(page.locator("path.fdot.is-on")).hasCount(1);
        page.waitForURL(Pattern.compile("finding=\\d+"));
        page.reload();
        assertThat(page.locator(".finding.is-on")).hasCount(1);
        assertThat(page.locator("path.fdot.is-on")).hasCount(1);
    }

    @Test
    void onAPhoneAFindingOpensItsMap() {
        Page page = opened(phone(), "");

        assertThat(page.locator("#map")).isHidden();
        page.locator(".finding:has-text(', 116.')").first().tap();
        assertThat(page.locator(".sheet h2")).isVisible();
        assertThat(page.locator("path.fdot.is-on")).hasCount(1);
        page.locator(".sheet .btn").tap();
        assertThat(page.locator(".finding.is-on")).isVisible();
    }

    @Test
    void speaksBothLanguages() {
        MapPage map = desktop();
        Page page = opened(map, "&lang=en");

        assertThat(page.locator(".seg")).containsText("Error");
        map.switchTo("zh");
        assertThat(page.locator(".seg")).containsText("错误");
    }

    @Test
    void anUnknownReportIsSaid() {
        expectFaults();
        Page page = reports(desktop(), "report=77").page();

        assertThat(page.locator("[role=alert] h2")).hasText("这个请求办不了");
    }

    @Test
    void neverScrollsThePageAndAxeFindsNothing() {
        for (MapPage map : List.of(desktop(), phone())) {
            for (String query :
                    List.of("?", "?report=" + spoilt + "&finding=1", "?report=" + spoilt + "&view=map&finding=1")) {
                for (String language : List.of("zh", "en")) {
                    map.page().navigate("/reports" + query + "&lang=" + language);
                    map.page().waitForFunction("() => document.querySelector('.reprow, .finding')");
                    assertThat(map.pageScrolls()).as(query).isFalse();
                    Axe.findsNothing(map.page(), query, language);
                }
            }
        }
    }
}
