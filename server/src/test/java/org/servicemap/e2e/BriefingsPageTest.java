package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.http.ApiClient.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/** Reports over HTTP, by role and scope, and on the page. */
class BriefingsPageTest extends E2eTest {
    private static final String BRIEFS = "/api/v1/insights/briefs";
    private static final String SCHEDULES = "/api/v1/insights/brief-schedules";
    private static ApiClient api;
    private static ApiClient analyst;

    @BeforeAll
    static void facts() {
        api = new ApiClient(URI.create(TestApp.url()).getPort());
        analyst = loggedIn("analyst");
        Until.is(
                "the facts are built",
                () -> analyst.get("/api/v1/insights/summary").status() != 503);
    }

    private static ApiClient loggedIn(String login) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    private static LocalDate yesterday() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1);
    }

    private static Map<String, Object> wanted(Map<String, Object> subject) {
        return Map.of("kind", "daily", "subject", subject, "day", yesterday().toString());
    }

    private static String made(Map<String, Object> subject) {
        ApiClient.Answer answer = analyst.postJson(BRIEFS, wanted(subject));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    @Test
    void reportsAreReadInTheOwnScopeAndCarryTheirHash() throws Exception {
        String city = made(Map.of("kind", "city"));
        String own = made(Map.of("kind", "area", "level", "subdistrict", "code", "990101001"));
        String other = made(Map.of("kind", "area", "level", "subdistrict", "code", "990101002"));
        ApiClient lead = loggedIn("lead");
        assertThat(lead.get(BRIEFS + "/" + own).status()).isEqualTo(200);
        refusal(lead.get(BRIEFS + "/" + other), 403, "out_of_scope", null);
        refusal(lead.get(BRIEFS + "/" + city + "/table"), 403, "out_of_scope", null);
        assertThat(lead.get(BRIEFS).json().path("items").findValuesAsText("id"))
                .contains(own)
                .doesNotContain(city, other);
        refusal(lead.postJson(BRIEFS, wanted(Map.of("kind", "city"))), 403, "forbidden", null);
        refusal(loggedIn("handler").get(BRIEFS), 403, "forbidden", null);
        refusal(
                analyst.postJson(
                        BRIEFS,
                        Map.of(
                                "kind",
                                "annual",
                                "subject",
                                Map.of("kind", "city"),
                                "day",
                                yesterday().plusDays(1).toString())),
                400,
                "invalid_field",
                "day");
        refusal(
                analyst.postJson(BRIEFS, wanted(Map.of("kind", "unit", "code", "nobody"))),
                400,
                "invalid_field",
                "subject.code");

        JsonNode report = analyst.get(BRIEFS + "/" + city).json();
        byte[] figures = analyst.get(BRIEFS + "/" + city + "/figures", "Accept", "application/json")
                .text()
                .getBytes(StandardCharsets.UTF_8);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(figures)))
                .isEqualTo(report.at("/head/hash").asText());
        assertThat(report.at("/figures/counts/0/n").asLong()).isEqualTo(received());
        JsonNode check = analyst.get(BRIEFS + "/" + city + "/check").json();
        assertThat(check.path("same").asBoolean()).isTrue();
        assertThat(check.path("reproduced").asBoolean()).isTrue();
        assertThat(check.path("intact").asBoolean()).isTrue();
        ApiClient.Answer book = analyst.get(BRIEFS + "/" + city + "/workbook?language=en", "Accept", "*/*");
        assertThat(book.text()).startsWith("PK");
    }

    /** As the figures' own route counts yesterday. */
    private static long received() {
        return analyst.get("/api/v1/insights/summary?from=" + yesterday() + "&to=" + yesterday())
                .json()
                .at("/cards/0/n")
                .asLong();
    }

    @Test
    void aScheduleIsMadeChangedAndRemoved() {
        Map<String, Object> wanted = Map.of(
                "kind",
                "weekly",
                "subject",
                Map.of("kind", "city"),
                "language",
                "en",
                "on_day",
                1,
                "hour",
                8,
                "recipients",
                List.of("Head@City.example"));
        JsonNode made = analyst.postJson(SCHEDULES, wanted).json();
        assertThat(made.at("/recipients/0").asText()).isEqualTo("head@city.example");
        String one = SCHEDULES + "/" + made.path("id").asText();
        Map<String, Object> changed = new java.util.HashMap<>(wanted);
        changed.put("version", 1);
        changed.put("active", false);
        assertThat(analyst.putJson(one, changed).json().path("next").isNull()).isTrue();
        refusal(analyst.putJson(one, changed), 409, "brief_schedule_changed", null);
        changed.put("recipients", List.of("nobody"));
        refusal(analyst.putJson(one, changed), 400, "invalid_field", "recipients");
        changed.put("recipients", List.of("head@city.example"));
        changed.put("hour", 2);
        refusal(analyst.putJson(one, changed), 400, "invalid_field", "hour");
        refusal(loggedIn("lead").get(SCHEDULES), 403, "forbidden", null);
        assertThat(analyst.send("DELETE", one).status()).isEqualTo(204);
        refusal(analyst.send("DELETE", one), 404, "unknown_brief_schedule", null);
    }

    @Test
    void anAnalystMakesAReportChecksItAndTakesItAlong() throws IOException {
        Page page = open(desktop(), "?lang=zh");
        page.locator("#make").click();
        page.selectOption("#draft-kind", "daily");
        page.locator("#draft-day").fill(yesterday().toString());
        Axe.findsNothing(page, "the form of a report");
        page.locator("#draft-save").click();
        assertThat(page).hasURL(Pattern.compile("id=\\d+"));
        assertThat(page.locator("#brief-title")).containsText("日报");
        page.locator("#check").click();
        assertThat(page.locator("#checked .brief__ok")).isVisible();
        Download csv =
                page.waitForDownload(() -> page.locator("[data-format=csv]").click());
        assertThat(Files.readString(csv.path())).contains("section,code").contains("received");
        Axe.findsNothing(page, "a report");
        page.locator("#back").click();
        assertThat(page.locator("[data-brief]").first()).isVisible();
        page.locator("#schedules").click();
        page.locator("#schedule-new").click();
        assertThat(page.locator("#draft-kind")).isFocused();
        page.locator("#draft-recipients").fill("head@city.example");
        page.locator("#draft-save").click();
        assertThat(page.locator("[data-schedule]")).containsText("head@city.example");
        Axe.findsNothing(page, "schedules");
        MapPage phone = phone();
        open(phone, "?lang=en");
        Axe.findsNothing(phone.page(), "the archive on a phone");
    }

    private static Page open(MapPage on, String query) {
        Page page = on.page();
        page.navigate("/login?return_to=" + URLEncoder.encode("/briefings" + query, StandardCharsets.UTF_8));
        page.fill("#login", "analyst");
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/briefings"));
        page.waitForSelector("#make");
        return page;
    }
}
