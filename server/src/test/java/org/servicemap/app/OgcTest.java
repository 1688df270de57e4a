package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.Until;
import org.servicemap.citypack.ImportListener;
import org.servicemap.fuzz.SpoiledCalls;
import org.servicemap.http.ApiClient;

/** OGC API – Features over the tiny town: sentence by sentence over HTTP, then read by GDAL and OWSLib. */
class OgcTest {
    private static final String OGC = "/ogc";
    private static final String PLACES = OGC + "/collections/places/items";
    private static final String COUNTS = OGC + "/collections/request_statistics/items";
    private static final int ALL_PLACES = 39;

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient api;

    @BeforeAll
    static void start() throws SQLException {
        Config config = Commands.demo(data).config();
        server = ServiceMap.start(config, ImportListener.SILENT);
        api = new ApiClient(server.port());
        release(config);
        Until.is(
                "the server sees the release",
                () -> !get(COUNTS).path("features").isEmpty());
    }

    /** A month as the nightly release would leave it: two counts, of one what was solved may be told; one of an area that is no more. */
    private static void release(Config config) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        Objects.requireNonNull(config.dbUrl()), config.dbUser(), config.dbPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO statistics_releases (id, month, area_version, levels, k)
                    SELECT 1, '2026-01-01', max(id)::text, ARRAY['district', 'subdistrict'], 5 FROM area_versions""");
            statement.execute("""
                    INSERT INTO statistics_cells (release, level, area, category, requests)
                    VALUES (1, 'district', '990101', 'CITY', 90), (1, 'subdistrict', '990199999', 'CITY', 7)""");
            statement.execute("""
                    INSERT INTO statistics_solved (release, level, area, category, solved)
                    VALUES (1, 'district', '990101', 'CITY', 61)""");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode get(String path) {
        ApiClient.Answer answer = api.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode link(JsonNode document, String rel, String type) {
        for (JsonNode link : document.path("links")) {
            if (link.path("rel").asText().equals(rel)
                    && link.path("type").asText().startsWith(type)) {
                return link;
            }
        }
        throw new AssertionError("no link " + rel + " " + type + " in " + document.path("links"));
    }

    private static String below(JsonNode link) {
        return link.path("href").asText().replaceFirst("^http://[^/]+", "");
    }

    private static List<String> ids(JsonNode page) {
        return page.path("features").findValuesAsText("id");
    }

    @ParameterizedTest
    @CsvSource({
        "service-desc, application/vnd.oai.openapi+json;version=3.0",
        "service-doc, text/html",
        "conformance, application/json",
        "data, application/json",
        "self, application/json",
        "alternate, text/html"
    })
    void theLandingPageLinksToEverything(String rel, String type) {
        ApiClient.Answer followed = api.get(below(link(get(OGC), rel, type)));

        assertThat(followed.status()).isEqualTo(200);
        assertThat(followed.header("Content-Type")).startsWith(type);
    }

    @Test
    void itConformsToCoreGeoJsonHtmlAndOpenApi() {
        assertThat(get(OGC + "/conformance").path("conformsTo").toString())
                .contains("/1.0/conf/core", "/1.0/conf/geojson", "/1.0/conf/html", "/1.0/conf/oas30");
    }

    @Test
    void collectionsAreLevelsOverlaysAndPlacesAndAgreeWithThemselves() {
        JsonNode collections = get(OGC + "/collections");
        link(collections, "self", "application/json");
        link(collections, "alternate", "text/html");
        assertThat(collections.path("collections").findValuesAsText("id"))
                .contains(
                        "area_district",
                        "area_subdistrict",
                        "area_community",
                        "area_grid",
                        "overlay_heating_zone",
                        "overlay_road_section",
                        "places",
                        "request_statistics");
        for (JsonNode listed : collections.path("collections")) {
            assertThat(listed.path("title").asText()).isNotBlank();
            link(listed, "items", "application/geo+json");
            link(listed, "items", "text/html");
            assertThat(get(below(link(listed, "self", "application/json")))).isEqualTo(listed);
        }
    }

    @Test
    void theExtentHoldsAllFeatures() {
        for (JsonNode collection : get(OGC + "/collections").path("collections")) {
            JsonNode box =
                    collection.path("extent").path("spatial").path("bbox").path(0);
            String edges = box.get(0) + "," + box.get(1) + "," + box.get(2) + "," + box.get(3);
            String items = OGC + "/collections/" + collection.path("id").asText() + "/items";
            assertThat(get(items + "?bbox=" + edges).path("numberMatched"))
                    .isEqualTo(get(items).path("numberMatched"));
        }
    }

    @Test
    void aPageCountsExactlyAndLinksToTheNext() {
        List<String> walked = new ArrayList<>();
        JsonNode page = get(PLACES + "?limit=16");
        int pages = 0;
        while (true) {
            pages++;
            assertThat(page.path("numberMatched").asInt()).isEqualTo(ALL_PLACES);
            assertThat(page.path("numberReturned").asInt())
                    .isEqualTo(page.path("features").size());
            assertThat(page.path("timeStamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            walked.addAll(ids(page));
            if (!page.path("links").findValuesAsText("rel").contains("next")) {
                break;
            }
            page = get(below(link(page, "next", "application/geo+json")));
        }

        assertThat(pages).isEqualTo(3);
        assertThat(walked).hasSize(ALL_PLACES).doesNotHaveDuplicates();
        assertThat(ids(get(PLACES + "?limit=10000"))).isEqualTo(walked);
    }

    @Test
    void theLimitIsTenByDefaultAndClampedAboveItsMaximum() {
        assertThat(get(PLACES).path("numberReturned").asInt()).isEqualTo(10);
        assertThat(get(PLACES + "?limit=10001").path("numberReturned").asInt()).isEqualTo(ALL_PLACES);
        assertThat(get(PLACES + "?limit=99999999999999").path("numberReturned").asInt())
                .isEqualTo(ALL_PLACES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0 | out_of_range | limit",
                "limit=-1 | invalid_parameter | limit",
                "limit=ten | invalid_parameter | limit",
                "limit= | empty_parameter | limit",
                "limit=1&limit=2 | repeated_parameter | limit",
                "bbox=1,2,3 | invalid_parameter | bbox",
                "bbox=1,2,3,4,5 | invalid_parameter | bbox",
                "bbox=1,2,3,x | invalid_parameter | bbox",
                "bbox=1,2,3,NaN | invalid_parameter | bbox",
                "bbox=1,5,3,4 | invalid_parameter | bbox",
                "bbox=1,2,181,4 | out_of_range | bbox",
                "datetime=yesterday | invalid_parameter | datetime",
                "datetime=2026-02-03T10:00Z | invalid_parameter | datetime",
                "datetime=2026-02-03T10:00:00 | invalid_parameter | datetime",
                "datetime=2026-02-30T00:00:00Z | invalid_parameter | datetime",
                "datetime=2026-02-03/2026-02-01 | invalid_parameter | datetime",
                "f=xml | invalid_parameter | f",
                "crs=gcj02 | unknown_parameter | crs",
                "colour=red | unknown_parameter | colour",
                "appointments=maybe | invalid_parameter | appointments",
                "category=library&category=museum | repeated_parameter | category",
                "offset=-1 | out_of_range | offset"
            })
    void anUnknownOrInvalidParameterIsRefused(String query, String code, String field) {
        api.refusal(PLACES + "?" + query, 400, code, field);
    }

    private static List<String> filtered(String filter) {
        return ids(get(PLACES + "?limit=1000&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8)));
    }

    @Test
    void aFilterInCqlAsksOfPropertiesAndShape() {
        assertThat(filtered("category = 'library'")).containsExactly("library-1");
        assertThat(filtered("category IN ('library','museum') AND NOT (category LIKE 'm_se%')"))
                .containsExactly("library-1");
        assertThat(filtered("appointments = TRUE AND S_INTERSECTS(geometry, BBOX(116.424,39.909,116.4255,39.91))"))
                .contains("hall-district")
                .doesNotContain("hall-990101001");
        assertThat(filtered("updated_on BETWEEN DATE('2026-01-01') AND DATE('2026-12-31')"))
                .contains("hall-district");
        assertThat(filtered("website IS NULL")).doesNotContain("hall-district").contains("library-1");
        assertThat(filtered("website = 'x' OR NOT website = 'x'"))
                .as("what has no website is neither")
                .contains("hall-district")
                .hasSizeLessThan(ALL_PLACES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour = 'red'",
                "category = 5",
                "category =",
                "category = 'a' 'b'",
                "(category = 'a'",
                "phones = 'x'",
                "S_INTERSECTS(shape, POINT(1 2))",
                "S_INTERSECTS(geometry, POINT(x 2))",
                "category = 'a' ; DROP"
            })
    void aFilterThatCannotBeReadIsRefused(String filter) {
        String query = "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        api.refusal(PLACES + query, 400, "invalid_parameter", "filter");
    }

    /** A pattern once needed a stack as deep as the text is long. */
    @Test
    void aLongTextOfAFilterIsATextLikeAnyOther() {
        for (String text : List.of("a".repeat(3900), "''".repeat(1200))) {
            String filter = URLEncoder.encode("name='" + text + "'", StandardCharsets.UTF_8);
            assertThat(get(PLACES + "?limit=1&filter=" + filter).path("features"))
                    .isEmpty();
        }
    }

    @Test
    void whatFiltersMayAskIsASchema() {
        JsonNode schema = get(OGC + "/collections/places/queryables");
        assertThat(schema.path("properties").path("category").path("type").asText())
                .isEqualTo("string");
        assertThat(schema.path("properties").path("geometry").path("format").asText())
                .isEqualTo("geometry-any");
        api.refusal(PLACES + "?filter-lang=cql-text", 400, "invalid_parameter", "filter-lang");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "3d", "0x1p1", "3.0", "Infinity", "+3"})
    void aNumberIsWrittenAsJsonWritesIt(String rank) {
        String query = "?rank=" + URLEncoder.encode(rank, StandardCharsets.UTF_8);
        api.refusal(OGC + "/collections/area_community/items" + query, 400, "invalid_parameter", "rank");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        api.refusal(OGC + "/collections/nothing", 404, "unknown_collection", "collectionId");
        api.refusal(OGC + "/collections/nothing/items", 404, "unknown_collection", "collectionId");
        api.refusal(PLACES + "/nothing", 404, "unknown_feature", "featureId");
        api.refusal(OGC + "/collections?limit=3", 400, "unknown_parameter", "limit");
        api.refusal(OGC + "/nothing", 404, "unknown_path", null);
    }

    @Test
    void aBoxMeetsWholeShapesNotTheirBoxes() {
        String grids = OGC + "/collections/area_subdistrict/items?limit=1000";
        for (JsonNode place : get(PLACES + "?limit=1000").path("features")) {
            JsonNode at = place.path("geometry").path("coordinates");
            String point = at.get(0) + "," + at.get(1) + "," + at.get(0) + "," + at.get(1);
            JsonNode home = place.path("properties").path("subdistrict");
            List<String> found = ids(get(grids + "&bbox=" + point));
            assertThat(found).as(point).isEqualTo(home.isNull() ? List.of() : List.of(home.asText()));
        }
    }

    @Test
    void conditionsAreJoinedByAnd() {
        String flat = "?bbox=116.41,39.90,116.43,39.91&limit=100";
        List<String> inBox = ids(get(PLACES + flat));
        List<String> halls = ids(get(PLACES + flat + "&category=subdistrict_centre&appointments=true"));
        assertThat(ids(get(PLACES + "?bbox=116.41,39.90,0,116.43,39.91,100&limit=100")))
                .isEqualTo(inBox);
        assertThat(inBox).containsAll(halls).hasSizeLessThan(ALL_PLACES);
        assertThat(halls).contains("hall-990101001");
        assertThat(ids(get(PLACES + "?code=hall-990101001"))).containsExactly("hall-990101001");
        assertThat(ids(get(OGC + "/collections/area_community/items?parent=990101001&rank=3")))
                .isNotEmpty()
                .allMatch(code -> code.startsWith("990101001"));
        assertThat(get(PLACES + "?bbox=170,-10,-170,10").path("numberMatched").asInt())
                .isZero();
    }

    @Test
    void timesAreInstantsAndIntervals() {
        String areas = OGC + "/collections/area_district/items?datetime=";
        assertThat(get(areas + "2025-12-31T15:59:59Z").path("numberMatched").asInt())
                .isZero();
        assertThat(get(areas + "2025-12-31T16:00:00Z").path("numberMatched").asInt())
                .as("midnight in Shanghai")
                .isPositive();
        assertThat(get(areas + "../2025-01-01").path("numberMatched").asInt()).isZero();
        assertThat(get(areas + "2024-01-01T00:00:00Z/..").path("numberMatched").asInt())
                .isPositive();
        assertThat(get(areas + "2026-03-01T08:00:00+08:00")
                        .path("numberMatched")
                        .asInt())
                .as("a plus that was not encoded")
                .isPositive();
    }

    @Test
    void oneFeatureNamesItselfAndItsCollection() {
        ApiClient.Answer answer = api.get(PLACES + "/hall-990101001");
        JsonNode feature = answer.json();

        assertThat(answer.header("Content-Type")).startsWith("application/geo+json");
        assertThat(feature.path("id").asText()).isEqualTo("hall-990101001");
        assertThat(feature.path("properties").path("name_en").asText())
                .isEqualTo("Dongqiao Subdistrict Service Centre");
        assertThat(feature.path("geometry").path("type").asText()).isEqualTo("Point");
        assertThat(get(below(link(feature, "self", "application/geo+json")))).isEqualTo(feature);
        assertThat(get(below(link(feature, "collection", "application/json")))
                        .path("id")
                        .asText())
                .isEqualTo("places");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/conformance", "/api", "/collections", "/collections/places", "/collections/places/items"})
    void browsersGetPages(String path) {
        ApiClient.Answer page = api.get(
                OGC + path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language", "en-GB,en;q=0.5");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("style-src 'self'");
        assertThat(page.text()).startsWith("<!doctype html>").contains("<html lang=\"en\">", "<h1>");
        assertThat(api.get(OGC + path + "?f=html", "Accept", "application/json").text())
                .contains("<html lang=\"zh\">");
        assertThat(api.get(OGC + path + "?f=json", "Accept", "text/html").header("Content-Type"))
                .contains("json");
    }

    @Test
    void pagesEscapeWhatTheyShow() {
        String page = api.get(PLACES + "?f=html&name=%3Cscript%3E%22").text();

        assertThat(page).doesNotContain("<script>\"").contains("%3Cscript%3E%22");
    }

    @Test
    void answersAreCachedByTagAndOpenToOtherOrigins() {
        for (String path : List.of(OGC, OGC + "/collections", PLACES, PLACES + "/hall-990101001")) {
            ApiClient.Answer first = api.get(path);
            assertThat(first.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(first.header("Cache-Control")).isEqualTo("public, no-cache");
            assertThat(first.response().headers().allValues("Vary").toString()).contains("Accept", "Accept-Language");
            String tag = first.header("ETag");
            assertThat(api.get(path, "If-None-Match", tag).status()).isEqualTo(304);
            assertThat(api.get(path, "If-None-Match", tag, "Accept", "text/html")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(api.call(api.request(PLACES)
                                .method("OPTIONS", BodyPublishers.noBody())
                                .build())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void itsDocumentSaysWhatBoxAndLimitMayBe() {
        JsonNode document = get(OGC + "/api");
        JsonNode parameters = document.path("paths")
                .path("/collections/places/items")
                .path("get")
                .path("parameters");
        List<String> names = parameters.findValuesAsText("name");

        assertThat(document.path("openapi").asText()).startsWith("3.0");
        assertThat(document.path("servers").get(0).path("url").asText()).endsWith(OGC);
        assertThat(names)
                .contains("limit", "bbox", "datetime", "category", "subdistrict")
                .doesNotContain("phones");
        JsonNode limit = parameters.get(names.indexOf("limit")).path("schema");
        assertThat(limit.path("minimum").asInt()).isEqualTo(1);
        assertThat(limit.path("maximum").asInt()).isEqualTo(10_000);
        JsonNode bbox = parameters.get(names.indexOf("bbox")).path("schema");
        assertThat(bbox.path("minItems").asInt()).isEqualTo(4);
        assertThat(bbox.path("maxItems").asInt()).isEqualTo(6);
        document.path("paths").fieldNames().forEachRemaining(path -> {
            if (!path.contains("{")) {
                assertThat(api.get(OGC + path).status()).as(path).isEqualTo(200);
            }
        });
    }

    @Test
    void releasedCountsAreFeaturesWithOrWithoutAShape() {
        JsonNode page = get(COUNTS + "?limit=10");
        assertThat(ids(page)).containsExactly("2026-01.district.990101.CITY", "2026-01.subdistrict.990199999.CITY");
        JsonNode first = page.path("features").get(0);
        assertThat(first.path("properties").path("requests").asInt()).isEqualTo(90);
        assertThat(first.path("properties").path("solved").asInt()).isEqualTo(61);
        assertThat(first.path("geometry").path("type").asText()).isEqualTo("MultiPolygon");
        JsonNode second = page.path("features").get(1);
        assertThat(second.path("properties").path("solved").isNull()).isTrue();
        assertThat(second.path("geometry").isNull()).isTrue();
        assertThat(ids(get(COUNTS + "?requests=7")))
                .containsExactly(second.path("id").asText());
        assertThat(ids(get(COUNTS + "?datetime=2026-02-03"))).isEmpty();
        assertThat(ids(get(COUNTS + "?filter=solved%20%3E%2060")))
                .containsExactly(first.path("id").asText());
    }

    @Test
    void gdalReadsReleasedCounts() {
        String said = gdal("ogrinfo", "-ro", "-al", "-geom=SUMMARY", "OAPIF:" + url(), "request_statistics");

        assertThat(said).doesNotContain("ERROR").doesNotContain("Warning");
        assertThat(said)
                .contains(
                        "Feature Count: 2",
                        "requests (Integer) = 90",
                        "solved (Integer) = 61",
                        "requests (Integer) = 7")
                .containsOnlyOnce("MULTIPOLYGON : ");
    }

    @Test
    void gdalReadsEveryLayer() {
        String all = gdal("ogrinfo", "-ro", "-so", "-al", "OAPIF:" + url());

        assertThat(all).doesNotContain("ERROR").doesNotContain("Warning");
        assertThat(all).contains("Layer name: places", "Layer name: area_grid", "Feature Count: " + ALL_PLACES);
        assertThat(all).contains("Geometry: Multi Polygon", "Geometry: Point");
    }

    @Test
    void gdalCopiesPagesAndFilters() throws IOException {
        Path copy = data.resolve("places.geojson");
        gdal("ogr2ogr", "-f", "GeoJSON", "-oo", "PAGE_SIZE=7", copy.toString(), "OAPIF:" + url(), "places");
        assertThat(ids(new ObjectMapper().readTree(Files.readString(copy))).size())
                .isEqualTo(ALL_PLACES);

        String one = gdal(
                "ogrinfo",
                "-ro",
                "-so",
                "-where",
                "category='library'",
                "-spat",
                "116",
                "39",
                "117",
                "40",
                "OAPIF:" + url(),
                "places");
        int libraries = get(PLACES + "?category=library").path("numberMatched").asInt();
        assertThat(one).contains("Feature Count: " + libraries);
    }

    private static String gdal(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/" + program));
        command.addAll(List.of(arguments));
        return ForeignPrograms.run("gdal-bin", Path.of("/usr/bin/" + program), command);
    }

    @Test
    void owslibReadsEveryCollection() {
        Path script = Path.of("src", "test", "resources", "ogc", "owslib_reads.py");
        String said = ForeignPrograms.run(
                "python3-owslib",
                Path.of("/usr/lib/python3/dist-packages/owslib/ogcapi/features.py"),
                List.of("/usr/bin/python3", script.toString(), url()));

        assertThat(said).contains("collections");
    }

    private static String url() {
        return "http://127.0.0.1:" + server.port() + OGC;
    }

    @Test
    void spoiledFiltersCursorsAndTokensAreOnlyRefused() {
        String next = get("/api/v1/places?limit=2").path("next").asText();
        assertThat(next).isNotEmpty();
        SpoiledCalls.parameter(api, "/api/v1/places?limit=2&cursor=%s", List.of(next, "MS4xeg"));
        SpoiledCalls.parameter(
                api,
                PLACES + "?filter=%s",
                List.of("name LIKE '%医%' AND S_INTERSECTS(geometry, BBOX(116, 39, 117, 40))"));
        SpoiledCalls.parameter(api, PLACES + "?bbox=%s", List.of("116,39,117,40", "116,39,0,117,40,9"));
        SpoiledCalls.parameter(api, PLACES + "?datetime=%s", List.of("2026-01-01T00:00:00Z/..", "../2026-02-29"));
        SpoiledCalls.tokens(
                api, "/api/v1/session", List.of("fd_0123456789abcdefghij", "sm_" + "a".repeat(43), "b".repeat(43)));
    }
}
