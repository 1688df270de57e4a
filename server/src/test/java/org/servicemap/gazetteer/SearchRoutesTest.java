package org.servicemap.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.geo.BBox;
import org.servicemap.http.ApiClient;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.text.LocalText;

class SearchRoutesTest {
    @TempDir
    static Path spool;

    private static List<Hit> search(String text, int limit) {
        if (text.equals("early")) {
            throw new GazetteerException(GazetteerException.NOT_READY, "the names are still being indexed");
        }
        BBox box = new BBox(116, 39, 117, 40);
        return List.of(
                        new Hit(
                                Hit.Kind.AREA,
                                LocalText.of("zh", text),
                                LocalText.EMPTY,
                                116.5,
                                39.5,
                                "grid",
                                "1",
                                box),
                        new Hit(Hit.Kind.COORDINATE, LocalText.EMPTY, LocalText.EMPTY, 1, 2, null, null, null))
                .subList(0, Math.min(2, limit));
    }

    @Test
    void placesAreFoundInTheirShape() {
        try (HttpServer server = HttpServer.start(
                HttpSettings.of(0, spool, "1"),
                List.of(new SearchRoutes(SearchRoutesTest::search)),
                SearchRoutes.mappings(),
                List.of())) {
            ApiClient api = new ApiClient(server.port());
            JsonNode found = api.get("/api/v1/search?q=%E4%B8%9C").json();
            assertThat(found.at("/items/0/name/zh").asText()).isEqualTo("东");
            assertThat(found.at("/items/0/kind").asText()).isEqualTo("area");
            assertThat(found.at("/items/1/bbox").isNull()).isTrue();
            assertThat(api.get("/api/v1/search?q=a&limit=1").json().path("items"))
                    .hasSize(1);
            api.refusal("/api/v1/search", 400, "missing_parameter", "q");
            api.refusal("/api/v1/search?q=+", 400, "empty_parameter", "q");
            api.refusal("/api/v1/search?q=a&limit=51", 400, "out_of_range", "limit");
            api.refusal("/api/v1/search?q=early", 503, "unavailable", null);
        }
    }
}
