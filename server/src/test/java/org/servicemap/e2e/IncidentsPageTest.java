package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/** Incidents and planned work: made by dispatchers, seen by citizens and operators before anything is filed. */
class IncidentsPageTest extends E2eTest {
    private static final Map<String, String> BURST = Map.of("zh", "书院街爆管停水", "en", "Burst pipe in Shuyuan Street");

    private static ApiClient dispatcher() {
        ApiClient client = new ApiClient(URI.create(TestApp.url()).getPort());
        client.postJson("/api/v1/session", Map.of("login", "dispatcher", "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    /** In the community of 书院家园. */
    private static void openIncident(ApiClient dispatcher, String level, String code) {
        Map<String, Object> body = new HashMap<>();
        body.put("title", BURST);
        body.put("message", Map.of("zh", "正在抢修，请勿重复报修", "en", "Being repaired"));
        body.put("categories", List.of("UTIL-WATER"));
        body.put("area", Map.of("layer", level, "code", code));
        assertThat(dispatcher.postJson("/api/v1/incidents", body).status()).isEqualTo(201);
    }

    /** Other tests share the town. */
    @AfterEach
    void endAll() {
        ApiClient dispatcher = dispatcher();
        JsonNode open =
                dispatcher.get("/api/v1/incidents/all?state=open").json().path("items");
        open.forEach(each -> dispatcher.postJson(
                "/api/v1/incidents/" + each.path("id").asText() + "/end",
                Map.of("version", each.path("version").asInt(), "answer", Map.of("zh", "已修好"), "outcome", "solved")));
    }

    @Test
    void theDispatcherLetsARequestFollowWithOneKey() {
        ApiClient dispatcher = dispatcher();
        openIncident(dispatcher, "community", "990101001002");
        Map<String, Object> filing = Map.of(
                "text",
                "家里停水了",
                "category",
                "UTIL-WATER",
                "where",
                Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072),
                "contact",
                Map.of("phone", "13800001234"));
        String number = new ApiClient(URI.create(TestApp.url()).getPort())
                .postJson("/api/v1/requests", filing)
                .json()
                .path("number")
                .asText();
        MapPage browser = desktop();
        Page page = browser.page();
        page.navigate("/desk?number=" + number);
        page.waitForSelector("#login");
        page.fill("#login", "dispatcher");
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");

        assertThat(page.locator("#near-incidents")).containsText("书院街爆管停水");
        Axe.findsNothing(page, "near incidents");
        page.keyboard().press("i");

        assertThat(page.locator(".toast")).isVisible();
        assertThat(page.locator("#near-incidents")).hasCount(0);
        JsonNode request = dispatcher.get("/api/v1/requests/" + number).json();
        assertThat(request.path("request").path("state").asText()).isEqualTo("linked");
        assertThat(request.path("related").path(0).path("relation").asText()).isEqualTo("duplicate");
    }

    private static Page staff(MapPage on, String login, String path) {
        Page page = on.page();
        page.navigate("/login?return_to=" + path);
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile(path));
        return page;
    }

    @Test
    void aDispatcherDrawsOneOnTheMapAndEndsItWithAnAnswer() {
        MapPage map = desktop();
        Page page = staff(map, "dispatcher", "/incidents");
        expectFaults(); // the server says what is missing
        page.locator("#new-incident").click();
        page.locator("#save").click();
        assertThat(page.locator("#where-error")).isVisible();
        for (double[] at : new double[][] {{0.4, 0.4}, {0.6, 0.4}, {0.5, 0.6}}) {
            var box = page.locator("#map").boundingBox();
            page.mouse().click(box.x + box.width * at[0], box.y + box.height * at[1]);
        }
        page.locator("#category-button").click();
        page.fill("#category-words", "停水");
        page.press("#category-words", "Enter");
        assertThat(page.locator("#category-button")).isFocused();
        page.fill("#title-zh", "东桥爆管");
        page.fill("#message-zh", "正在抢修");
        page.locator("#save").click();

        page.locator(".incident .inc__open", new Page.LocatorOptions().setHasText("东桥爆管"))
                .waitFor();
        assertThat(page.locator("[data-act=end]")).isVisible();
        page.locator("[data-act=end]").click();
        page.fill("#answer-zh", "已修好");
        page.locator("#end-now").click();
        assertThat(page.locator(".incident")).hasCount(0);
        page.selectOption("#filter", "ended");
        assertThat(page.locator(".incident").first()).containsText("东桥爆管");
    }

    @Test
    void citizensReadOfItBeforeTheyFileWithAndWithoutTheMap() {
        openIncident(dispatcher(), "subdistrict", "990101001");
        ReportPage report = new ReportPage(phone()).open(Qingxi.INSIDE);
        assertThat(report.page().locator(".nearby .incident")).containsText("书院街爆管停水");

        report = new ReportPage(desktop()).open("lang=en");
        report.wayToSayWhere("area").check();
        report.page().locator("#area-0").selectOption("990101");
        assertThat(report.page().locator(".nearby .incident")).containsText("Burst pipe");
    }

    @Test
    void anOperatorsCallJoinsItWithOneKey() {
        openIncident(dispatcher(), "community", "990101002001");
        Page page = staff(desktop(), "operator", "/operator");
        page.fill("#caller", "13911119001");
        page.press("#caller", "Enter");
        page.fill("#said", "书院家园怎么停水了");
        assertThat(page.locator(".op__prop[data-group=incident]")).containsText("书院街爆管停水");

        page.keyboard().press("F7");

        assertThat(page.locator(".op__receipt")).isVisible();
        assertThat(page.locator(".op__past .pill")).hasText(Pattern.compile("并"));
    }

    @Test
    void aFileOfPlannedWorkIsTakenWholeOrNotAtAll() {
        Page page = staff(desktop(), "dispatcher", "/incidents");
        expectFaults();
        String header = "kind,area,from,to,message_zh,source,reference\n";
        String good = "water,990101002,2020-01-01 08:00,2099-01-01 08:00,管网改造,自来水公司,W-1\n";
        page.locator("#outages").setInputFiles(csv(header + good + "water,nowhere,2020-01-01 08:00,2019-01-01,,,\n"));
        assertThat(page.locator("#file-fault")).containsText("row 2, ");
        assertThat(page.locator(".incident")).hasCount(0);

        page.locator("#outages").setInputFiles(csv(header + good));
        assertThat(page.locator("#taken")).containsText("新增 1 条");
        assertThat(page.locator(".incident")).containsText("停水检修");
    }

    private static FilePayload csv(String text) {
        return new FilePayload("outages.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void axeFindsNothingAndNothingScrollsSideways() {
        openIncident(dispatcher(), "subdistrict", "990101001");
        for (MapPage map : List.of(desktop(), phone())) {
            Page page = staff(map, "dispatcher", "/incidents");
            page.locator(".inc__open").first().click();
            page.locator("[data-act=end]").click();
            check(map, "ending");
            page.locator("#new-incident").click();
            check(map, "form");
            page.navigate("/report?" + Qingxi.INSIDE);
            page.waitForSelector(".nearby .incident");
            check(map, "report");
        }
    }

    private static void check(MapPage map, String state) {
        Axe.findsNothing(map.page(), state);
        assertThat(map.pageScrolls()).isFalse();
    }
}
