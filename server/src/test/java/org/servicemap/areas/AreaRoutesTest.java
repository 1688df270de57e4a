package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.http.ApiClient;

class AreaRoutesTest {
    @TempDir
    static Path spool;

    private static AreaServer server;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        server = new AreaServer(spool);
        api = server.api;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> codes(String path) {
        List<String> codes = new ArrayList<>();
        api.get(path)
                .json()
                .path("items")
                .forEach(item -> codes.add(item.path("code").asText()));
        return codes;
    }

    @Test
    void theCitySaysWhatAPageNeeds() {
        JsonNode city = api.get("/api/v1/city").json();
        assertThat(city.at("/levels/1/id").asText()).isEqualTo("grid");
        assertThat(city.path("authoritative_level").asText()).isEqualTo("district");
        assertThat(city.path("time_zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(city.path("synthetic").asBoolean()).isTrue();
        assertThat(city.at("/version/id").asText()).isEqualTo("2");
        assertThat(city.at("/overlays/0/kind").asText()).isEqualTo("polygon");
        assertThat(city.at("/bbox/0").asDouble()).isEqualTo(TestTown.WEST);
        assertThat(city.at("/bbox/2").asDouble()).isEqualTo(TestTown.WEST + 4 * TestTown.SIDE);
    }

    @Test
    void areasAreListedByLevelBoxAndParent() {
        assertThat(codes("/api/v1/areas?level=district")).containsExactly("01", "02");
        assertThat(codes("/api/v1/areas?level=grid")).hasSize(12);
        assertThat(codes("/api/v1/areas?parent=district:02&level=grid"))
                .hasSize(6)
                .allMatch(code -> code.startsWith("02"));
        assertThat(codes("/api/v1/areas?level=grid&bbox=116.501,39.751,116.502,39.752"))
                .containsExactly("01-0-0");
        assertThat(codes("/api/v1/areas?version=1&level=grid")).hasSize(8);
        JsonNode grid = api.get("/api/v1/areas/grid/01-0-0").json();
        assertThat(grid.at("/parent/code").asText()).isEqualTo("01");
        assertThat(grid.path("km2").asDouble()).isBetween(0.5, 0.7);
        assertThat(grid.at("/attributes/population").asText()).isNotEmpty();
        assertThat(grid.path("bbox")).hasSize(4);
    }

    @Test
    void longListsArePagedOverTheSameFilter() {
        JsonNode first = api.get("/api/v1/areas?level=grid&limit=5").json();
        String next = first.path("next").asText();
        assertThat(codes("/api/v1/areas?level=grid&limit=5&cursor=" + next)).hasSize(5);
        api.refusal("/api/v1/areas?level=district&cursor=" + next, 400, "bad_cursor", "cursor");
        api.refusal("/api/v1/areas?limit=0", 400, "out_of_range", "limit");
        assertThat(api.get("/api/v1/areas?level=district", "Accept", "text/csv").text())
                .contains("level,rank,code,name_en,name_zh")
                .contains("西区");
    }

    @Test
    void familiesAreWalked() {
        assertThat(codes("/api/v1/areas/district/01/children")).hasSize(6);
        assertThat(codes("/api/v1/areas/grid/01-0-0/parents")).containsExactly("01");
        assertThat(codes("/api/v1/areas/district/01/parents")).isEmpty();
    }

    @Test
    void unknownThingsAreNamed() {
        api.refusal("/api/v1/areas/street/01", 404, "unknown_level", "level");
        api.refusal("/api/v1/areas/grid/99", 404, "unknown_area", "code");
        api.refusal("/api/v1/areas/grid/99/children", 404, "unknown_area", "code");
        api.refusal("/api/v1/areas?parent=01", 400, "invalid_parameter", "parent");
        api.refusal("/api/v1/areas?parent=district:77", 404, "unknown_area", "parent");
        api.refusal("/api/v1/areas?version=77", 404, "unknown_version", "version");
        api.refusal("/api/v1/areas?bbox=1,2,3", 400, "invalid_parameter", "bbox");
        api.refusal("/api/v1/areas?bbox=9,2,3,4", 400, "bad_bbox", "bbox");
        api.refusal("/api/v1/overlays/police.geojson", 404, "unknown_overlay", "layer");
        api.refusal("/api/v1/versions/77", 404, "unknown_version", "id");
        api.refusal("/api/v1/tiles/77/0/0/0.mvt", 404, "unknown_version", "version");
        api.refusal("/api/v1/tiles/2/1/2/0.mvt", 400, "no_such_tile", null);
    }

    @Test
    void answersAreTaggedByVersion() {
        String tag = api.get("/api/v1/areas?level=grid").header("ETag");
        assertThat(api.get("/api/v1/areas?level=grid", "If-None-Match", tag).status())
                .isEqualTo(304);
        assertThat(api.get("/api/v1/areas?level=grid&version=1", "If-None-Match", tag)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tilesAreForEver() {
        int z = 12;
        int x = (int) ((TestTown.WEST + TestTown.SIDE + 180) / 360 * (1 << z));
        double lat = Math.toRadians(TestTown.SOUTH + TestTown.SIDE);
        int y = (int) ((1 - Math.log(Math.tan(lat) + 1 / Math.cos(lat)) / Math.PI) / 2 * (1 << z));
        String path = "/api/v1/tiles/2/" + z + "/" + x + "/" + y + ".mvt";
        ApiClient.Answer tile = api.get(path);
        assertThat(tile.response().body()).isNotEmpty();
        assertThat(tile.header("Content-Type")).isEqualTo("application/vnd.mapbox-vector-tile");
        assertThat(tile.header("Cache-Control")).contains("immutable");
        assertThat(api.get(path, "If-None-Match", tile.header("ETag")).status()).isEqualTo(304);
        assertThat(api.get("/api/v1/tiles/2/12/0/0.mvt").response().body()).isEmpty();
    }

    @Test
    void shapesAreGeoJson() {
        JsonNode grids = api.get("/api/v1/areas.geojson?level=grid&bbox=116.501,39.751,116.502,39.752")
                .json();
        assertThat(grids.path("features")).hasSize(1);
        assertThat(grids.at("/features/0/properties/code").asText()).isEqualTo("01-0-0");
        JsonNode west = api.get("/api/v1/areas/district/01/geometry?zoom=12").json();
        assertThat(west.at("/geometry/type").asText()).contains("Polygon");
        api.refusal("/api/v1/areas.geojson", 400, "missing_parameter", "level");
        api.refusal("/api/v1/areas/district/09/geometry", 404, "unknown_area", "code");
        api.refusal("/api/v1/areas/district/01/geometry?zoom=23", 400, "out_of_range", "zoom");
    }

    @Test
    void versionsAreCompared() {
        JsonNode diff = api.get("/api/v1/versions/1/diff/2").json();
        assertThat(diff.at("/levels/1/added")).hasSize(4);
        assertThat(diff.at("/levels/0/moved")).hasSize(2);
    }

    @Test
    void overlaysAndVersionsAreListed() {
        assertThat(api.get("/api/v1/overlays").json().at("/items/0/features").asInt())
                .isEqualTo(1);
        JsonNode zone = api.get("/api/v1/overlays/heating_zone.geojson").json();
        assertThat(zone.at("/features/0/properties/code").asText()).isEqualTo("H1");
        assertThat(zone.at("/features/0/geometry/type").asText()).isEqualTo("Polygon");
        assertThat(api.get("/api/v1/versions").json().path("items")).hasSize(2);
        assertThat(api.get("/api/v1/versions/1").json().path("status").asText()).isEqualTo("retired");
    }
}
