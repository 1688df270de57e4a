package org.servicemap.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.http.ApiClient;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.text.LocalText;

class SearchRoutesTest {
    @TempDir
    static Path spool;

    private static List<Hit> search(Question question) {
        if (question.text().equals("early")) {
            throw new GazetteerException(GazetteerException.NOT_READY, "the names are still being indexed");
        }
        BBox box = new BBox(116, 39, 117, 40);
        LocalText name = LocalText.of("zh", question.text());
        LonLat at = new LonLat(116.5, 39.5);
        List<Hit> all = List.of(
                new Hit(Hit.Kind.AREA, name, LocalText.EMPTY, at, "grid", "1", box, null, null),
                new Hit(Hit.Kind.PLACE, name, LocalText.EMPTY, at, null, "p1", null, "1", "library"),
                new Hit(Hit.Kind.MATTER, name, LocalText.EMPTY, null, null, "m1", null, null, null));
        return all.stream()
                .filter(hit -> question.kinds().contains(hit.kind()))
                .limit(question.limit())
                .toList();
    }

    @Test
    void thingsAreFoundInTheirShape() {
        try (HttpServer server = HttpServer.start(
                HttpSettings.of(0, spool, "1"),
                List.of(new SearchRoutes(SearchRoutesTest::search)),
                SearchRoutes.mappings(),
                List.of())) {
            ApiClient api = new ApiClient(server.port());
            JsonNode found = api.get("/api/v1/search?q=%E4%B8%9C").json().path("items");
            assertThat(found)
                    .as("what lies nowhere only for those who ask for it")
                    .hasSize(2);
            assertThat(found.at("/0/name/zh").asText()).isEqualTo("东");
            assertThat(found.at("/0/kind").asText()).isEqualTo("area");
            assertThat(found.at("/0/distance_metres").isNull()).isTrue();
            assertThat(found.at("/1/bbox").isNull()).isTrue();
            assertThat(found.at("/1/category").asText()).isEqualTo("library");
            JsonNode near = api.get("/api/v1/search?q=a&kinds=place,matter&lon=116.5&lat=39.51")
                    .json()
                    .path("items");
            assertThat(near.at("/0/distance_metres").asDouble()).isBetween(1100.0, 1115.0);
            assertThat(near.at("/1/lon").isNull()).isTrue();
            assertThat(api.get("/api/v1/search?q=a&limit=1").json().path("items"))
                    .hasSize(1);
            suggestions(api);
            refusals(api, "/api/v1/search");
            refusals(api, "/api/v1/suggest");
            api.refusal("/api/v1/search?q=a&limit=51", 400, "out_of_range", "limit");
        }
    }

    private static void suggestions(ApiClient api) {
        JsonNode found = api.get("/api/v1/suggest?q=a").json().path("items");
        assertThat(found).hasSize(3);
        assertThat(found.at("/2/kind").asText()).isEqualTo("matter");
        assertThat(found.at("/2").has("distance_metres")).isFalse();
    }

    private static void refusals(ApiClient api, String path) {
        api.refusal(path, 400, "missing_parameter", "q");
        api.refusal(path + "?q=+", 400, "empty_parameter", "q");
        api.refusal(path + "?q=" + "a".repeat(401), 400, "out_of_range", "q");
        api.refusal(path + "?q=a&kinds=place,castle", 400, "invalid_parameter", "kinds");
        api.refusal(path + "?q=a&lon=116", 400, "missing_parameter", "lat");
        api.refusal(path + "?q=a&lon=181&lat=39", 400, "out_of_range", "lon");
        api.refusal(path + "?q=early", 503, "unavailable", null);
    }
}
