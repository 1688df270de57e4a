package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.StoppableDatabase;

/** The whole program while its database is stopped and after it has come back, without a restart. */
class DatabaseAwayTest {
    private static final String POINT = "?lon=116.4070&lat=39.9035";
    /** Of the pool, and some air for a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(5 + 20);

    /** What is in memory: a city goes on asking where a point lies while its database is repaired. */
    private static final List<String> IN_MEMORY = List.of(
            "/api/v1/resolve" + POINT,
            "/api/v1/resolve" + POINT + "&accuracy=50&overlays=*",
            "/api/v1/areas?level=community",
            "/api/v1/areas.geojson?level=community",
            "/api/v1/overlays");

    /** Not the city, whose record may be a second old and so still be there. */
    private static final List<String> NEEDS_THE_DATABASE =
            List.of("/api/v1/reports", "/api/v1/versions", "/health/ready");

    @TempDir
    private Path data;

    @Test
    void isSaidAndOutlived() throws IOException {
        try (StoppableDatabase database = StoppableDatabase.start()) {
            Commands commands = new Commands(data, database.address());
            commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
            try (ServiceMap server = ServiceMap.start(commands.config(), ImportListener.SILENT)) {
                ApiClient api = new ApiClient(server.port());
                String tile = "/api/v1/tiles/" + version(api) + "/12/3372/1551.mvt";
                everythingAnswers(api, tile);
                JsonNode paths = api.get("/api/v1/openapi.json").json().path("paths");
                database.stop();
                whileItIsAway(api, tile);
                noRouteFails(server.port(), paths);
                database.startAgain();
                await(() -> api.get("/health/ready").status() == 200);
                everythingAnswers(api, tile);
            }
        }
    }

    private static String version(ApiClient api) {
        return api.get("/api/v1/city").json().at("/version/id").asText();
    }

    private static void everythingAnswers(ApiClient api, String tile) {
        for (List<String> paths : List.of(IN_MEMORY, NEEDS_THE_DATABASE, List.of(tile))) {
            paths.forEach(path -> assertThat(api.get(path).status()).as(path).isEqualTo(200));
        }
    }

    private static void whileItIsAway(ApiClient api, String tile) {
        for (String path : NEEDS_THE_DATABASE) {
            long start = System.nanoTime();
            ApiClient.Answer answer = api.get(path);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(path).isLessThan(LONGEST);
            ApiClient.refusal(answer, 503, "unavailable", null);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).as(path).isPositive();
        }
        IN_MEMORY.forEach(path -> assertThat(api.get(path).status()).as(path).isEqualTo(200));
        assertThat(api.get(tile).status()).as("a tile").isEqualTo(200);
        assertThat(api.get("/health/live").status()).isEqualTo(200);
    }

    /** Whatever is called, and however wrongly: never a fault, and always a word on when to come again. */
    private static void noRouteFails(int port, JsonNode paths) {
        HttpClient client = HttpClient.newHttpClient();
        Map<String, String> wrong = new TreeMap<>();
        int away = 0;
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                String name = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                HttpResponse<Void> answer = call(client, port, method.getKey(), path.getKey(), method.getValue());
                boolean said = answer.headers().firstValue("Retry-After").isPresent();
                away += answer.statusCode() == 503 ? 1 : 0;
                if (answer.statusCode() == 500 || (answer.statusCode() == 503 && !said)) {
                    wrong.put(name, answer.statusCode() + " " + answer.headers().map());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(away).as("routes that said that the database is away").isGreaterThan(100);
    }

    private static HttpResponse<Void> call(
            HttpClient client, int port, String method, String path, JsonNode operation) {
        String filled = path.replaceAll("\\{[^}]*}", "1");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + filled))
                // a session that nobody can look up now
                .header("Authorization", "Bearer " + "a".repeat(43))
                .header("Accept", "*/*")
                .timeout(Duration.ofSeconds(60));
        if (!method.equals("get")) {
            operation
                    .at("/requestBody/content")
                    .fieldNames()
                    .forEachRemaining(type -> request.setHeader("Content-Type", type));
        }
        request.method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString(method.equals("get") ? "" : "{}"));
        try {
            return client.send(request.build(), BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }
}
