package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.Database;

/** Released statistics on the page and over HTTP, to somebody who is not logged in: what the releases hold, and nothing else. */
class StatisticsPageTest extends E2eTest {
    private static final String EAST = "990101001";
    private static final String WEST = "990101002";

    /** As {@code month level area category requests}. */
    private static final List<String> RELEASED = List.of(
            "2025-01 district 990101 CITY 90",
            "2025-01 subdistrict 990101001 CITY 40",
            "2025-01 subdistrict 990101001 UTIL 7",
            "2025-02 district 990101 CITY 71",
            "2025-02 district 990101 UTIL 33",
            "2025-02 subdistrict 990101001 CITY 50",
            "2025-02 subdistrict 990101002 CITY 12");

    private static ApiClient api;

    @BeforeAll
    static void release() {
        api = new ApiClient(URI.create(TestApp.url()).getPort());
        try (Database database = TestApp.database()) {
            database.useTransaction(handle -> {
                for (int month = 1; month <= 2; month++) {
                    long id = database.nextId();
                    handle.execute("""
                            INSERT INTO statistics_releases (id, month, area_version, levels, k)
                            SELECT ?, make_date(2025, ?, 1), max(id)::text, ARRAY['district', 'subdistrict'], 5
                            FROM area_versions""", id, month);
                    for (String row : RELEASED) {
                        String[] parts = row.split(" ");
                        if (parts[0].endsWith(String.valueOf(month))) {
                            handle.execute(
                                    "INSERT INTO statistics_cells VALUES (?, ?, ?, ?, ?)",
                                    id,
                                    parts[1],
                                    parts[2],
                                    parts[3],
                                    Integer.valueOf(parts[4]));
                        }
                    }
                }
            });
        }
        Until.is(
                "the server sees releases",
                () -> api.get("/api/v1/statistics").json().path("items").size() >= 2);
    }

    private static String row(JsonNode row) {
        return String.join(
                " ",
                row.path("month").asText(),
                row.path("level").asText(),
                row.path("area").asText(),
                row.path("category").asText(),
                row.path("requests").asText());
    }

    @Test
    void everyFormTellsTheSameAndNothingElse() {
        Set<String> json = new TreeSet<>();
        api.get("/api/v1/statistics/counts").json().path("items").forEach(row -> json.add(row(row)));
        assertThat(json).isEqualTo(new TreeSet<>(RELEASED));

        Set<String> paged = new TreeSet<>();
        String path = "/api/v1/statistics/counts?limit=2";
        for (String next = ""; next != null; ) {
            JsonNode page = api.get(path + next).json();
            page.path("items").forEach(row -> paged.add(row(row)));
            next = page.path("next").isNull()
                    ? null
                    : "&cursor=" + page.path("next").asText();
        }
        assertThat(paged).isEqualTo(json);

        Set<String> ogc = new TreeSet<>();
        api.get("/ogc/collections/request_statistics/items?limit=100")
                .json()
                .path("features")
                .forEach(feature -> ogc.add(row(feature.path("properties"))));
        assertThat(ogc).isEqualTo(json);

        List<String> shapes = new ArrayList<>();
        for (JsonNode feature : api.get(
                        "/api/v1/statistics/counts.geojson?month=2025-02&level=subdistrict&category=CITY")
                .json()
                .path("features")) {
            assertThat(feature.path("geometry").path("type").asText()).contains("Polygon");
            shapes.add(feature.path("id").asText() + " "
                    + feature.path("properties").path("requests"));
        }
        assertThat(shapes).containsExactlyInAnyOrder(EAST + " 50", WEST + " 12", "990101003 null");
        assertThat(api.call(api.request("/api/v1/statistics/counts?area=" + EAST)
                                .header("Accept", "text/csv")
                                .GET()
                                .build())
                        .text())
                .contains("2025-02,subdistrict," + EAST, ",50,40");
    }

    @Test
    void answersSayHowLongTheyHold() {
        ApiClient.Answer answer = api.get("/api/v1/statistics/counts?month=2025-01");
        HttpRequest again = api.request("/api/v1/statistics/counts?month=2025-01")
                .header("If-None-Match", answer.header("ETag"))
                .GET()
                .build();

        assertThat(answer.header("Cache-Control")).isEqualTo("public, no-cache");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(api.call(again).status()).isEqualTo(304);
        ApiClient.refusal(api.get("/api/v1/statistics/counts?month=January"), 400, "invalid_parameter", "month");
        ApiClient.refusal(
                api.get("/api/v1/statistics/counts.geojson?month=2031-01&level=district&category=CITY"),
                404,
                "not_released",
                null);
        assertThat(api.get("/api/v1/statistics/terms").json().path("never").findValuesAsText("en"))
                .containsExactlyInAnyOrder("Labour", "Public safety");
    }

    @Test
    void anybodyLooksUpAnAreaAndTakesTheNumbersAlong() throws IOException {
        Page page = desktop().page();
        page.navigate("/");
        page.locator(".topnav a[href='/statistics']").click();
        page.waitForURL(Pattern.compile("/statistics"));
        page.waitForSelector("#map[data-shapes='3']");
        assertThat(page.locator("#map-title")).containsText("2025年2月");
        assertThat(page.locator("#map ~ .attrib")).containsText("示意");
        assertThat(page.locator("tr[data-code]")).hasCount(2);
        assertThat(page.locator("tr[data-code='" + EAST + "']")).containsText("+25%");

        Locator west = page.locator("tr[data-code='" + WEST + "'] button");
        west.press("Enter");
        assertThat(page).hasURL(Pattern.compile("area=" + WEST));
        assertThat(page.locator(".stats__bars .gap")).hasCount(1);
        assertThat(page.locator("path.rel-on")).not().hasCount(0);
        assertThat(page.locator("#licence a")).hasAttribute("href", Pattern.compile("creativecommons"));
        Download csv = page.waitForDownload(() -> page.locator("#download-csv").click());
        assertThat(Files.readString(csv.path())).contains(EAST + ",").doesNotContain("2025-01");
        Download shapes =
                page.waitForDownload(() -> page.locator("#download-geojson").click());
        assertThat(Files.readString(shapes.path())).contains("\"requests\":12");
        Axe.findsNothing(page, "statistics");

        Page phone = phone().page();
        phone.navigate("/statistics?lang=zh&level=district&category=UTIL");
        phone.waitForSelector("#map[data-shapes='1']");
        assertThat(phone.locator("tr[data-code]")).containsText("33");
        Axe.findsNothing(phone, "statistics on a phone");
    }

    @Test
    void theMapShadesAreasAndSaysTheSameInWords() {
        Page page = desktop().page();
        page.navigate("/");
        page.locator("#layers-button").click();
        page.locator(".layermenu__list input[value='statistics']").check();
        page.waitForSelector("#map[data-counts='3']");
        assertThat(page).hasURL(Pattern.compile("stats=1"));
        assertThat(page.locator(".countcard")).containsText("2025年2月");
        assertThat(page.locator("path.rel-none")).hasCount(1);

        page.locator("#counts-list").press("Enter");
        assertThat(page.locator("#counts-table tbody tr")).containsText(new String[] {"50", "12"});
        assertThat(page.locator(".countwithheld li")).hasCount(1);
        page.locator("#counts-level").selectOption("district");
        page.waitForSelector("#map[data-counts='1']");
        assertThat(page.locator("#counts-table tbody tr")).containsText("71");
        Axe.findsNothing(page, "statistics on the map");

        page.locator("#counts-off").click();
        page.waitForSelector("#map[data-counts='0']");
        assertThat(page).not().hasURL(Pattern.compile("stats=|panel="));
    }
}
