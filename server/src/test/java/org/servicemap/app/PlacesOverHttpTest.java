package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.http.ApiClient.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        Commands commands = new Commands(data);
        commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
        commands.environment().put("SERVICEMAP_RATE_LIMITS", "false");
        commands.environment().put("SERVICEMAP_DEMO", "true");
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
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
