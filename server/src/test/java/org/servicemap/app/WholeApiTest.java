package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Param;
import org.servicemap.http.Route;

/** The whole program's interface on the tiny city: what is registered is documented, what is answered is as documented. */
class WholeApiTest {
    @TempDir
    private static Path data;

    private static Commands commands;
    private static ServiceMap server;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        commands = new Commands(data);
        commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
        commands.environment().put("SERVICEMAP_TILES_URL", "https://tiles.example/{z}/{x}/{y}.png");
        commands.environment().put("SERVICEMAP_TILES_ATTRIBUTION", "Example tiles");
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
        api = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDocumentHoldsEveryRouteAndNothingElse() {
        Map<String, JsonNode> documented = new TreeMap<>();
        for (var path : api.document().root().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                documented.put(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue());
            }
        }
        Map<String, Route> registered = new TreeMap<>();
        server.registered().forEach((key, route) -> {
            if (route != null && !key.startsWith("HEAD ")) {
                registered.put(key, route);
            }
        });
        assertThat(documented.keySet()).isEqualTo(registered.keySet());
        assertThat(documented).hasSizeGreaterThan(25);
        registered.forEach((key, route) -> check(key, route, documented.get(key)));
    }

    private static void check(String key, Route route, JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation
                .path("parameters")
                .forEach(parameter -> names.add(parameter.path("name").asText()));
        assertThat(names)
                .as(key)
                .containsAll(route.params().stream().map(Param::name).toList());
        route.errors().forEach(error -> {
            List<String> codes = new ArrayList<>();
            operation
                    .path("responses")
                    .path(Integer.toString(error.status()))
                    .path("x-error-codes")
                    .forEach(code -> codes.add(code.asText()));
            assertThat(codes).as(key).contains(error.code());
        });
        assertThat(operation.path("summary").asText()).as(key).isNotBlank();
    }

    /** Whoever does not know whether a call arrived sends it again: what it made must not be made twice. */
    @Test
    void whatCreatesTakesAKeyUnlessItIsSaidHereWhyNot() {
        List<String> without = server.registered().values().stream()
                .filter(route -> route != null && route.method().equals("POST") && !route.idempotent())
                .map(Route::id)
                .distinct()
                .toList();

        assertThat(without).containsExactlyInAnyOrderElementsOf(WithoutKey.REASONS.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/city",
                "/resolve?lon=116.4070123456&lat=39.9035123456&accuracy=60&overlays=*",
                "/areas?level=grid&limit=5",
                "/areas/district/990101",
                "/areas/district/990101/children",
                "/areas/subdistrict/990101001/parents",
                "/areas/subdistrict/990101001/geometry?zoom=12",
                "/areas.geojson?level=community",
                "/overlays",
                "/overlays/road_section.geojson",
                "/versions",
                "/reports",
                "/units?kind=department",
                "/units/WATER",
                "/categories",
                "/categories/UTIL-WATER",
                "/hotlines",
                "/catalogue",
                "/route?lon=116.4070&lat=39.9035&category=UTIL-WATER",
                "/route/overview?lon=116.4070&lat=39.9035",
            })
    void everyAnswerIsAsDocumentedWithSevenDecimalsAtMost(String path) {
        ApiClient.Answer answer = api.get("/api/v1" + path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("json");
        sevenDecimals(path, answer.json());
    }

    private static void sevenDecimals(String where, JsonNode node) {
        if (node.isFloatingPointNumber()) {
            assertThat(new BigDecimal(node.asText()).stripTrailingZeros().scale())
                    .as(where + ": " + node)
                    .isLessThanOrEqualTo(7);
        }
        node.properties().forEach(entry -> sevenDecimals(where + "." + entry.getKey(), entry.getValue()));
        node.elements().forEachRemaining(each -> sevenDecimals(where, each));
    }

    @Test
    void listsAreAlsoTables() {
        for (String list :
                List.of("/categories", "/hotlines", "/units", "/areas", "/overlays", "/versions", "/reports")) {
            JsonNode json = api.get("/api/v1" + list).json();
            assertThat(json.path("items").isArray()).as(list).isTrue();
            assertThat(json.has("next")).as(list).isTrue();
            ApiClient.Answer csv = api.get("/api/v1" + list, "Accept", "text/csv");
            assertThat(csv.header("Content-Type")).startsWith("text/csv");
            assertThat(csv.text().lines().count())
                    .as(list)
                    .isEqualTo(json.path("items").size() + 1L);
        }
    }

    @Test
    void theBaseMapIsAsConfigured() {
        JsonNode tiles = api.get("/api/v1/city").json().path("base_tiles");
        assertThat(tiles.path("url").asText()).isEqualTo("https://tiles.example/{z}/{x}/{y}.png");
        assertThat(tiles.path("attribution").path("zh").asText()).isEqualTo("Example tiles");
        assertThat(tiles.path("crs").asText()).isEqualTo("wgs84");
        assertThat(tiles.path("max_zoom").asInt()).isEqualTo(18);
    }

    @Test
    void wrongCallsAreRefused() {
        api.refusal("/api/v1/nothing", 404, "unknown_path", null);
        api.refusal("/api/v1/city?colour=red", 400, "unknown_parameter", "colour");
        HttpRequest delete = api.request("/api/v1/city")
                .method("DELETE", BodyPublishers.noBody())
                .build();
        ApiClient.Answer refused = api.call(delete);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).contains("GET");
        api.refusal("/api/v1/resolve?lon=39.9&lat=116.4", 400, "coordinate_out_of_range", "lat");
        api.refusal("/api/v1/units/NO-SUCH", 404, "unknown_unit", "code");
    }

    @Test
    void unknownCrsAreRefusedHoweverManyAreTried() {
        for (int code = 900_000; code < 900_050; code++) {
            api.refusal("/api/v1/resolve?lon=1&lat=1&crs=EPSG:" + code, 400, "unknown_crs", "crs");
        }
    }
}
