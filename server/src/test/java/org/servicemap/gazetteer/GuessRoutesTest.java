package org.servicemap.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.gazetteer.words.PlaceGuess;
import org.servicemap.gazetteer.words.PlaceKind;
import org.servicemap.geo.LonLat;
import org.servicemap.http.ApiClient;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.text.LocalText;

class GuessRoutesTest {
    @TempDir
    static Path spool;

    private static List<PlaceGuess> guess(String text, int limit) {
        if (text.equals("early")) {
            throw new GazetteerException(GazetteerException.NOT_READY, "the names are still being read");
        }
        return List.of(
                        new PlaceGuess(
                                PlaceKind.COMPOUND,
                                PlaceGuess.Role.RESIDENCE,
                                LocalText.of("zh", text),
                                null,
                                "C1",
                                new LonLat(116.12345678, 39.9),
                                123.4,
                                "110101001001",
                                0,
                                2,
                                0.98765,
                                LocalText.of("en", "why")),
                        new PlaceGuess(
                                PlaceKind.NO_PLACE,
                                PlaceGuess.Role.INCIDENT,
                                LocalText.EMPTY,
                                null,
                                null,
                                null,
                                0,
                                null,
                                0,
                                0,
                                0.01,
                                LocalText.EMPTY))
                .subList(0, Math.min(2, limit));
    }

    private static final String GUESS = "/api/v1/places/guess";

    @Test
    void guessesInTheirShape() {
        try (HttpServer server = HttpServer.start(
                HttpSettings.of(0, spool, "1"),
                List.of(new GuessRoutes(GuessRoutesTest::guess)),
                SearchRoutes.mappings(),
                List.of())) {
            ApiClient api = new ApiClient(server.port());
            JsonNode items = api.postJson(GUESS, Map.of("text", "东")).json().path("items");
            assertThat(items.at("/0/name/zh").asText()).isEqualTo("东");
            assertThat(items.at("/0/kind").asText()).isEqualTo("compound");
            assertThat(items.at("/0/role").asText()).isEqualTo("residence");
            assertThat(items.at("/0/lon").asDouble()).isEqualTo(116.1234568);
            assertThat(items.at("/0/uncertainty_metres").asDouble()).isEqualTo(123);
            assertThat(items.at("/0/confidence").asDouble()).isEqualTo(0.988);
            assertThat(items.at("/1/kind").asText()).isEqualTo("no_place");
            assertThat(items.at("/1/lon").isNull()).isTrue();
            assertThat(api.postJson(GUESS, Map.of("text", "东", "limit", 1))
                            .json()
                            .path("items"))
                    .hasSize(1);
            ApiClient.refusal(api.postJson(GUESS, Map.of("limit", 1)), 400, "missing_field", "text");
            ApiClient.refusal(api.postJson(GUESS, Map.of("text", "early")), 503, "unavailable", null);
            assertThat(api.get(GUESS + "?text=a").status()).isNotEqualTo(200);
        }
    }
}
