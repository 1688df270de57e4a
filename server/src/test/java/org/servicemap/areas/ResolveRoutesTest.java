package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.LonLat;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Json;

class ResolveRoutesTest {
    private static final String INSIDE = "/api/v1/resolve?lon=116.504&lat=39.754";

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

    @Test
    void aPointHasItsAreasCoarsestFirst() {
        JsonNode answer = api.get(INSIDE).json();
        assertThat(answer.path("status").asText()).isEqualTo("inside");
        assertThat(answer.path("point").path("lon").asDouble()).isEqualTo(116.504);
        assertThat(answer.path("version").path("id").asText()).isEqualTo("2");
        assertThat(answer.path("areas")).hasSize(2);
        assertThat(answer.at("/areas/0/code").asText()).isEqualTo("01");
        assertThat(answer.at("/areas/0/name/zh").asText()).isEqualTo("西区");
        assertThat(answer.at("/areas/1/code").asText()).isEqualTo("01-0-0");
        assertThat(answer.at("/areas/1/border_metres").asDouble()).isBetween(300.0, 450.0);
        assertThat(answer.path("overlays")).isEmpty();
    }

    @Test
    void theHandWrittenAnswerIsTheRecordsAnswer() throws Exception {
        AreaResolver resolver = new FixedAreas().current();
        ResolutionWriter writer = new ResolutionWriter(resolver.snapshot());
        com.fasterxml.jackson.databind.ObjectMapper mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        for (double lon : new double[] {116.504, 116.5156, 116.4999, 110, 116.52}) {
            for (Double accuracy : new Double[] {null, 0.0, 120.5}) {
                Query query = new Query(new LonLat(lon, 39.754), accuracy, Set.of("*"));
                var resolution = resolver.resolve(query);
                JsonNode expected =
                        mapper.readTree(Json.bytes(ResolutionJson.of(resolver.snapshot(), resolution, lon > 116)));
                JsonNode written = mapper.readTree(writer.write(resolution, lon > 116));
                assertThat(normal(written)).isEqualTo(normal(expected));
            }
        }
    }

    /** Whole numbers may be written with or without a fraction. */
    private static String normal(JsonNode json) {
        return json.toString().replaceAll("(\\d)\\.0(?=[,}\\]])", "$1");
    }

    @Test
    void theShortAndTheUsualWayAgree() {
        String usual = api.get(INSIDE + "&crs=wgs84").text();
        assertThat(api.get(INSIDE).text()).isEqualTo(usual);
        assertThat(api.get("/api/v1/resolve?lat=39.754&lon=116.504").text()).isEqualTo(usual);
    }

    @Test
    void outsideIsAnAnswerAndNearIsSnapped() {
        JsonNode far = api.get("/api/v1/resolve?lon=0&lat=0").json();
        assertThat(far.path("status").asText()).isEqualTo("outside");
        assertThat(far.path("areas")).isEmpty();
        JsonNode near = api.get("/api/v1/resolve?lon=116.4998&lat=39.754").json();
        assertThat(near.path("status").asText()).isEqualTo("snapped");
        assertThat(near.path("snapped_metres").asDouble()).isBetween(10.0, 25.0);
        assertThat(near.at("/areas/1/code").asText()).isEqualTo("01-0-0");
    }

    @Test
    void accuracyGivesCandidatesWithShares() {
        double border = TestTown.WEST + TestTown.SIDE;
        JsonNode answer = api.get("/api/v1/resolve?lon=" + border + "&lat=39.754&accuracy=100")
                .json();
        assertThat(answer.path("ambiguous").asBoolean()).isTrue();
        assertThat(answer.path("accuracy_metres").asDouble()).isEqualTo(100);
        assertThat(answer.at("/areas/1/candidates")).hasSize(2);
        assertThat(answer.at("/areas/1/candidates/0/share").asDouble()).isBetween(0.45, 0.55);
        assertThat(answer.at("/areas/0/ambiguous").asBoolean()).isFalse();
    }

    @Test
    void overlaysAreAnsweredWhenAskedFor() {
        for (String overlays : List.of("*", "heating_zone")) {
            JsonNode answer = api.get(INSIDE + "&overlays=" + overlays).json();
            assertThat(answer.at("/overlays/0/code").asText()).isEqualTo("H1");
            assertThat(answer.at("/overlays/0/layer").asText()).isEqualTo("heating_zone");
        }
        api.refusal(INSIDE + "&overlays=police", 400, "unknown_overlay", "overlays");
    }

    @Test
    void olderBoundariesAnswerForOlderDates() {
        String north = "/api/v1/resolve?lon=116.504&lat=39.770";
        assertThat(api.get(north).json().at("/areas/1/code").asText()).isEqualTo("01-0-2");
        assertThat(api.get(north + "&on=2024-06-01").json().path("status").asText())
                .isEqualTo("outside");
        assertThat(api.get(north + "&on=" + LocalDate.of(2024, 6, 1))
                        .json()
                        .at("/version/id")
                        .asText())
                .isEqualTo("1");
        api.refusal(north + "&on=1999-01-01", 400, "before_first_version", "on");
        api.refusal(north + "&on=2024-13-01", 400, "invalid_parameter", "on");
    }

    @Test
    void positionsComeInOtherReferenceSystems() {
        JsonNode shifted =
                api.get("/api/v1/resolve?lon=116.504&lat=39.754&crs=gcj02").json();
        assertThat(shifted.at("/point/lon").asDouble()).isBetween(116.497, 116.499);
        JsonNode metric =
                api.get("/api/v1/resolve?lon=457519&lat=4402400&crs=EPSG:4548").json();
        assertThat(metric.at("/point/lon").asDouble()).isBetween(116.4, 117.6);
        api.refusal(INSIDE + "&crs=EPSG:999999", 400, "unknown_crs", "crs");
        api.refusal(INSIDE + "&crs=nonsense", 400, "unknown_crs", "crs");
        api.refusal(INSIDE + "&crs=", 400, "empty_parameter", "crs");
    }

    /** A definition's grid would be a file of this machine: whether it is there, or never ends, must not be told. */
    @Test
    void noReferenceSystemNamesAFileOfThisMachine(@TempDir Path folder) throws IOException {
        Path there = Files.write(folder.resolve("there.gsb"), new byte[20_000]);
        String crs = "&crs=%2Bproj%3Dlonglat+%2Bellps%3Dkrass+%2Bnadgrids%3D";
        for (Path file : List.of(there, folder.resolve("nowhere.gsb"))) {
            assertThat(api.refusal(INSIDE + crs + file, 400, "unknown_crs", "crs"))
                    .contains("+nadgrids is not taken");
        }
    }

    @Test
    void badPositionsAreRefusedBothWays() {
        for (String more : List.of("", "&accuracy=5")) {
            api.refusal("/api/v1/resolve?lon=NaN&lat=39" + more, 400, "invalid_parameter", "lon");
            api.refusal("/api/v1/resolve?lon=&lat=39" + more, 400, "empty_parameter", "lon");
            api.refusal("/api/v1/resolve?lat=39" + more, 400, "missing_parameter", "lon");
            api.refusal("/api/v1/resolve?lon=200&lat=39" + more, 400, "coordinate_out_of_range", "lon");
            assertThat(api.refusal("/api/v1/resolve?lon=39&lat=116" + more, 400, "coordinate_out_of_range", "lat"))
                    .contains("swapped");
            api.refusal("/api/v1/resolve?lon=116&lat=39&lng=1" + more, 400, "unknown_parameter", "lng");
            api.refusal("/api/v1/resolve?lon=116&lon=117&lat=39" + more, 400, "repeated_parameter", "lon");
        }
        api.refusal(INSIDE + "&accuracy=-1", 400, "out_of_range", "accuracy");
        api.refusal(INSIDE + "&accuracy=NaN", 400, "invalid_parameter", "accuracy");
    }

    @Test
    void onlyThePlainCallIsPlain() {
        assertThat(ResolveRoutes.plainPoint("lon=1.5&lat=2")).isEqualTo(new LonLat(1.5, 2));
        assertThat(ResolveRoutes.plainPoint("lat=2&lon=1.5")).isEqualTo(new LonLat(1.5, 2));
        for (String other : List.of(
                "", "lon=1", "lon=1&lat=", "lon=1&lat=2&on=x", "lon=1&lat=2%30", "lon=1&lon=2", "&&&&&&&&&&&&")) {
            assertThat(ResolveRoutes.plainPoint(other)).as(other).isNull();
        }
    }
}
