package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/** Figures that the facts tell, over HTTP and on the page: the same as the requests' own lists say. */
class InsightsPageTest extends E2eTest {
    private static final String SUBDISTRICT = "990101001";
    private static ApiClient api;
    private static ApiClient analyst;

    /** Three requests of 东桥街道, one of them called back. */
    @BeforeAll
    static void someRequests() {
        api = new ApiClient(URI.create(TestApp.url()).getPort());
        analyst = loggedIn("analyst");
        ApiClient unit = loggedIn("handler");
        String first = file();
        file();
        file();
        String actions = "/api/v1/requests/" + first + "/actions/";
        act(unit, actions + "accept", Map.of());
        act(unit, actions + "contact", Map.of());
        act(unit, actions + "handle", Map.of("reply", "清理了", "outcome", "solved"));
        act(
                loggedIn("operator"),
                actions + "call_back",
                Map.of("contacted", true, "solved", true, "satisfaction", "satisfied"));
        awaitFacts();
    }

    private static ApiClient loggedIn(String login) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    private static String file() {
        return api.postJson(
                        "/api/v1/requests",
                        Map.of(
                                "text",
                                "垃圾桶满了",
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

    private static JsonNode get(ApiClient caller, String path) {
        return caller.get("/api/v1/insights/" + path).json();
    }

    /** The facts are a second behind. */
    private static void awaitFacts() {
        long valid = rate("valid");
        Until.is(
                "the facts follow",
                () -> figure(get(analyst, running("areas?level=subdistrict&measure=response")), "n") >= valid);
    }

    /** The running period of the rates, as days. */
    private static String running(String path) {
        String from = analyst.get("/api/v1/rates/rules").json().path("from").asText();
        return path + "&from=" + from.substring(0, 10);
    }

    private static long rate(String name) {
        for (JsonNode row : analyst.get("/api/v1/rates?by=subdistrict").json().path("items")) {
            if (row.path("code").asText().equals(SUBDISTRICT)) {
                return row.path(name).asLong();
            }
        }
        throw new AssertionError("no such area");
    }

    private static long figure(JsonNode areas, String name) {
        for (JsonNode row : areas.path("items")) {
            if (row.path("code").asText().equals(SUBDISTRICT)) {
                return row.path(name).asLong();
            }
        }
        return -1;
    }

    @Test
    void sharesAreThoseOfTheRates() {
        for (Map.Entry<String, String> each :
                Map.of("response", "contacted", "resolution", "solved").entrySet()) {
            JsonNode areas = get(analyst, running("areas?level=subdistrict&measure=" + each.getKey()));
            assertThat(figure(areas, "n")).as(each.getKey()).isEqualTo(rate("valid"));
            double share = 0;
            for (JsonNode row : areas.path("items")) {
                if (row.path("code").asText().equals(SUBDISTRICT)) {
                    share = row.path("value").asDouble();
                }
            }
            assertThat(share * rate("valid"))
                    .isCloseTo(rate(each.getValue()), org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    /** What is known is as the ranking has it; what is to come is more, and the unit above has no less than its part. */
    @Test
    void theEndOfTheAssessmentBeginsWithWhatTheRatesKnow() {
        long n = 0;
        for (JsonNode row : analyst.get("/api/v1/rates").json().path("items")) {
            n = Math.max(n, row.path("valid").asLong());
        }
        long foretold = 0;
        for (JsonNode row : get(analyst, "rate-outlook").path("items")) {
            foretold = Math.max(foretold, row.path("n").asLong());
            JsonNode score = row.path("score");
            assertThat(row.path("expected_callbacks").asDouble())
                    .isGreaterThanOrEqualTo(row.path("n").asDouble());
            assertThat(score.path("expected").asDouble())
                    .isBetween(
                            score.path("low").asDouble() - 1e-9,
                            score.path("high").asDouble() + 1e-9);
        }
        assertThat(foretold).isPositive().isLessThanOrEqualTo(n);
        assertThat(get(analyst, "rate-outlook/backtest").path("items").size()).isEqualTo(9);
    }

    @Test
    void aPortraitIsOfAGroupAndNeverOfAPerson() {
        JsonNode area = get(analyst, "portrait?of=area:subdistrict:" + SUBDISTRICT);
        long n = figure(get(analyst, "areas?level=subdistrict"), "n");
        // whether these are of five people others who file in this city decide
        if (n < 5 || area.has("code")) {
            assertThat(area.path("code").asText()).isEqualTo("too_few_for_a_portrait");
        } else {
            assertThat(area.path("n").asLong()).isEqualTo(n);
            area.path("categories")
                    .forEach(each -> assertThat(each.path("n").asLong()).isGreaterThanOrEqualTo(5));
        }
        ApiClient.refusal(
                analyst.get("/api/v1/insights/portrait?of=channel:nobody"), 404, "too_few_for_a_portrait", "of");
        ApiClient.refusal(analyst.get("/api/v1/insights/portrait?of=person:1"), 400, "invalid_parameter", "of");
    }

    @Test
    void partsAddUpToTheWhole() {
        long all = 0;
        for (JsonNode card : get(analyst, "summary").path("cards")) {
            if (card.path("measure").asText().equals("received")) {
                all = card.path("n").asLong();
            }
        }
        assertThat(all).isGreaterThanOrEqualTo(3);
        for (String list : List.of("days", "categories")) {
            long sum = 0;
            for (JsonNode row : get(analyst, list).path("items")) {
                sum += row.path("n").asLong();
            }
            assertThat(sum).as(list).isEqualTo(all);
        }
        long[] byResolution = new long[2];
        for (int i = 0; i < 2; i++) {
            for (JsonNode cell :
                    get(analyst, "hexagons?resolution=" + (i == 0 ? 6 : 9)).path("items")) {
                byResolution[i] += cell.path("n").asLong();
                assertThat(cell.path("ring").size()).isGreaterThanOrEqualTo(7);
            }
        }
        assertThat(byResolution[0]).isPositive().isEqualTo(byResolution[1]);
    }

    @Test
    void whoIsBoundToAUnitSeesItsPartAndAnOldAnswerIsKnown() {
        JsonNode own = get(loggedIn("lead"), "areas?level=subdistrict");
        assertThat(figure(own, "n")).isGreaterThanOrEqualTo(3);
        long elsewhere = 0;
        for (JsonNode row : own.path("items")) {
            elsewhere += row.path("code").asText().equals(SUBDISTRICT)
                    ? 0
                    : row.path("n").asLong();
        }
        assertThat(elsewhere).isZero();
        ApiClient.refusal(loggedIn("handler").get("/api/v1/insights/summary"), 403, "forbidden", null);
        ApiClient.refusal(analyst.get("/api/v1/insights/areas?level=star"), 400, "invalid_parameter", "level");

        ApiClient.Answer answer = analyst.get("/api/v1/insights/categories");
        HttpRequest again = analyst.request("/api/v1/insights/categories")
                .header("If-None-Match", answer.header("ETag"))
                .GET()
                .build();
        assertThat(analyst.call(again).status()).isEqualTo(304);
    }

    private static Page open(MapPage on, String login, String query) {
        return open(on.page(), login, query, "#map[data-shapes]");
    }

    private static Page open(Page page, String login, String query, String shown) {
        page.navigate("/login?return_to=" + URLEncoder.encode("/insights" + query, StandardCharsets.UTF_8));
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/insights"));
        page.waitForSelector(shown);
        return page;
    }

    @Test
    void anAnalystLooksIntoAnAreaAndTakesTheNumbersAlong() throws IOException {
        Page page = open(desktop(), "analyst", "");
        Locator row = page.locator("tr[data-code='" + SUBDISTRICT + "']");
        assertThat(row).isVisible();
        row.locator("th button").press("Enter");

        assertThat(page).hasURL(Pattern.compile("within=subdistrict%3A" + SUBDISTRICT));
        assertThat(row).hasCount(0);
        page.locator("input[name=view][value=hex]").check();
        assertThat(page).hasURL(Pattern.compile("view=hex"));
        assertThat(page.locator("path.ins").first()).isVisible();
        page.locator("#hexagons tbody button").first().press("Enter");
        assertThat(page.locator("#behind-title")).isFocused();
        assertThat(page.locator("#behind tbody tr").first()).isVisible();
        page.locator("#behind-close").click();
        page.locator("#clear").click();
        page.locator(".insights__pick").nth(1).click();
        assertThat(page).hasURL(Pattern.compile("measure=response"));
        Download csv = page.waitForDownload(() -> page.locator("#download").click());
        assertThat(Files.readString(csv.path())).contains(SUBDISTRICT).contains("value_before");
    }

    /** A night's result as the server would tell it: three requests make no cluster. */
    private static void pretendHotSpots(Page page) {
        page.route(
                url -> url.endsWith("/api/v1/insights/hot-spots"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"last_day": "2026-10-31", "study_days": 84, "requests": 4000, "items": [
                                  {"category": null, "lon": 116.412, "lat": 39.91, "radius_metres": 0, "drawn_metres": 530,
                                   "areas": [], "from": "2026-10-25", "to": "2026-10-31", "observed": 37,
                                   "expected": 11.2, "relative_risk": 3.4, "p": 0.001, "p_night": 0.019, "recurrence_days": 53}]}""")));
    }

    @Test
    void aHotSpotIsARingAndARowAndItsProofIsExplained() {
        Page page = desktop().page();
        pretendHotSpots(page);
        open(page, "analyst", "?tab=hot-spots&lang=en", "#rings[data-rings='1']");

        page.locator("[data-spot='0'] button").click();
        assertThat(page.locator("path.ring--on")).hasCount(1);
        assertThat(page.locator("[data-spot='0']")).containsText("37 / 11.2");
        assertThat(page.getByText("at most one in twenty shows any cluster")).isVisible();
        Axe.findsNothing(page, "hot spots");

        page.locator("input[name=clusters][value=gi]").check();
        assertThat(page).hasURL(Pattern.compile("clusters=gi"));
        assertThat(page.getByText(Pattern.compile("hexagons \\d+ are hot"))).isVisible();
        page.locator("input[name=clusters][value=areas]").check();
        page.selectOption("#gi-level", "subdistrict");
        page.selectOption("#gi-values", "excess");
        assertThat(page).hasURL(Pattern.compile("values=excess"));
        assertThat(page.getByText(Pattern.compile("areas \\d+ are hot"))).isVisible();
        page.locator("input[name=clusters][value=scan]").check();
        page.locator("[data-spot='0'] a").click();
        assertThat(page)
                .hasURL(Pattern.compile("from=2026-10-25&to=2026-10-31&behind=circle%3A116.412000%2C39.910000%2C1$"));
        assertThat(page.locator("#behind-title")).containsText("circle");
    }

    @Test
    void aForecastShowsItsIntervalAndHowItDid() {
        Page page = desktop().page();
        page.route(
                url -> url.contains("/api/v1/insights/forecasts?") || url.endsWith("/api/v1/insights/forecasts"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"history_days": 200, "interval_share": 0.9,
                                 "backtest": {"days": 112, "mean": 12.5, "mase": 1.2, "naive_mase": 1.1,
                                              "naive_wins": true, "covered": 0.893},
                                 "past": [{"day": "2026-10-30", "n": 11}, {"day": "2026-10-31", "n": 14}],
                                 "items": [{"day": "2026-11-01", "expected": 12.4, "low": 6, "high": 19, "naive": 10}]}""")));
        open(page, "analyst", "?tab=forecast&lang=en", ".chart[data-drawn='5']");

        assertThat(page.getByText("89.3%")).isVisible();
        assertThat(page.getByText("simply repeating the last week did better")).isVisible();
        page.getByText("As a table").click();
        assertThat(page.getByText("6 – 19")).isVisible();
        page.selectOption("#horizon", "28");
        assertThat(page).hasURL(Pattern.compile("days=28"));
        Axe.findsNothing(page, "forecast");
    }

    @Test
    void aPortraitSaysItsPeriodAndWithholdsWhatIsOfTooFew() {
        Page page = desktop().page();
        page.route(
                url -> url.contains("/api/v1/insights/portrait?"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"of": "channel:phone", "name": {"en": "phone"}, "from": "2026-01-01", "to": "2026-01-31",
                                 "n": 12, "n_before": null, "share": 0.5, "least": 5, "categories": [], "hours": [],
                                 "rates": [{"measure": "overdue", "value": null, "all": null, "n": null}]}""")));
        open(page, "analyst", "?tab=portrait&of=channel:phone&lang=en", "#portrait-period");
        assertThat(page.locator("#portrait-period")).containsText("Jan 1, 2026 to Jan 31, 2026");
        assertThat(page.getByText("In as many days before: –")).isVisible();
        assertThat(page.getByText("requests of fewer than 5 people are not shown"))
                .isVisible();
    }

    @Test
    void nightsAreForWhoSeesTheWholeCityAndComeAsRingsToo() {
        JsonNode rings = analyst.get("/api/v1/insights/hot-spots.geojson").json();
        assertThat(rings.path("type").asText()).isEqualTo("FeatureCollection");
        assertThat(rings.path("features").isArray()).isTrue();
        assertThat(get(analyst, "hot-spots/runs").path("items").isArray()).isTrue();
        ApiClient.refusal(loggedIn("lead").get("/api/v1/insights/hot-spots/runs"), 403, "forbidden", null);
        JsonNode counted = get(analyst, "gi-star?resolution=8");
        assertThat(counted.path("places").asInt())
                .isPositive()
                .isEqualTo(get(analyst, "gi-star?resolution=8&values=excess")
                        .path("places")
                        .asInt());
        int areas = get(analyst, "areas?level=subdistrict").path("items").size();
        for (String values : List.of("count", "excess")) {
            JsonNode standing = get(analyst, "gi-star/areas?level=subdistrict&values=" + values);
            assertThat(standing.path("places").asInt()).as(values).isEqualTo(areas);
            assertThat(get(analyst, "gi-star/areas/list?level=subdistrict&values=" + values)
                            .path("items"))
                    .isEqualTo(standing.path("items"));
        }
        ApiClient.refusal(analyst.get("/api/v1/insights/gi-star/areas?level=star"), 400, "invalid_parameter", "level");
        assertThat(get(analyst, "requests?circle=116.412,39.902,600")
                        .path("items")
                        .size())
                .isGreaterThanOrEqualTo(3);
        assertThat(get(analyst, "requests?circle=116.412,39.902,1").path("items"))
                .as("no finer than hexagons")
                .isEmpty();
        assertThat(get(analyst, "requests?circle=116.412,38.902,50").path("items"))
                .isEmpty();
        ApiClient.refusal(
                analyst.get("/api/v1/insights/requests?circle=116.4,39.9"), 400, "invalid_parameter", "circle");
        ApiClient.refusal(
                analyst.get("/api/v1/insights/requests?circle=116.4,39.9,90000"), 400, "invalid_parameter", "circle");
        assertThat(get(analyst, "forecasts/series?level=subdistrict")
                        .path("items")
                        .isArray())
                .isTrue();
        assertThat(get(analyst, "summary?kind=nothing")
                        .path("cards")
                        .path(0)
                        .path("n")
                        .asLong())
                .isZero();
    }

    private static long sum(JsonNode items, String name) {
        long sum = 0;
        for (JsonNode item : items) {
            sum += item.path(name).asLong();
        }
        return sum;
    }

    @Test
    void finerFiguresAddUpToTheSame() {
        JsonNode areas = get(analyst, "areas?level=subdistrict").path("items");
        long all = sum(areas, "n");
        long hexagons = sum(get(analyst, "hexagons?resolution=9").path("items"), "n");

        JsonNode density = get(analyst, "density?bandwidth=300");
        assertThat(density.path("n").asLong()).isEqualTo(hexagons);
        double integral = 0;
        for (JsonNode value : density.path("values")) {
            integral += value.asDouble() * Math.pow(density.path("cell_metres").asDouble() / 1000, 2);
        }
        assertThat(integral).isCloseTo(hexagons, org.assertj.core.data.Offset.offset(0.05 * hexagons));

        long framed = 0;
        for (JsonNode frame : get(analyst, "frames?level=subdistrict&step=week").path("frames")) {
            framed += sum(frame.path("items"), "n");
        }
        assertThat(framed).isEqualTo(all);
        JsonNode recast = get(analyst, "recast?level=subdistrict");
        assertThat(sum(recast.path("items"), "n"))
                .isEqualTo(all)
                .isEqualTo(recast.path("as_stored").asLong());
        String version = recast.path("version").asText();
        assertThat(sum(
                        get(analyst, "areas?level=subdistrict&version=" + version)
                                .path("items"),
                        "n"))
                .isEqualTo(all);
        ApiClient.refusal(
                analyst.get("/api/v1/insights/areas?level=subdistrict&version=0"), 404, "unknown_version", "version");

        // nothing comes in the month to come: what was there before is said all the same
        LocalDate today = LocalDate.parse(get(analyst, "summary").path("to").asText());
        String month = "hexagons?resolution=9&from=" + today.plusDays(2) + "&to=" + today.plusDays(41);
        JsonNode gone = get(analyst, month).path("items");
        assertThat(sum(gone, "n")).isZero();
        assertThat(sum(gone, "n_before")).isGreaterThanOrEqualTo(hexagons);

        JsonNode opinion = get(analyst, running("opinion?level=subdistrict"));
        assertThat(figure(opinion, "n")).isEqualTo(rate("valid"));
        assertThat(figure(opinion, "satisfied")).isEqualTo(rate("satisfied"));
        long read = 0;
        JsonNode tones = get(analyst, "tones?level=subdistrict");
        for (JsonNode row : tones.path("items")) {
            long said = row.path("negative").asLong()
                    + row.path("neutral").asLong()
                    + row.path("positive").asLong();
            assertThat(said).isEqualTo(row.path("n").asLong());
            read += said + row.path("unread").asLong();
        }
        assertThat(read).isEqualTo(all);
        assertThat(get(analyst, "tone-accuracy").path("accuracy").asDouble()).isBetween(0.8, 1.0);
        ApiClient.refusal(loggedIn("handler").get("/api/v1/insights/tone-accuracy"), 403, "forbidden", null);
        ApiClient.refusal(
                analyst.get("/api/v1/insights/frames?level=subdistrict&step=day&from=2025-01-01"),
                400,
                "invalid_parameter",
                "step");
    }

    @Test
    void theRequestsBehindAFigureAreAsManyAndOnlyThoseOneMaySee() {
        String path = "/api/v1/insights/requests?limit=1&within=subdistrict:" + SUBDISTRICT;
        long expected = figure(get(analyst, "areas?level=subdistrict"), "n");
        long found = 0;
        String cursor = "";
        do {
            JsonNode page = analyst.get(path + cursor).json();
            assertThat(page.path("items").path(0).path("number").asText()).isNotBlank();
            assertThat(page.path("items").path(0).has("text")).isFalse();
            found += page.path("items").size();
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty() && found <= expected);
        assertThat(found).isEqualTo(expected);
        ApiClient.refusal(loggedIn("handler").get(path), 403, "forbidden", null);

        // as many as the hexagon says, to the supervisor of it all and to who is bound to a part of it
        for (ApiClient caller : List.of(analyst, loggedIn("lead"))) {
            JsonNode cell = get(caller, "hexagons?resolution=7").path("items").path(0);
            String inIt = "cell=" + cell.path("cell").asText();
            assertThat(cell.path("n").asLong())
                    .isPositive()
                    .isEqualTo(sum(get(caller, "days?" + inIt).path("items"), "n"));
            assertThat(caller.get("/api/v1/insights/requests?limit=1&" + inIt)
                            .json()
                            .path("items")
                            .size())
                    .isOne();
        }
        ApiClient.refusal(analyst.get("/api/v1/insights/requests?cell=star"), 400, "invalid_parameter", "cell");
    }

    @Test
    void theMapSmoothsPlaysAndLeadsToTheRequests() throws IOException {
        Page page = open(desktop(), "supervisor", "?lang=en");
        page.locator("input[name=step][value=week]").check();
        page.locator("#frame").focus();
        page.keyboard().press("Home");
        assertThat(page.locator("#frame")).hasValue("0");
        assertThat(page.locator("output[for=frame]")).containsText(Pattern.compile(": \\d"));
        page.locator("input[name=step][value='']").check();

        page.locator("tr[data-code='" + SUBDISTRICT + "'] td button").first().click();
        assertThat(page.locator("#behind-title")).isFocused();
        assertThat(page.locator("#behind a").first()).hasAttribute("href", Pattern.compile("/desk\\?tab=all&number="));
        Axe.findsNothing(page, "requests behind a figure");

        page.locator("input[name=view][value=density]").check();
        page.waitForSelector("#map[data-shapes=surface] canvas.ins-surface");
        Download picture = page.waitForDownload(() -> page.locator("#picture").click());
        assertThat(javax.imageio.ImageIO.read(picture.path().toFile()).getWidth())
                .isGreaterThan(500);
        JsonNode cells = new ObjectMapper()
                .readTree(Files.readString(page.waitForDownload(
                                () -> page.locator("#download-geojson").click())
                        .path()));
        assertThat(cells.path("features").size()).isPositive();
        assertThat(cells.path("features")
                        .path(0)
                        .path("properties")
                        .path("per_km2")
                        .asDouble())
                .isPositive();
        page.locator("#wall").click();
        assertThat(page.locator(".insights__filters")).isHidden();
        page.locator("#wall").click();
        assertThat(page.locator(".insights__filters")).isVisible();
    }

    /** Of two areas one has nothing any more and the other had nothing before: both are extremes and not "nothing". */
    @Test
    void whatVanishedAndWhatIsNewAreTheEndsOfTheScale() {
        Page page = desktop().page();
        page.route(
                url -> url.contains("/api/v1/insights/areas?"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"next": null, "items": [
                                  {"level": "subdistrict", "code": "990101001", "name": {"en": "one"}, "value": 0, "n": 0, "value_before": 5, "n_before": 5, "per_km2": 0, "former": false},
                                  {"level": "subdistrict", "code": "990101002", "name": {"en": "two"}, "value": 4, "n": 4, "value_before": 0, "n_before": 0, "per_km2": 1, "former": false},
                                  {"level": "subdistrict", "code": "000", "name": {"und": "000"}, "value": 2, "n": 2, "value_before": 2, "n_before": 2, "per_km2": null, "former": true}]}""")));
        open(page, "analyst", "?lang=en&show=change", "#map[data-shapes='2']");
        assertThat(page.locator("path.ins-div-1")).hasCount(1);
        assertThat(page.locator("path.ins-div-7")).hasCount(1);
        assertThat(page.locator("tr[data-code='990101001']")).containsText("-100%");
        assertThat(page.locator("tr[data-code='990101002']")).containsText("new");
        assertThat(page.locator("#not-placed")).containsText("2 under areas that are not in force");
    }

    @Test
    void whatPeopleAnsweredStandsOnAMapAndInATable() {
        Page page = open(desktop().page(), "analyst", "?tab=opinion&lang=en", "#opinion[data-shapes]");

        // other classes call back here too
        assertThat(page.locator("#answers tr[data-code='" + SUBDISTRICT + "']")).containsText(Pattern.compile("\\d%"));
        page.waitForSelector(".chart[data-drawn='5']");
        page.locator("input[name=said][value=negative]").check();
        assertThat(page).hasURL(Pattern.compile("said=negative"));
        assertThat(page.locator("#opinion-title")).containsText("Negative tone");
        assertThat(page.locator("#tone-accuracy")).containsText("87 phrases");
        page.locator("details summary").last().click();
        assertThat(page.locator("#tones tr[data-code='" + SUBDISTRICT + "']")).isVisible();
        Axe.findsNothing(page, "public opinion");
    }

    @Test
    void axeFindsNothing() {
        for (MapPage map : List.of(desktop(), phone())) {
            open(map, "supervisor", "?lang=zh");
            Axe.findsNothing(map.page(), "insights");
            map.page().navigate("/insights?lang=en&view=hex&show=change");
            map.page().waitForSelector("#map[data-shapes]");
            Axe.findsNothing(map.page(), "insights in English");
            everyTabFits(map.page());
        }
    }

    /** On a telephone as it is, else as on a wall: nothing is beyond the page's edge, and what counts says what it means. */
    private static void everyTabFits(Page page) {
        if (page.viewportSize().width > 400) {
            page.setViewportSize(1920, 1080);
        }
        Map<String, String> means =
                Map.of("", ".insights__means", "hot-spots", "#p-title", "opinion", "#tone-accuracy");
        for (String tab : List.of("", "hot-spots", "forecast", "opinion", "outside", "portrait")) {
            page.locator(".insights__tabs a[href='/insights" + (tab.isEmpty() ? "" : "?tab=" + tab) + "']")
                    .click();
            assertThat(page.locator(means.getOrDefault(tab, ".insights__tabs a[aria-current=page]"))
                            .first())
                    .isVisible();
            assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                    .as("%s at %s", tab, page.viewportSize().width)
                    .isLessThanOrEqualTo(page.viewportSize().width);
        }
    }
}
