package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.http.ApiClient.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** The service map of the tiny town over real HTTP. */
class PlacesOverHttpTest {
    private static final String PLACES = "/api/v1/places";

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        server = ServiceMap.start(Commands.demo(data).config(), ImportListener.SILENT);
        api = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> codes(String query) {
        List<String> codes = new ArrayList<>();
        api.get(PLACES + query)
                .json()
                .path("items")
                .forEach(item -> codes.add(item.path("code").asText()));
        return codes;
    }

    @Test
    void theListIsFilteredByEverythingAtOnce() {
        assertThat(codes("?category=government&area=subdistrict:990101001&sort=code"))
                .containsExactly(
                        "hall-990101001", "station-990101001001", "station-990101001002", "station-990101001003");
        assertThat(codes("?accessible=lift,hearing_loop&sort=code")).contains("hall-district", "library-1");
        assertThat(codes("?matter=marriage")).containsExactly("marriage-1");
        assertThat(codes("?category=government&appointments=true&bbox=116.41,39.90,116.43,39.91&sort=code"))
                .containsExactly("hall-990101001", "hall-district");
    }

    @Test
    void openIsAskedForAMoment() {
        assertThat(codes("?category=convenience_store&open_at=2026-03-03T01:00:00%2B08:00&sort=code"))
                .containsExactly("store-1", "store-3");
        assertThat(codes("?category=subdistrict_centre&open_at=2026-10-01T10:00:00%2B08:00"))
                .as("National Day")
                .isEmpty();
        assertThat(codes("?category=subdistrict_centre&open_at=2026-01-04T10:00:00%2B08:00"))
                .as("a Sunday that is worked")
                .hasSize(2);
    }

    @Test
    void theNearestComesFirstWithItsDistance() {
        JsonNode items = api.get(PLACES + "?lon=116.4246&lat=39.9094&limit=3&within=400")
                .json()
                .path("items");

        assertThat(items.get(0).path("code").asText()).isEqualTo("hall-district");
        assertThat(items.get(0).path("distance_metres").asDouble()).isZero();
        assertThat(items.get(1).path("code").asText()).isEqualTo("marriage-1");
        assertThat(items.get(1).path("distance_metres").asDouble()).isBetween(30.0, 60.0);
    }

    @Test
    void codesAreTheOnlyOnesAndAllElseHolds() {
        assertThat(codes("?codes=marriage-1,hall-district,nowhere&sort=code"))
                .containsExactly("hall-district", "marriage-1");
        assertThat(codes("?codes=marriage-1,hall-district&category=government")).containsExactly("hall-district");
    }

    @Test
    void pagesGoOnToTheEnd() {
        List<String> all = codes("?sort=name&limit=1000");
        List<String> walked = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(PLACES + "?sort=name&limit=7" + cursor).json();
            page.path("items").forEach(item -> walked.add(item.path("code").asText()));
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(all).hasSize(39);
        assertThat(walked).isEqualTo(all);
        String next = api.get(PLACES + "?sort=name&limit=7").json().path("next").asText();
        api.refusal(PLACES + "?sort=code&limit=7&cursor=" + next, 400, "bad_cursor", "cursor");
    }

    @Test
    void countsSpeakOfEveryCategory() {
        JsonNode counts = api.get(PLACES + "/counts?category=library").json().path("items");
        int government = 0;
        for (JsonNode count : counts) {
            if (count.path("category").asText().equals("government")) {
                government = count.path("places").asInt();
            }
        }
        assertThat(government).isEqualTo(12);
    }

    @Test
    void aPlaceTellsEverything() {
        JsonNode place = api.get(PLACES + "/hall-990101001").json();

        assertThat(place.path("place").path("name").path("en").asText())
                .isEqualTo("Dongqiao Subdistrict Service Centre");
        assertThat(place.path("categories").get(0).path("code").asText()).isEqualTo("government");
        assertThat(place.path("areas").get(1).path("code").asText()).isEqualTo("990101001");
        assertThat(place.path("in_charge").get(0).asText()).isEqualTo("subdistrict:990101001");
        assertThat(place.path("keepers").findValuesAsText("code"))
                .contains("police-east")
                .doesNotContain("hall-990101001");
        assertThat(place.path("week")).hasSize(7);
        assertThat(place.path("synthetic").asBoolean()).isTrue();
        assertThat(place.path("matters").findValuesAsText("code")).contains("social_card", "low_income");
        assertThat(place.path("matters").findValues("remark").toString()).contains("Not on Wednesday afternoons");
        api.refusal(PLACES + "/nothing", 404, "unknown_place", "code");
    }

    @Test
    void categoriesAndMattersAreThePacks() {
        assertThat(api.get(PLACES + "/categories").json().path("items")).hasSize(25);
        ApiClient.Answer matters = api.get("/api/v1/matters");
        assertThat(matters.json().path("items").get(0).path("code").asText()).isEqualTo("residence_permit");
        assertThat(api.get("/api/v1/matters", "If-None-Match", matters.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(api.get("/api/v1/matters/marriage").json().path("minutes").asInt())
                .isEqualTo(30);
        api.refusal("/api/v1/matters/nothing", 404, "unknown_matter", "code");
    }

    @Test
    void theWholeResultIsDownloaded() {
        String csv = api.get(PLACES + ".csv?category=library").text();
        assertThat(csv)
                .startsWith("\uFEFFcode,name_zh")
                .contains("\nlibrary-1,清溪图书馆")
                .hasLineCount(2);
        JsonNode features =
                api.get(PLACES + ".geojson?category=government").json().path("features");
        assertThat(features).hasSize(12);
        assertThat(features.get(0).path("geometry").path("coordinates").get(0).asDouble())
                .isBetween(116.0, 117.0);
    }

    @Test
    void whoIsInChargeIsSaidWithWhy() {
        JsonNode answer =
                api.get(PLACES + "/responsible?lon=116.4268&lat=39.9030").json();

        assertThat(answer.path("status").asText()).isEqualTo("inside");
        assertThat(answer.path("duties").findValuesAsText("duty"))
                .contains("service_centre", "community_office", "police_station", "health_station");
        JsonNode centre = answer.path("duties").get(0).path("places");
        assertThat(centre.get(0).path("place").path("code").asText()).isEqualTo("hall-990101001");
        assertThat(centre.get(0).path("why").asText()).isEqualTo("in_charge");
        assertThat(centre.get(0).path("by").path("code").asText()).isEqualTo("990101001");
        assertThat(centre.get(0).path("reason").path("zh").asText()).contains("东桥街道");
        assertThat(centre.get(1).path("place").path("code").asText()).isEqualTo("hall-district");
        api.refusal(PLACES + "/responsible?lon=39.9&lat=116.4", 400, "coordinate_out_of_range", "lat");
    }

    @Test
    void tilesAreKeptByTheirTag() {
        ApiClient.Answer tile = api.get(PLACES + "/tiles/10/843/388.mvt");
        assertThat(tile.status()).isEqualTo(200);
        assertThat(tile.response().body()).isNotEmpty();
        assertThat(api.get(PLACES + "/tiles/10/843/388.mvt", "If-None-Match", tile.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(api.get(PLACES + "/tiles/10/843/388.mvt?category=library")
                        .response()
                        .body())
                .hasSizeLessThan(tile.response().body().length + 200)
                .isNotEqualTo(tile.response().body());
        assertThat(api.get(PLACES + "/tiles/10/0/0.mvt").response().body()).isEmpty();
        api.refusal(PLACES + "/tiles/1/2/0.mvt", 400, "no_such_tile", null);
    }

    private static ApiClient loggedIn(String login) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    private static Map<String, Object> body(int version, String name, String unit) {
        Map<String, Object> body = new HashMap<>();
        body.put("version", version);
        body.put("name", Map.of("zh", name, "en", "New library"));
        body.put("category", "library");
        body.put("lon", 116.4268);
        body.put("lat", 39.9030);
        body.put("hours", "Mo-Fr  09:00-17:00");
        body.put("appointments", true);
        body.put("unit", unit);
        body.put("matters", List.of(Map.of("code", "library_card")));
        return body;
    }

    @Test
    void aPlaceIsDraftedPublishedChangedAndBroughtBack() {
        ApiClient admin = loggedIn("admin");
        String path = PLACES + "/library-2";

        ApiClient.Answer draft = admin.putJson(path + "/draft", body(0, "新图书馆", "C001"));
        assertThat(draft.status()).as(draft.text()).isEqualTo(200);
        assertThat(draft.json().path("place").path("hours").asText()).isEqualTo("Mo-Fr 09:00-17:00");
        refusal(api.get(path), 404, "unknown_place", "code");
        assertThat(admin.send("POST", path + "/publication?version=0")
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.get(path).json().path("place").path("name").path("zh").asText())
                .isEqualTo("新图书馆");
        refusal(admin.send("POST", path + "/publication?version=1"), 404, "no_draft", "code");

        refusal(admin.putJson(path + "/draft", body(0, "旧页面", "C001")), 409, "place_changed", "version");
        admin.putJson(path + "/draft", body(1, "改名图书馆", "C001"));
        admin.send("POST", path + "/publication?version=1");
        assertThat(api.get(path).json().path("version").asInt()).isEqualTo(2);

        assertThat(admin.send("DELETE", path + "?version=2").status()).isEqualTo(204);
        refusal(api.get(path), 404, "unknown_place", "code");
        assertThat(admin.postJson(path + "/rollback", Map.of("version", 3, "to", 1))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(4);
        assertThat(api.get(path).json().path("place").path("name").path("zh").asText())
                .isEqualTo("新图书馆");
        JsonNode versions = admin.get(path + "/versions").json().path("items");
        assertThat(states(admin, "library-2")).containsExactly("published");
        assertThat(versions).hasSize(4);
        assertThat(versions.get(1).path("place").isNull()).as("withdrawn").isTrue();
        refusal(admin.postJson(path + "/rollback", Map.of("version", 4, "to", 3)), 404, "unknown_place_version", "to");
        admin.send("DELETE", path + "?version=4");
        assertThat(states(admin, "library-2")).containsExactly("withdrawn");
        assertThat(admin.putJson(path + "/draft", body(5, "又来", "C001")).status())
                .isEqualTo(200);
        assertThat(states(admin, "library-2")).containsExactly("draft");
        admin.send("DELETE", path + "/draft");
    }

    private static List<String> states(ApiClient caller, String words) {
        return caller.get(PLACES + "/registry?q=" + words).json().path("items").findValuesAsText("state");
    }

    @Test
    void whatDoesNotHoldIsNotDrafted() {
        ApiClient admin = loggedIn("admin");
        Map<String, Object> sea = body(0, "海上", "C001");
        sea.put("lon", 125.0);
        refusal(admin.putJson(PLACES + "/sea/draft", sea), 400, "invalid_field", "lon");
        refusal(admin.putJson(PLACES + "/x/draft", body(0, "<script>", "C001")), 400, "invalid_field", "name");
        refusal(admin.putJson(PLACES + "/x/draft", body(0, "图书馆", "NOBODY")), 400, "invalid_field", "unit");
        Map<String, Object> hours = body(0, "图书馆", "C001");
        hours.put("hours", "周一到周五");
        refusal(admin.putJson(PLACES + "/x/draft", hours), 400, "invalid_field", "hours");
        refusal(admin.get(PLACES + "/x/draft"), 404, "no_draft", "code");
    }

    @Test
    void aUnitDraftsItsOwnPlacesAndPublishesNone() {
        ApiClient community = loggedIn("handler-community");
        ApiClient enterprise = loggedIn("handler-enterprise");
        String path = PLACES + "/own";

        refusal(enterprise.putJson(path + "/draft", body(0, "别人的", "C001")), 403, "out_of_scope", null);
        assertThat(community.putJson(path + "/draft", body(0, "自己的", "C001")).status())
                .isEqualTo(200);
        refusal(enterprise.get(path + "/draft"), 403, "out_of_scope", null);
        refusal(enterprise.send("DELETE", path + "/draft"), 403, "out_of_scope", null);
        refusal(community.send("POST", path + "/publication?version=0"), 403, "forbidden", null);
        assertThat(community.get(PLACES + "/drafts").json().path("items").findValuesAsText("code"))
                .contains("own");
        assertThat(enterprise.get(PLACES + "/drafts").json().path("items")).isEmpty();
        refusal(enterprise.get(PLACES + "/station-990101001001/versions"), 403, "out_of_scope", null);
        assertThat(community
                        .get(PLACES + "/registry?state=draft&q=自己")
                        .json()
                        .path("items")
                        .findValuesAsText("code"))
                .containsExactly("own");
        assertThat(community.get(PLACES + "/registry?category=police").json().path("items"))
                .isEmpty();
        assertThat(enterprise.get(PLACES + "/registry").json().path("items").findValuesAsText("code"))
                .doesNotContain("own", "hall-district");
        refusal(loggedIn("admin").get(PLACES + "/registry?category=zoo"), 404, "unknown_place_category", "category");
        assertThat(community.send("DELETE", path + "/draft").status()).isEqualTo(204);
    }

    @Test
    void whatCitizensCorrectBecomesARequest() {
        ApiClient.Answer filed =
                api.postJson(PLACES + "/library-1/corrections", Map.of("text", "周一其实不开门", "phone", "13900001234"));
        assertThat(filed.status()).as(filed.text()).isEqualTo(201);
        String number = filed.json().path("number").asText();
        JsonNode request =
                loggedIn("dispatcher").get("/api/v1/requests/" + number).json();

        assertThat(request.toString()).contains("清溪图书馆").contains("周一其实不开门");
        assertThat(filed.json().path("query_code").asText()).matches("[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}");
        refusal(api.postJson(PLACES + "/nothing/corrections", Map.of("text", "x")), 404, "unknown_place", "code");
        refusal(api.postJson(PLACES + "/library-1/corrections", Map.of("text", " ")), 400, "invalid_field", "text");
    }

    /** Each upload has a key of its own. */
    private static final AtomicInteger KEYS = new AtomicInteger();

    private static ApiClient.Answer upload(ApiClient caller, String csv, String mapping) {
        return upload(caller, "", csv, "mapping", mapping);
    }

    private static ApiClient.Answer upload(ApiClient caller, String path, String csv, String name, String text) {
        String edge = "places-edge";
        String body = "--" + edge + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--" + edge
                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n--" + edge
                + "--\r\n";
        return caller.call(caller.request(PLACES + "/imports" + path)
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .header("Idempotency-Key", "upload-" + KEYS.incrementAndGet())
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void anImportIsPublishedWholeOrNotAtAll() {
        ApiClient admin = loggedIn("admin");
        String header = "code,name_zh,category,lon,lat\n";
        ApiClient.Answer bad = upload(admin, header + "i1,馆,library,116.42,39.91\ni2,馆,zoo,116.42,39.91\n", "{}");
        assertThat(bad.status()).as(bad.text()).isEqualTo(201);
        assertThat(bad.json().path("errors").get(0).path("line").asInt()).isEqualTo(3);
        String refused = PLACES + "/imports/" + bad.json().path("id").asText();
        refusal(admin.send("POST", refused + "/publication"), 409, "import_refused", null);

        ApiClient.Answer good =
                upload(admin, header + "i1,甲馆,library,116.42,39.91\ni2,乙馆,library,116.43,39.905\n", "crs: wgs84");
        assertThat(good.json().path("new_places").asInt()).as(good.text()).isEqualTo(2);
        KEYS.decrementAndGet();
        assertThat(upload(admin, header + "i1,甲馆,library,116.42,39.91\ni2,乙馆,library,116.43,39.905\n", "crs: wgs84")
                        .text())
                .as("the same key reads no other import")
                .isEqualTo(good.text());
        String path = PLACES + "/imports/" + good.json().path("id").asText();
        assertThat(admin.get(path + "/changes?limit=1")
                        .json()
                        .path("items")
                        .get(0)
                        .path("code")
                        .asText())
                .isEqualTo("i1");
        assertThat(admin.get(path + "/changes?kind=gone").json().path("items")).isEmpty();
        refusal(api.get(PLACES + "/i1"), 404, "unknown_place", "code");

        assertThat(admin.send("POST", path + "/publication")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("published");
        assertThat(api.get(PLACES + "/i2").json().path("version").asInt()).isEqualTo(1);
        refusal(admin.send("POST", path + "/publication"), 409, "import_refused", null);

        ApiClient.Answer stale = upload(admin, header + "i1,丙馆,library,116.42,39.91\n", "{}");
        JsonNode difference = admin.get(
                        PLACES + "/imports/" + stale.json().path("id").asText() + "/changes?kind=changed")
                .json()
                .path("items")
                .get(0)
                .path("differences");
        assertThat(difference.toString()).isEqualTo("[{\"field\":\"name\",\"before\":\"甲馆\",\"after\":\"丙馆\"}]");
        JsonNode columns = upload(admin, "/columns", "编码,名称,经度,备注\nx1,馆,116.4,\n", "encoding", "UTF-8")
                .json()
                .path("columns");
        assertThat(columns.findValuesAsText("name")).containsExactly("编码", "名称", "经度", "备注");
        assertThat(columns.findValuesAsText("field")).containsExactly("code", "name_zh", "lon", "null");
        assertThat(columns.get(1).path("samples").get(0).asText()).isEqualTo("馆");
        admin.send("DELETE", PLACES + "/i1?version=1");
        refusal(
                admin.send(
                        "POST", PLACES + "/imports/" + stale.json().path("id").asText() + "/publication"),
                409,
                "place_changed",
                "version");
        admin.send("DELETE", PLACES + "/i2?version=1");
        assertThat(admin.send(
                                "DELETE",
                                PLACES + "/imports/" + stale.json().path("id").asText())
                        .status())
                .isEqualTo(204);
        assertThat(admin.get(PLACES + "/imports").json().path("items").size()).isGreaterThanOrEqualTo(3);
        refusal(admin.get(PLACES + "/imports/1"), 404, "unknown_place_import", "id");
        refusal(upload(admin, "", "{}"), 400, "bad_places", "file");
        refusal(upload(admin, header, "{\"x\": 1}"), 400, "invalid_field", "mapping");
    }

    @Test
    void questionsThatCannotBeAnsweredAreRefused() {
        api.refusal(PLACES + "?category=zoo", 404, "unknown_place_category", "category");
        api.refusal(PLACES + "?matter=dance", 404, "unknown_matter", "matter");
        api.refusal(PLACES + "?area=planet:1", 404, "unknown_level", "area");
        api.refusal(PLACES + "?area=district:1", 404, "unknown_area", "area");
        api.refusal(PLACES + "?lon=116.4", 400, "missing_parameter", "lat");
        api.refusal(PLACES + "?within=100", 400, "missing_parameter", "lon");
        api.refusal(PLACES + "?sort=distance", 400, "missing_parameter", "lon");
        api.refusal(PLACES + "?accessible=ramp", 400, "invalid_parameter", "accessible");
        refusal(api.get(PLACES + "?bbox=2,2,1,1"), 400, "bad_bbox", "bbox");
    }
}
