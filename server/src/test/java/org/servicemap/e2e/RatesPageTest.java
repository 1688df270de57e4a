package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/** Supervisors rank units by their callbacks and open the requests behind a number; a lead sees the own part. */
class RatesPageTest extends E2eTest {
    private static final int CALLBACKS = 3;
    private static ApiClient api;

    /** Three requests of 东桥街道, two of them solved. */
    @BeforeAll
    static void threeRequestsGoTheirWay() {
        api = new ApiClient(URI.create(TestApp.url()).getPort());
        ApiClient unit = loggedIn("handler");
        ApiClient operator = loggedIn("operator");
        for (int i = 0; i < CALLBACKS; i++) {
            String actions = "/api/v1/requests/" + file(i) + "/actions/";
            act(unit, actions + "accept", Map.of());
            act(unit, actions + "contact", Map.of());
            act(unit, actions + "handle", Map.of("reply", "清理了", "outcome", "solved"));
            act(
                    operator,
                    actions + "call_back",
                    Map.of("contacted", true, "solved", i > 0, "satisfaction", i > 0 ? "satisfied" : "dissatisfied"));
        }
    }

    private static ApiClient loggedIn(String login) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    private static String file(int at) {
        return api.postJson(
                        "/api/v1/requests",
                        Map.of(
                                "text",
                                "=1+1 垃圾桶满了 " + at,
                                "category",
                                "CITY-WASTE",
                                "where",
                                Map.of("kind", "pin", "lon", 116.412, "lat", 39.902)))
                .json()
                .path("number")
                .asText();
    }

    private static void act(ApiClient caller, String path, Map<String, Object> body) {
        ApiClient.Answer answer = caller.postJson(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static Page open(MapPage on, String login, String query) {
        Page page = on.page();
        page.navigate("/login?return_to="
                + java.net.URLEncoder.encode("/rates" + query, java.nio.charset.StandardCharsets.UTF_8));
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/rates"));
        page.waitForSelector(".rates__table");
        return page;
    }

    private static Locator row(Page page, String code) {
        return page.locator("tr[data-code=" + code + "]");
    }

    @Test
    void aSupervisorRanksSubdistrictsAndOpensTheRequestsBehindANumber() {
        Page page = open(desktop(), "supervisor", "");

        assertThat(page.locator("#by")).hasValue("kind:subdistrict_office");
        assertThat(row(page, "S001").locator(".rates__rank b")).hasText("1");
        assertThat(row(page, "S002").locator(".rates__rank")).containsText("–");
        assertThat(page.locator("[data-share=automatic] b")).containsText("%");
        row(page, "S001").locator("#n-S001-solved").press("Enter");

        assertThat(page.locator("#behind-title")).isFocused();
        assertThat(page).hasURL(Pattern.compile("of=S001&counting=solved"));
        assertThat(page.locator(".rates__requests li").first()).containsText("垃圾桶满了");
        page.locator(".choice__one", new Page.LocatorOptions().setHasText("未解决"))
                .click();
        assertThat(page).hasURL(Pattern.compile("counting=not_solved"));
        page.locator("#back").click();
        assertThat(page.locator("#n-S001-solved")).isFocused();
        page.goBack();
        assertThat(page.locator("#behind-title")).isVisible();
    }

    @Test
    void whatIsRankedAndThePeriodStandInTheAddress() {
        Page page = open(desktop(), "analyst", "?by=community&area=district%3A990101");
        assertThat(page.locator("#by")).hasValue("level:community");
        page.selectOption("#by", "kind:district_government");
        assertThat(row(page, "D01")).isVisible();
        assertThat(page).hasURL(Pattern.compile("kind=district_government"));
        page.selectOption("#period", "other");
        page.fill("#from", "2001-01-01");
        page.fill("#until", "2001-01-31");
        assertThat(page.locator(".empty")).containsText("没有有效回访");
        page.locator("#clear").click();
        assertThat(row(page, "S001")).isVisible();
    }

    @Test
    void aLeadSeesTheOwnUnitAndThoseBelow() {
        Page page = open(phone(), "lead", "");
        assertThat(row(page, "S001")).isVisible();
        assertThat(page.locator("tr[data-code]")).hasCount(1);
        assertThat(page.locator(".shares")).hasCount(0);

        ApiClient lead = loggedIn("lead");
        JsonNode kinds = lead.get("/api/v1/rates/rules").json().path("kinds");
        assertThat(kinds.findValuesAsText("id")).containsExactlyInAnyOrder("subdistrict_office", "community");
        ApiClient.refusal(lead.get("/api/v1/rates/requests?of=S002"), 403, "not_allowed", "of");
        assertThat(lead.get("/api/v1/rates/requests?of=S001&counting=not_solved")
                        .json()
                        .path("items"))
                .isNotEmpty();
        assertThat(lead.get("/api/v1/rates?by=subdistrict")
                        .json()
                        .at("/items/0/rank")
                        .isNull())
                .isTrue();
        ApiClient.refusal(loggedIn("analyst").get("/api/v1/rates?month=2026-13"), 400, "bad_period", "month");
    }

    @Test
    void theDispatcherSeesAtTheDeskHowMuchGoesByItself() {
        MapPage on = desktop();
        Page page = on.page();
        page.navigate("/desk");
        page.waitForSelector("#login");
        page.fill("#login", "dispatcher");
        page.fill("#password", DemoAccounts.PASSWORD);
        page.locator("form .btn--primary").click();

        assertThat(page.locator(".qshares summary")).containsText("自动派单率");
        page.locator(".qshares summary").click();
        assertThat(page.locator(".qshares [data-share=automatic] b")).containsText("%");
        Axe.findsNothing(page, "shares");
    }

    @Test
    void theTableIsSavedAsCsvAndAsASpreadsheet() throws IOException {
        Page page = open(desktop(), "admin", "");

        Download csv =
                page.waitForDownload(() -> page.locator("[data-format=csv]").click());
        Download xlsx =
                page.waitForDownload(() -> page.locator("[data-format=xlsx]").click());

        assertThat(Files.readString(csv.path())).contains("S001").contains("score_before");
        try (ReadableWorkbook book = new ReadableWorkbook(Files.newInputStream(xlsx.path()))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows.get(0).getCellText(0)).isEqualTo("code");
            assertThat(rows).anyMatch(row -> row.getCellText(0).equals("S001"));
        }
    }

    @Test
    void axeFindsNothing() {
        for (MapPage map : List.of(desktop(), phone())) {
            open(map, "supervisor", "?lang=zh");
            for (String query : List.of("?lang=zh", "?lang=en&of=S001&counting=valid")) {
                map.page().navigate("/rates" + query);
                map.page().waitForSelector(".rates__table, .rates__requests li");
                Axe.findsNothing(map.page(), query);
                String shots = System.getProperty("servicemap.shots");
                if (shots != null) {
                    map.systemColours(ColorScheme.LIGHT);
                    map.page()
                            .screenshot(new Page.ScreenshotOptions()
                                    .setPath(java.nio.file.Path.of(
                                            shots,
                                            "rates-" + map.page().viewportSize().width + query.replaceAll("\\W+", "-")
                                                    + ".png")));
                }
            }
        }
    }
}
