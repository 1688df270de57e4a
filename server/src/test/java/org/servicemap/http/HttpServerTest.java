package org.servicemap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** What every declared route gets from the framework, over real HTTP. */
class HttpServerTest {
    private static final AtomicBoolean DATABASE = new AtomicBoolean(true);
    private static final CountDownLatch ENTERED = new CountDownLatch(1);
    private static final CountDownLatch LEAVE = new CountDownLatch(1);

    @TempDir
    static Path spool;

    private static HttpServer server;
    private static ApiClient api;

    record ThingJson(int number, LocalText name, @Nullable String note) {}

    static final class ThingException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A feature with one route of each sort. */
    static final class Things implements RouteGroup {
        static final Param<Integer> SIZE = Param.integer("size", 1, 10, "How many");
        static final Param<Double> LON = Param.number("lon", "Longitude").mandatory();
        static final Param<Double> LAT = Param.number("lat", "Latitude").mandatory();
        static final Param<BBox> BOX = Param.bbox("bbox", "Where");
        static final Param<Integer> NUMBER =
                Param.integer("number", 0, 100, "Which").inPath();
        static final ErrorCode UNKNOWN = new ErrorCode(404, "unknown_thing", "no such thing");

        @Override
        public String tag() {
            return "things";
        }

        @Override
        public String description() {
            return "Things of this test";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.get("/api/v1/things", "listThings")
                            .takes(SIZE, Cursor.PARAM, BOX)
                            .fails(ErrorCode.BAD_CURSOR, new ErrorCode(400, "bad_bbox", "min above max"))
                            .page(ThingJson.class, "Things", Things::list),
                    Route.get("/api/v1/things/{number}", "getThing")
                            .takes(NUMBER)
                            .fails(UNKNOWN, ErrorCode.BAD_REQUEST)
                            .cache(CachePolicy.REVALIDATE)
                            .etag(exchange -> "v" + exchange.get(NUMBER))
                            .json(ThingJson.class, "A thing", Things::one),
                    Route.get("/api/v1/point", "getPoint")
                            .takes(LON, LAT)
                            .fails(new ErrorCode(400, "coordinate_out_of_range", "not on earth"))
                            .json(ThingJson.class, "A point", Things::point),
                    Route.get("/api/v1/slow", "getSlow").json(ThingJson.class, "Late", Things::slow),
                    Route.post("/api/v1/things", "addThing")
                            .reads("A thing", "application/json")
                            .json(ThingJson.class, "It", exchange -> thing(1)));
        }

        private static Page<ThingJson> list(Exchange exchange) {
            exchange.find(BOX);
            int offset = Cursor.offset(exchange.find(Cursor.PARAM), "things");
            List<ThingJson> all = IntStream.range(0, 25).mapToObj(Things::thing).toList();
            return Page.of(all, offset, exchange.get(SIZE, 10), "things");
        }

        private static ThingJson thing(int number) {
            return new ThingJson(number, LocalText.of("zh", "物" + number, "en", "=Thing, " + number), null);
        }

        private static ThingJson one(Exchange exchange) {
            return switch (exchange.get(NUMBER)) {
                case 97 -> throw new ThingException();
                case 98 -> throw new IllegalStateException("secret detail");
                case 99 -> throw new IllegalStateException(new SQLTransientConnectionException("no connection"));
                case 100 -> throw UNKNOWN.problem("there is no thing 100", "number");
                default -> thing(exchange.get(NUMBER));
            };
        }

        private static ThingJson point(Exchange exchange) {
            new LonLat(exchange.get(LON), exchange.get(LAT));
            return thing(0);
        }

        private static ThingJson slow(Exchange exchange) {
            ENTERED.countDown();
            try {
                LEAVE.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return thing(7);
        }
    }

    @BeforeAll
    static void start() {
        server = startServer();
        api = new ApiClient(server.port());
    }

    private static HttpServer startServer() {
        return startServer(0);
    }

    private static HttpServer startServer(int port) {
        return HttpServer.start(
                HttpSettings.of(port, spool, "1"),
                List.of(new Things()),
                List.of(ProblemMapping.of(
                        ThingException.class, e -> ErrorCode.BAD_REQUEST.problem("mapped", "number"))),
                List.of(new ReadinessCheck("database", DATABASE::get)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPortThatIsTakenIsSaidWithWhatToDo() {
        assertThatThrownBy(() -> startServer(server.port()))
                .isInstanceOf(AddressTakenException.class)
                .hasMessageContaining("port " + server.port())
                .hasMessageContaining("SERVICEMAP_PORT");
    }

    @Test
    void unknownPathsAndMethodsAreToldApart() {
        api.refusal("/api/v1/nothing", 404, "unknown_path", null);
        HttpRequest delete = api.request("/api/v1/things").DELETE().build();
        ApiClient.Answer answer = api.call(delete);
        ApiClient.refusal(answer, 405, "method_not_allowed", null);
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void parametersAreCheckedStrictly() {
        assertThat(api.refusal("/api/v1/things?sise=3", 400, "unknown_parameter", "sise"))
                .contains("sise")
                .contains("size");
        api.refusal("/api/v1/things?size=", 400, "empty_parameter", "size");
        api.refusal("/api/v1/things?size=3&size=4", 400, "repeated_parameter", "size");
        api.refusal("/api/v1/things?size=three", 400, "invalid_parameter", "size");
        api.refusal("/api/v1/things?size=11", 400, "out_of_range", "size");
        api.refusal("/api/v1/things?size=99999999999999999999", 400, "invalid_parameter", "size");
        api.refusal("/api/v1/things/101", 400, "out_of_range", "number");
        api.refusal("/api/v1/things?size=%ff", 400, "malformed_query", null);
        api.refusal("/api/v1/point?lon=1", 400, "missing_parameter", "lat");
    }

    @Test
    void coordinatesThatCannotBeAreRefused() {
        for (String bad : List.of("NaN", "Infinity", "1e999", "0x10", "1d", "116,4", "116.4E", "--1")) {
            api.refusal("/api/v1/point?lon=" + bad + "&lat=1", 400, "invalid_parameter", "lon");
        }
        api.refusal("/api/v1/point?lon=181&lat=1", 400, "coordinate_out_of_range", "lon");
        assertThat(api.refusal("/api/v1/point?lon=39.9&lat=116.4", 400, "coordinate_out_of_range", "lat"))
                .contains("swapped");
    }

    @Test
    void boxesAreFourNumbersInOrder() {
        api.refusal("/api/v1/things?bbox=1,2,3", 400, "invalid_parameter", "bbox");
        api.refusal("/api/v1/things?bbox=1,2,3,x", 400, "invalid_parameter", "bbox");
        api.refusal("/api/v1/things?bbox=1,2,3,NaN", 400, "invalid_parameter", "bbox");
        api.refusal("/api/v1/things?bbox=1,2,300,4", 400, "out_of_range", "bbox");
        api.refusal("/api/v1/things?bbox=3,2,1,4", 400, "bad_bbox", "bbox");
        assertThat(api.get("/api/v1/things?bbox=1,2,3,4").status()).isEqualTo(200);
    }

    @Test
    void listsArePagedByCursorAndLink() {
        List<Integer> numbers = new ArrayList<>();
        String path = "/api/v1/things?size=10";
        while (!path.isEmpty()) {
            ApiClient.Answer answer = api.get(path);
            answer.json()
                    .path("items")
                    .forEach(item -> numbers.add(item.path("number").asInt()));
            String link = answer.header("Link");
            path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        assertThat(numbers).hasSize(25).doesNotHaveDuplicates().isSorted();
        api.refusal("/api/v1/things?cursor=abc", 400, "bad_cursor", "cursor");
        api.refusal("/api/v1/things?cursor=%21%21", 400, "bad_cursor", "cursor");
        api.refusal("/api/v1/things?cursor=" + Cursor.write("others", 3), 400, "bad_cursor", "cursor");
    }

    @Test
    void listsCanBeHadAsCsvThatSpreadsheetsDoNotRun() {
        ApiClient.Answer answer = api.get("/api/v1/things?size=2", "Accept", "text/csv");
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(answer.text())
                .isEqualTo("\uFEFFnumber,name_en,name_zh,note\r\n0,\"'=Thing, 0\",物0,\r\n1,\"'=Thing, 1\",物1,\r\n");
        ApiClient.refusal(api.get("/api/v1/things", "Accept", "image/png"), 406, "not_acceptable", "Accept");
        assertThat(api.get("/api/v1/things", "Accept", "text/html,*/*;q=0.1").header("Content-Type"))
                .startsWith("application/json");
    }

    @Test
    void currentCopiesAreNotSentAgain() {
        String tag = api.get("/api/v1/things/5").header("ETag");
        assertThat(tag).isEqualTo("\"1-v5\"");
        ApiClient.Answer again = api.get("/api/v1/things/5", "If-None-Match", "\"x\", W/" + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(again.header("Cache-Control")).isEqualTo("public, no-cache");
        assertThat(api.get("/api/v1/things/6", "If-None-Match", tag).status()).isEqualTo(200);
    }

    @Test
    void faultsShowAnIdAndNothingElse() {
        ApiClient.Answer answer = api.get("/api/v1/things/98");
        ApiClient.refusal(answer, 500, "internal_error", null);
        assertThat(answer.json().path("id").asText()).isNotBlank();
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(answer.header("ETag")).isEmpty();
    }

    @Test
    void exceptionsOfFeaturesAreMapped() {
        ApiClient.refusal(api.get("/api/v1/things/97"), 400, "bad_request", "number");
        ApiClient.refusal(api.get("/api/v1/things/100"), 404, "unknown_thing", "number");
    }

    @Test
    void aMissingDatabaseIsSaid() {
        ApiClient.Answer answer = api.get("/api/v1/things/99");
        ApiClient.refusal(answer, 503, "unavailable", null);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(api.get("/health/live").status()).isEqualTo(200);
        assertThat(api.get("/health/ready")
                        .json()
                        .path("checks")
                        .path("database")
                        .asText())
                .isEqualTo("up");
        DATABASE.set(false);
        ApiClient.refusal(api.get("/health/ready"), 503, "unavailable", null);
        DATABASE.set(true);
    }

    @Test
    void bodiesAreBoundedAndTyped() {
        byte[] large = new byte[(10 << 20) + 1];
        ApiClient.refusal(
                api.post("/api/v1/things", "application/json", "*/*", BodyPublishers.ofByteArray(large)),
                413,
                "too_large",
                null);
        ApiClient.refusal(
                api.post("/api/v1/things", "text/plain", "*/*", BodyPublishers.ofString("x")),
                415,
                "unsupported_media_type",
                "Content-Type");
    }

    @Test
    void publicReadingIsOpenToOtherOriginsAndNothingMayBeFramed() {
        ApiClient.Answer answer = api.get("/api/v1/things", "Origin", "https://example.org");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        ApiClient.Answer posted = api.post("/api/v1/things", "application/json", "*/*", BodyPublishers.ofString("{}"));
        assertThat(posted.header("Access-Control-Allow-Origin")).isEmpty();
        HttpRequest preflight = api.request("/api/v1/things")
                .method("OPTIONS", BodyPublishers.noBody())
                .build();
        assertThat(api.call(preflight).header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
    }

    @Test
    void requestIdsAreKeptWhenHarmless() {
        assertThat(api.get("/api/v1/things").header("X-Request-Id")).isNotBlank();
        assertThat(api.get("/api/v1/things", "X-Request-Id", "abc-1").header("X-Request-Id"))
                .isEqualTo("abc-1");
        assertThat(api.get("/api/v1/things", "X-Request-Id", "a b<c>").header("X-Request-Id"))
                .doesNotContain("<");
    }

    @Test
    void headAnswersLikeGetWithoutBody() {
        HttpRequest head = api.request("/api/v1/things/5")
                .method("HEAD", BodyPublishers.noBody())
                .build();
        ApiClient.Answer answer = api.call(head);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"1-v5\"");
        HttpRequest missing = api.request("/api/v1/things/100")
                .method("HEAD", BodyPublishers.noBody())
                .build();
        assertThat(api.call(missing).status()).isEqualTo(404);
    }

    @Test
    void answersAreCompressed() {
        ApiClient.Answer brotli = api.get("/api/v1/openapi.json", "Accept-Encoding", "br");
        assertThat(brotli.header("Content-Encoding")).isEqualTo("br");
        ApiClient.Answer gzip = api.get("/api/v1/openapi.json", "Accept-Encoding", "gzip");
        assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void theDocumentHoldsEveryRouteAndNothingElse() {
        List<String> documented = new ArrayList<>();
        api.document()
                .root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                documented.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        List<String> registered = server.registered().entrySet().stream()
                .filter(entry -> entry.getValue() != null && !entry.getKey().startsWith("HEAD "))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(registered);
        assertThat(documented).contains("GET /health/live", "POST /api/v1/things");
    }

    @Test
    void aPageNamesItsModulesAndTheirVersion() {
        String page = api.get("/").text();
        List<String> modules = Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(modules).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(page.indexOf("importmap")).isLessThan(page.indexOf("modulepreload"));
        for (String module : modules) {
            ApiClient.Answer answer = api.get(module);
            assertThat(answer.status()).as(module).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).as(module).contains("immutable");
        }
        String own = modules.stream()
                .filter(module -> module.startsWith("/web/"))
                .findFirst()
                .orElseThrow();
        String version = own.split("/")[2];
        ApiClient.Answer other = api.get(own.replace(version, "~00000000000000000000"));
        assertThat(other.status()).as("of a page that is still open").isEqualTo(200);
        assertThat(other.header("Cache-Control")).contains("no-cache");
        assertThat(other.text()).isEqualTo(api.get(own).text());
        ApiClient.refusal(api.get("/web/" + version + "/nothing.js"), 404, "unknown_path", null);
    }

    /** Browsers take over the headers of a 304: a script that has become plain text is not run at the next visit. */
    @Test
    void aCurrentCopyOfAScriptIsAScriptStill() {
        for (String path : List.of("/embed.js", "/warden-worker.js")) {
            String tag = api.get(path).header("ETag");
            ApiClient.Answer again = api.get(path, "If-None-Match", tag);
            assertThat(again.status()).as(path).isEqualTo(304);
            assertThat(again.header("Content-Type")).as(path).startsWith("text/javascript");
        }
    }

    /** What its browser would ask for, found without the code that makes the list: by the names that stand in the files. */
    @Test
    void theWorkerOfThePhonePageListsAllThatItNeedsWithoutANetwork() {
        ApiClient.Answer worker = api.get("/warden-worker.js");
        assertThat(worker.header("Content-Type")).startsWith("text/javascript");
        assertThat(worker.header("Content-Security-Policy")).contains("connect-src 'self'", "script-src 'self'");
        assertThat(worker.header("Cache-Control")).contains("no-cache");
        ApiClient.Answer page = api.get("/warden");
        assertThat(worker.text()).contains(page.header("ETag"));
        Set<String> listed = Pattern.compile("\"(/web[^\"]+)\"")
                .matcher(worker.text())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).anyMatch(file -> file.endsWith("/locales/zh-CN.json"));
        assertThat(listed).anyMatch(file -> file.endsWith("/components/glyphs.svg"));
        assertThat(listed)
                .as("the script changes from one to the other with the language")
                .anyMatch(file -> file.endsWith("/warden.webmanifest"))
                .anyMatch(file -> file.endsWith("/warden.en.webmanifest"));
        for (String file : listed) {
            ApiClient.Answer answer = api.get(file);
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).as(file).contains("immutable");
            if (file.startsWith("/web/") && file.endsWith(".js")) {
                Pattern.compile("from '(\\.[^']+)'")
                        .matcher(answer.text())
                        .results()
                        .map(match -> URI.create(file).resolve(match.group(1)).toString())
                        .forEach(imported -> assertThat(listed).as(file).contains(imported));
            }
        }
    }

    @Test
    void webJarsAreImmutableAndNothingLeavesTheirFolder() {
        ApiClient.Answer leaflet = api.get("/webjars/leaflet/1.9.4/dist/leaflet-src.esm.js");
        assertThat(leaflet.status()).isEqualTo(200);
        assertThat(leaflet.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(leaflet.header("Cache-Control")).contains("immutable");
        for (String path : List.of("../maven/x.json", "%2e%2e/x.json", "leaflet/..%2f..%2fx.json", "leaflet//x.js")) {
            assertThat(api.get("/webjars/" + path).status()).as(path).isIn(400, 404);
            assertThat(api.get("/webjars/" + path).header("Content-Type")).startsWith("application/problem+json");
        }
    }

    @Test
    void requestsInFlightAreFinishedWhenTheServerStops() throws Exception {
        HttpServer stopping = startServer();
        ApiClient client = new ApiClient(stopping.port());
        ExecutorService pool = Executors.newFixedThreadPool(2);
        Future<ApiClient.Answer> answer = pool.submit(() -> client.get("/api/v1/slow"));
        ENTERED.await();
        Future<?> closed = pool.submit(stopping::close);
        LEAVE.countDown();
        assertThat(answer.get().status()).isEqualTo(200);
        closed.get();
        pool.shutdown();
    }

    @Test
    void importMapsAreNamedByTheirHash() {
        String html = "<html><script type=\"importmap\">{}</script><script type=module src=a.js></script></html>";
        WebPage page = WebPage.of(html.getBytes(StandardCharsets.UTF_8), false, List.of());
        assertThat(page.policy())
                .contains("script-src 'self' 'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o='")
                .contains("frame-ancestors 'none'");
        assertThat(WebPage.of(new byte[0], true, List.of()).policy()).contains("frame-ancestors *");
    }
}
