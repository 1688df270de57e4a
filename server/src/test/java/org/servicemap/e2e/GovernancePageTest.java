package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/**
 * What piles up is found, becomes a task with owner and day, and its effect is shown: over HTTP and on the page. The past comes from another
 * system's file: eight communities with about as many requests a day, of which one has far fewer in the last four weeks, and one address
 * from which most of another's come.
 */
class GovernancePageTest extends E2eTest {
    private static final String GOVERNANCE = "/api/v1/governance/";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    private static final int DAYS = 84;
    private static final int SINCE = 28;
    private static final String CALMED = "990101001001";
    private static final String MAPPING = """
            format: 1
            source: governance
            id: id
            time: at
            text: words
            category: {column: type, map: {lift: HOUS-LIFT, wage: LABR-WAGE}}
            place: {x: lon, y: lat, kind: address}
            contact: {phone: phone}
            status: {column: state, closed: done, time: {column: at, otherwise: received}, reply: words}
            """;
    private static ApiClient api;
    private static ApiClient supervisor;

    @BeforeAll
    static void aPast() {
        api = new ApiClient(URI.create(TestApp.url()).getPort());
        supervisor = loggedIn("supervisor");
        importRows(rows());
        // the last of the file are taken last
        Until.is(
                "the facts follow",
                () -> supervisor
                                .get(GOVERNANCE + "conflicts?kind=cell&days=" + DAYS)
                                .json()
                                .path("items")
                                .size()
                        >= 8);
    }

    private static ApiClient loggedIn(String login) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    private static JsonNode conflicts(ApiClient caller) {
        return caller.get(GOVERNANCE + "conflicts?days=" + DAYS).json().path("items");
    }

    /** Where each community's requests come from: a point well inside, and one of several telephones. */
    private static String rows() {
        StringBuilder csv = new StringBuilder("id,at,words,type,lon,lat,phone,state\n");
        int id = 0;
        List<JsonNode> communities = new java.util.ArrayList<>();
        api.get("/api/v1/areas?level=community&limit=100").json().path("items").forEach(communities::add);
        for (JsonNode community : communities) {
            boolean calmed = community.path("code").asText().equals(CALMED);
            JsonNode at = community.path("label_point");
            for (int ago = DAYS; ago > 0; ago -= 2) {
                // every other day before, every eighth since where it was calmed
                if (ago > SINCE || !calmed || ago % 8 == 0) {
                    csv.append("g%d,%s 10:00,电梯又坏了,lift,%.6f,%.6f,1391000%04d,done%n"
                            .formatted(
                                    id++,
                                    TODAY.minusDays(ago),
                                    at.path(0).asDouble() + ago % 3 * 0.0003,
                                    at.path(1).asDouble(),
                                    ago % 7));
                }
            }
        }
        for (int i = 0; i < 12; i++) {
            JsonNode at = communities.get(0).path("label_point");
            csv.append("s%d,%s 10:00,拖欠工资,wage,%.6f,%.6f,1391000%04d,done%n"
                    .formatted(
                            i,
                            TODAY.minusDays(3),
                            at.path(0).asDouble() + 0.0011,
                            at.path(1).asDouble(),
                            i));
        }
        return csv.toString();
    }

    private static void importRows(String csv) {
        ApiClient admin = loggedIn("admin");
        String line = "--governance\r\nContent-Disposition: form-data; name=\"";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((line + "file\"; filename=\"past.csv\"\r\nContent-Type: text/csv\r\n\r\n" + csv + "\r\n" + line
                        + "mapping\"\r\n\r\n" + MAPPING + "\r\n" + line
                        + "dry_run\"\r\n\r\nfalse\r\n--governance--\r\n")
                .getBytes(StandardCharsets.UTF_8));
        ApiClient.Answer begun = admin.post(
                "/api/v1/imports",
                "multipart/form-data; boundary=governance",
                "application/json",
                BodyPublishers.ofByteArray(body.toByteArray()));
        assertThat(begun.status()).as(begun.text()).isBetween(200, 202);
        String run = "/api/v1/imports/" + begun.json().path("id").asText();
        Until.is(
                "the import ends",
                () -> !admin.get(run).json().path("state").asText().equals("running"));
        assertThat(admin.get(run).json().path("bad").asInt())
                .as(admin.get(run).text())
                .isZero();
    }

    private static Map<String, Object> wanted(String area, LocalDate begins) {
        Map<String, Object> wanted = new HashMap<>(Map.of(
                "kind", "topic",
                "title", "电梯每月一题",
                "category", "HOUS",
                "area_level", "community",
                "area", area,
                "unit", "S001",
                "begins_on", begins.toString(),
                "due_on", TODAY.plusDays(10).toString()));
        wanted.put("goal", -0.3);
        return wanted;
    }

    @Test
    void whatPilesUpIsFoundWithoutWhatIsSensitiveAndWithoutNames() {
        JsonNode places = conflicts(supervisor);
        assertThat(places).allSatisfy(place -> {
            assertThat(place.path("category").asText()).isNotEqualTo("LABR-WAGE");
            assertThat(place.path("requests").asInt()).isGreaterThanOrEqualTo(8);
            assertThat(place.path("people").asInt()).isGreaterThanOrEqualTo(3);
        });
        // 42 days at three points of each community, seven telephones
        assertThat(places).anySatisfy(place -> {
            assertThat(place.path("requests").asInt()).isEqualTo(14);
            assertThat(place.path("people").asInt()).isEqualTo(7);
        });
        ApiClient.Answer repeaters = supervisor.get(GOVERNANCE + "repeaters?days=" + DAYS);
        assertThat(repeaters.json().path("items"))
                .anySatisfy(row -> assertThat(row.path("petitioners").asInt()).isGreaterThanOrEqualTo(5));
        assertThat(repeaters.text()).doesNotContain("1391000");
        // one community fell and none rose
        JsonNode risers = supervisor
                .get(GOVERNANCE + "risers?level=community&days=" + SINCE)
                .json();
        assertThat(risers.path("tested").asInt()).isGreaterThanOrEqualTo(8);
        assertThat(risers.path("items"))
                .noneSatisfy(row -> assertThat(row.at("/area/code").asText()).isEqualTo(CALMED));
    }

    @Test
    void aLeadSeesAndDoesWhatIsItsOwnAndAnAnalystReads() {
        ApiClient lead = loggedIn("lead");
        assertThat(conflicts(lead).size()).isLessThan(conflicts(supervisor).size());
        Map<String, Object> elsewhere = wanted("990101002001", TODAY);
        ApiClient.refusal(lead.postJson(GOVERNANCE + "tasks", elsewhere), 403, "out_of_scope", "area");
        elsewhere.put("unit", "S002");
        String other = supervisor
                .postJson(GOVERNANCE + "tasks", elsewhere)
                .json()
                .at("/task/id")
                .asText();
        ApiClient.refusal(lead.get(GOVERNANCE + "tasks/" + other), 403, "out_of_scope", null);
        ApiClient.refusal(lead.get(GOVERNANCE + "tasks/" + other + "/effect"), 403, "out_of_scope", null);
        assertThat(lead.get(GOVERNANCE + "tasks?limit=500").text()).doesNotContain(other);
        ApiClient analyst = loggedIn("analyst");
        assertThat(analyst.get(GOVERNANCE + "tasks?limit=500").text()).contains(other);
        ApiClient.refusal(analyst.postJson(GOVERNANCE + "tasks", elsewhere), 403, "forbidden", null);
        ApiClient.refusal(loggedIn("handler").get(GOVERNANCE + "risks"), 403, "forbidden", null);
        elsewhere.put("budget", 5);
        ApiClient.refusal(supervisor.postJson(GOVERNANCE + "tasks", elsewhere), 400, "invalid_field", "budget");
    }

    @Test
    void theDriversOfAChangeAddUpToIt() {
        JsonNode drivers = supervisor
                .get(GOVERNANCE + "drivers?days=28&level=community&category=HOUS")
                .json();
        assertThat(drivers.path("change").asInt()).as(drivers.toString()).isLessThan(-5);
        for (JsonNode dimension : drivers.path("dimensions")) {
            double sum = 0;
            for (JsonNode part : dimension.path("parts")) {
                sum += part.path("contribution").asDouble();
            }
            assertThat(sum)
                    .as(dimension.toString())
                    .isEqualTo(drivers.path("change").asDouble(), org.assertj.core.data.Offset.offset(1e-6));
        }
        assertThat(drivers.at("/dimensions/1/parts/0/key").asText()).isEqualTo(CALMED);
        // which datasets there are and how far back requests go is others' doing
        assertThat(drivers.path("weather").isArray()).isTrue();
        for (JsonNode row : drivers.path("weather")) {
            assertThat(row.path("source").asText()).isNotBlank();
            assertThat(row.path("reason").isNull())
                    .isEqualTo(!row.path("contribution").isNull());
            assertThat(row.path("low").asDouble())
                    .isLessThanOrEqualTo(row.path("contribution").asDouble());
            assertThat(row.path("contribution").asDouble())
                    .isLessThanOrEqualTo(row.path("high").asDouble());
        }
    }

    private static void act(String login, String number, String action, Map<String, Object> body) {
        ApiClient.Answer answer = loggedIn(login).postJson("/api/v1/requests/" + number + "/actions/" + action, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Three lamps that the sub-district returned and its neighbour took. */
    @Test
    void disputesThatWereRightProposeARuleAndItsBacktest() {
        for (int i = 0; i < 3; i++) {
            String number = lamp(i);
            act("handler", number, "dispute", Map.of("reason", "不在辖区"));
            act("supervisor", number, "redirect", Map.of("reason", "改派", "unit", "S002"));
        }
        Until.is("the facts follow", () -> !corrections().isEmpty());
        JsonNode one = corrections().get(0);
        assertThat(one.path("moved").asInt()).isEqualTo(3);
        assertThat(one.path("from_unit").asText()).isEqualTo("S001");
        assertThat(one.path("to_unit").asText()).isEqualTo("S002");
        assertThat(one.path("in_sample").asBoolean()).as("all of today").isTrue();
        assertThat(one.path("rule_areas").path(0).path("code").asText()).startsWith("990101001");
        JsonNode trial = supervisor
                .get(GOVERNANCE + "corrections/backtest?category=CITY-LAMP&area=990101001&unit=S002")
                .json();
        assertThat(trial.path("redispatched").asInt()).as(trial.toString()).isEqualTo(3);
        assertThat(trial.path("right_before").asInt()).isZero();
        assertThat(trial.path("avoided").asInt()).isEqualTo(3);
        assertThat(trial.path("moves").get(0).path("to").asText()).isEqualTo("S002");
        ApiClient.refusal(
                loggedIn("lead").get(GOVERNANCE + "corrections/backtest?category=CITY-LAMP&area=990101001&unit=S002"),
                403,
                "forbidden",
                null);
        sameLampsThatStayArePairs();
    }

    private static JsonNode corrections() {
        return supervisor.get(GOVERNANCE + "corrections").json().path("items");
    }

    /** Beside each lamp that went to the neighbour another that did not: the same matter with two units. */
    private static void sameLampsThatStayArePairs() {
        for (int i = 0; i < 3; i++) {
            lamp(i);
        }
        Until.is("the facts follow", () -> !lampDuplicates().isMissingNode());
        JsonNode found = lampDuplicates();
        assertThat(found.path("kind").asText()).isEqualTo("catalogue");
        assertThat(found.path("pairs").asInt()).isGreaterThanOrEqualTo(3);
        String asked = GOVERNANCE
                + "duplicates/backtest?category=CITY-LAMP&level=subdistrict&area=990101001&from=S001&unit=S002";
        JsonNode trial = supervisor.get(asked).json();
        assertThat(trial.path("pairs").asInt()).as(trial.toString()).isGreaterThanOrEqualTo(3);
        assertThat(trial.path("split_before").asInt()).isZero();
        assertThat(trial.path("split_after").asInt()).isZero();
        assertThat(trial.path("moved").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(trial.path("right_after").asInt()).isEqualTo(3);
        ApiClient.refusal(loggedIn("lead").get(asked), 403, "forbidden", null);
    }

    private static JsonNode lampDuplicates() {
        for (JsonNode each : supervisor.get(GOVERNANCE + "duplicates").json().path("items")) {
            if (each.path("category").asText().equals("CITY-LAMP")
                    && Set.of("S001", "S002")
                            .equals(Set.of(
                                    each.path("from_unit").asText(),
                                    each.path("to_unit").asText()))) {
                return each;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static String lamp(int i) {
        return api.postJson(
                        "/api/v1/requests",
                        Map.of(
                                "text",
                                "路灯不亮" + i,
                                "category",
                                "CITY-LAMP",
                                "where",
                                Map.of("kind", "pin", "lon", 116.412 + i * 0.0001, "lat", 39.902)))
                .json()
                .path("number")
                .asText();
    }

    /** Tasks about the same beside one are no areas to compare it with: those of other tests must not stand beside these. */
    private static void cancelAll() {
        for (JsonNode task :
                supervisor.get(GOVERNANCE + "tasks?limit=500").json().path("items")) {
            String state = task.path("state").asText();
            if (!state.equals("done") && !state.equals("cancelled")) {
                ApiClient.Answer noted = supervisor.postJson(
                        GOVERNANCE + "tasks/" + task.path("id").asText() + "/notes",
                        Map.of("version", task.path("version").asInt(), "words", "-", "state", "cancelled"));
                assertThat(noted.status()).as(noted.text()).isBetween(200, 201);
            }
        }
    }

    @Test
    void theEffectIsMeasuredAlsoWhenThereIsNone() {
        for (Map.Entry<String, String> each :
                Map.of(CALMED, "fewer", "990101001002", "none_shown").entrySet()) {
            cancelAll();
            String id = supervisor
                    .postJson(GOVERNANCE + "tasks", wanted(each.getKey(), TODAY.minusDays(SINCE)))
                    .json()
                    .at("/task/id")
                    .asText();
            JsonNode effect =
                    supervisor.get(GOVERNANCE + "tasks/" + id + "/effect").json();
            assertThat(effect.path("verdict").asText()).as(effect.toString()).isEqualTo(each.getValue());
            assertThat(effect.path("days_after").asInt()).isEqualTo(SINCE);
            // 14 in each half of the time before
            assertThat(effect.path("check").asText()).isEqualTo("too_few");
        }
        String fresh = supervisor
                .postJson(GOVERNANCE + "tasks", wanted(CALMED, TODAY.minusDays(1)))
                .json()
                .at("/task/id")
                .asText();
        JsonNode early =
                supervisor.get(GOVERNANCE + "tasks/" + fresh + "/effect").json();
        assertThat(early.path("verdict").asText()).isEqualTo("too_early");
        // what other tests have done is over and cannot be cancelled: of these two at most one is among it
        for (String area : List.of("990101001002", "990101002001")) {
            supervisor.postJson(GOVERNANCE + "tasks", wanted(area, TODAY.minusDays(2)));
        }
        assertThat(supervisor
                        .get(GOVERNANCE + "tasks/" + fresh + "/effect")
                        .json()
                        .path("areas_treated")
                        .asInt())
                .as("other tasks about elevators run there")
                .isGreaterThan(early.path("areas_treated").asInt());
    }

    private static Page open(MapPage on, String login, String query) {
        Page page = on.page();
        page.navigate("/login?return_to=" + java.net.URLEncoder.encode("/governance" + query, StandardCharsets.UTF_8));
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/governance"));
        return page;
    }

    @Test
    void aSupervisorActsOnWhatPilesUpAndSeesWhetherItHelped() {
        Page page = open(desktop(), "supervisor", "?lang=zh");
        page.waitForSelector("button[data-ref^='address:']");
        Axe.findsNothing(page, "governance");
        page.locator("button[data-ref^='address:']").first().press("Enter");
        assertThat(page.locator("#form-title")).isFocused();
        assertThat(page.locator("#form-unit option").first()).isAttached();
        page.selectOption("#form-kind", "inspection");
        page.fill("#form-name", "电梯专项巡查");
        page.fill("#form-begins", TODAY.minusDays(SINCE).toString());
        page.fill("#form-due", TODAY.plusDays(20).toString());
        page.click("#form-save");

        assertThat(page.locator("#task-title")).hasText("电梯专项巡查");
        assertThat(page).hasURL(Pattern.compile("tab=tasks.*task=\\d+"));
        assertThat(page.locator("[data-verdict]")).isVisible();
        assertThat(page.locator("[data-shown]")).containsText("网格员巡查");
        assertThat(page.locator("[data-shown]")).containsText("尚未巡查");
        page.fill("#note", "已约谈维保单位");
        page.selectOption("#next", "done");
        page.click("#note-save");
        assertThat(page.locator(".gov__notes")).containsText("已约谈维保单位");
        assertThat(page.locator("#note-form")).hasCount(0);
        Axe.findsNothing(page, "a governance task");

        Page phone = open(phone(), "analyst", page.url().replaceAll(".*/governance", "") + "&lang=en");
        phone.waitForSelector("[data-verdict]");
        assertThat(phone.locator("#note-form")).hasCount(0);
        Axe.findsNothing(phone, "a governance task on a phone, in English");
    }
}
