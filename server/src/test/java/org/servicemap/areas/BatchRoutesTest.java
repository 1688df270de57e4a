package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.servicemap.http.ApiClient;

class BatchRoutesTest {
    private static final String PATH = "/api/v1/resolve/batch";
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

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

    private static List<String> lines(ApiClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text().lines().toList();
    }

    private static ApiClient.Answer post(String query, String type, String accept, String body) {
        return api.post(PATH + query, type, accept, BodyPublishers.ofString(body));
    }

    @Test
    void rowsKeepTheirPlaceAndTheirColumns() {
        List<String> lines = lines(post("", CSV, "*/*", "id,经度,纬度,note\n7,116.504,39.754,\"a, b\"\n8,0,0,\n"));
        assertThat(lines.get(0))
                .isEqualTo(
                        "id,经度,纬度,note,line,status,snapped_metres,low_confidence,district_code,district_name,grid_code,"
                                + "grid_name,error,error_detail");
        assertThat(lines.get(1)).isEqualTo("7,116.504,39.754,\"a, b\",2,inside,,,01,西区,01-0-0,格01-0-0,,");
        assertThat(lines.get(2)).isEqualTo("8,0,0,,3,outside,,,,,,,,");
    }

    @Test
    void badRowsAreAnsweredInPlace() {
        String body = "lon,lat\n116.504,39.754\nx,39\n,39\n39.754,116.504\n116.504\n116.504,39.754,9\nNaN,1\n"
                + "116.504,39.754\n";
        List<String> lines = lines(post("", CSV, CSV, body));
        assertThat(lines).hasSize(9);
        assertThat(lines.get(2)).startsWith("x,39,3,error,").contains("invalid_coordinate");
        assertThat(lines.get(3)).startsWith(",39,4,error,").contains("missing_coordinate");
        assertThat(lines.get(4))
                .contains(",5,error,")
                .contains("coordinate_out_of_range")
                .contains("swapped");
        assertThat(lines.get(5)).startsWith("116.504,,6,error,").contains("wrong_field_count");
        assertThat(lines.get(6)).startsWith("116.504,39.754,7,error,").contains("wrong_field_count");
        assertThat(lines.get(7)).contains("invalid_coordinate");
        assertThat(lines.get(8)).contains(",9,inside,").contains("01-0-0");
    }

    @Test
    void aQuoteThatNothingClosesSpoilsItsLineOnly() {
        List<String> lines = lines(post("", CSV, CSV, "lon,lat,t\n1,2,\"open\n116.504,39.754,ok\n"));
        assertThat(lines.get(1)).contains("unclosed_quote").contains(",2,error,");
        assertThat(lines.get(2)).startsWith("116.504,39.754,ok,3,inside,");
    }

    @Test
    void quotedFieldsMayHoldLineEnds() {
        List<String> lines = lines(post("", CSV, CSV, "t,lon,lat\n\"two\nlines \"\"q\"\"\",116.504,39.754\nb,0,0\n"));
        assertThat(lines.get(2)).startsWith("lines \"\"q\"\"\",116.504,39.754,2,inside");
        assertThat(lines.get(3)).startsWith("b,0,0,4,outside");
    }

    @Test
    void jsonLinesComeBackAsJsonLines() throws Exception {
        String body = "{\"id\":1,\"lng\":116.504,\"lat\":39.754,\"more\":{\"lat\":9}}\nnonsense\n{\"id\":3}\n\n"
                + "{\"lng\":\"116.5201\",\"lat\":\"39.754\"}\n";
        List<String> lines = lines(post("?overlays=*", NDJSON, "*/*", body));
        assertThat(lines).hasSize(4);
        ObjectMapper mapper = new ObjectMapper();
        JsonNode first = mapper.readTree(lines.get(0));
        assertThat(first.at("/input/more/lat").asInt()).isEqualTo(9);
        assertThat(first.at("/areas/1/code").asText()).isEqualTo("01-0-0");
        assertThat(first.at("/overlays/0/code").asText()).isEqualTo("H1");
        JsonNode second = mapper.readTree(lines.get(1));
        assertThat(second.path("line").asInt()).isEqualTo(2);
        assertThat(second.path("input").asText()).isEqualTo("nonsense");
        assertThat(second.at("/error/code").asText()).isEqualTo("malformed_json");
        assertThat(mapper.readTree(lines.get(2)).at("/error/code").asText()).isEqualTo("missing_coordinate");
        JsonNode last = mapper.readTree(lines.get(3));
        assertThat(last.path("line").asInt()).isEqualTo(5);
        assertThat(last.at("/areas/0/code").asText()).isEqualTo("02");
    }

    @Test
    void anOddFirstJsonLineIsAnsweredInPlace() throws Exception {
        String body = "{\"comment\":\"exported today\"}\n{\"lon\":116.504,\"lat\":39.754}\n";
        List<String> lines = lines(post("", NDJSON, "*/*", body));
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(lines.get(0)).at("/error/code").asText()).isEqualTo("missing_coordinate");
        assertThat(mapper.readTree(lines.get(1)).path("status").asText()).isEqualTo("inside");
        assertThat(post("", NDJSON, "*/*", "{\"a\":1}\n{\"b\":2}\n").status()).isEqualTo(400);
    }

    @Test
    void columnsThatGoTogetherAreTaken() {
        for (String header : List.of("id,x,y,lon,lat", "lat,x,y,lon,id", "y,id,z,lon,lat")) {
            List<String> names = List.of(header.split(","));
            String[] row = {"1", "2", "3", "4", "5"};
            row[names.indexOf("lon")] = "116.504";
            row[names.indexOf("lat")] = "39.754";
            List<String> lines = lines(post("", CSV, CSV, header + "\n" + String.join(",", row) + "\n"));
            assertThat(lines.get(1)).as(header).contains(",inside,");
        }
    }

    @Test
    void formatsCross() throws Exception {
        List<String> json = lines(post("", CSV, NDJSON, "id,x,y\n=1,116.504,39.754\n"));
        JsonNode row = new ObjectMapper().readTree(json.get(0));
        assertThat(row.at("/input/id").asText()).isEqualTo("=1");
        assertThat(row.path("status").asText()).isEqualTo("inside");
        List<String> csv = lines(post("?lang=en", NDJSON, CSV, "{\"lon\":116.52,\"lat\":39.754,\"t\":\"a,b\"}\n"));
        assertThat(csv.get(0)).startsWith("lon,lat,t,line,status");
        assertThat(csv.get(1)).startsWith("116.52,39.754,\"a,b\",1,inside,,,02,\"East, \"\"new\"\"\",02-0-0");
    }

    @Test
    void columnsMayBeNamedAndDelimitersVary() {
        assertThat(lines(post("?lon_column=a&lat_column=b", CSV, CSV, "a;b;c\n116.504;39.754;x,y\n"))
                        .get(1))
                .startsWith("116.504;39.754;x,y;2;inside;;;01;西区;");
        assertThat(lines(post("", CSV, CSV, "\uFEFFlon\tlat\r\n116.504\t39.754\r\n"))
                        .get(1))
                .startsWith("116.504\t39.754\t2\tinside");
        ApiClient.Answer unknown = post("", CSV, CSV, "a,b\n1,2\n");
        assertThat(ApiClient.refusal(unknown, 400, "columns_not_found", null)).contains("a, b");
        assertThat(ApiClient.refusal(post("?lon_column=q", CSV, CSV, "lon,lat\n1,2\n"), 400, "columns_not_found", null))
                .contains("«q»");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lon,lat,id,lon | lon  | 1 | 4",
                "lon,Lat,lat,id | lat  | 2 | 3",
                "note,lon,lat,note | note | 1 | 4"
            })
    void aColumnThatStandsTwiceIsNamedWithBothPlaces(String header, String column, int first, int second) {
        ApiClient.Answer answer = post("", CSV, CSV, header + "\n116.504,39.754,3,4\n");
        assertThat(ApiClient.refusal(answer, 400, "doubled_column", null))
                .contains("the column " + column + " stands twice", "column " + first + " and as column " + second);
    }

    @Test
    void columnsWithoutANameMayBeMany() {
        assertThat(lines(post("", CSV, CSV, "lon,lat,,\n116.504,39.754,a,b\n")).get(1))
                .startsWith("116.504,39.754,a,b,2,inside");
    }

    @Test
    void otherEncodingsAreReadAndUtf8IsWritten() {
        byte[] gbk = "名称,经度,纬度\n东四,116.504,39.754\n".getBytes(Charset.forName("GBK"));
        ApiClient.Answer guessed = api.post(PATH, CSV, CSV, BodyPublishers.ofByteArray(gbk));
        assertThat(lines(guessed).get(1)).startsWith("东四,116.504,39.754,2,inside");
        ApiClient.Answer named = api.post(PATH, CSV + "; charset=GBK", CSV, BodyPublishers.ofByteArray(gbk));
        assertThat(lines(named).get(0)).startsWith("名称,经度,纬度,line");
        ApiClient.Answer wrong = api.post(
                PATH,
                CSV + "; charset=utf-8",
                CSV,
                BodyPublishers.ofByteArray(("lon,lat,n\n116.504,39.754,ok\n").getBytes(Charset.forName("GBK"))));
        assertThat(lines(wrong)).hasSize(2);
        ApiClient.refusal(
                post("", CSV + "; charset=klingon", CSV, "lon,lat\n"), 415, "unknown_charset", "Content-Type");
    }

    @Test
    void reResolvingKeepsOldAnswersApart() {
        List<String> lines = lines(post("", CSV, CSV, "lon,lat,status\n116.504,39.754,old\n"));
        assertThat(lines.get(0)).startsWith("lon,lat,status,line,resolved_status,");
    }

    @Test
    void positionsInOtherReferenceSystemsAndOldBoundaries() {
        List<String> shifted = lines(post("?crs=gcj02", CSV, CSV, "lon,lat\n116.51,39.7552\n"));
        assertThat(shifted.get(1)).contains("01-0-0");
        List<String> old = lines(post("?on=2024-05-05", CSV, CSV, "lon,lat\n116.504,39.770\n"));
        assertThat(old.get(1)).contains("outside");
        for (String crs : List.of("EPSG:1", "%2Bproj=longlat+%2Bellps=krass+%2Bnadgrids=/etc/hostname")) {
            ApiClient.refusal(post("?crs=" + crs, CSV, CSV, "lon,lat\n1,1\n"), 400, "unknown_crs", "crs");
        }
        ApiClient.refusal(post("?on=1990-01-01", CSV, CSV, "lon,lat\n1,1\n"), 400, "before_first_version", "on");
        ApiClient.refusal(post("?overlays=zz", CSV, CSV, "lon,lat\n1,1\n"), 400, "unknown_overlay", "overlays");
    }

    @Test
    void aPileOnOnePointIsOfLowConfidence() {
        List<String> lines =
                lines(post("", CSV, CSV, "lon,lat\n" + "116.504,39.754\n".repeat(30) + "116.505,39.754\n"));
        assertThat(lines.get(1)).contains(",inside,,,");
        assertThat(lines.get(30)).contains(",inside,,true,");
        assertThat(lines.get(31)).contains(",inside,,,");
    }

    @Test
    void wrongBodiesAreRefused() throws Exception {
        ApiClient.refusal(post("", "text/plain", CSV, "x"), 415, "unsupported_media_type", "Content-Type");
        ApiClient.refusal(post("", CSV, "image/png", "lon,lat\n"), 406, "not_acceptable", "Accept");
        ApiClient.refusal(post("", CSV, CSV, ""), 400, "empty_file", null);
        ApiClient.refusal(post("", NDJSON, NDJSON, "\n\n"), 400, "empty_file", null);
        ApiClient.refusal(post("?colour=red", CSV, CSV, "lon,lat\n"), 400, "unknown_parameter", "colour");
        byte[] large = new byte[(10 << 20) + 1];
        ApiClient.refusal(
                api.post(PATH, "application/json", "*/*", BodyPublishers.ofByteArray(large)), 413, "too_large", null);
        ApiClient.refusal(api.get(PATH), 405, "method_not_allowed", null);
        try (Stream<Path> left = Files.list(spool)) {
            assertThat(left).isEmpty();
        }
    }
}
