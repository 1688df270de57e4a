package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.http.ApiClient.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.attachments.media.TestPictures;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** Pages that the server writes of places, their photos, and the numbers of authorities below them. */
class PlacePagesTest {
    private static final String API = "/api/v1/places";
    private static final String HALL = "/places/hall-990101001";
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient api;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        Commands commands = Commands.demo(data);
        commands.environment().put("SERVICEMAP_MAP_REVIEW_NUMBER", "GS（2026）0001号");
        commands.environment().put("SERVICEMAP_ICP_NUMBER", "京ICP备00000001号");
        commands.environment().put("SERVICEMAP_PUBLIC_SECURITY_NUMBER", "京公网安备 11000002000001号");
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
        api = new ApiClient(server.port());
        admin = new DemoCallers(api).loggedIn("admin");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String page(String path) {
        ApiClient.Answer answer = api.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        return answer.text();
    }

    private static JsonNode graph(String page) {
        Matcher found = DATA.matcher(page);
        assertThat(found.find()).isTrue();
        try {
            return new ObjectMapper().readTree(found.group(1)).path("@graph");
        } catch (JsonProcessingException e) {
            throw new AssertionError(found.group(1), e);
        }
    }

    @Test
    void everyFactIsReadWithoutAScript() {
        assertThat(page(HALL + "?lang=en"))
                .contains("<html lang=\"en\">", "<h1>Dongqiao Subdistrict Service Centre</h1>")
                .contains("102 Ring Road, Qingxi", "010-5550 3102", "Step-free entrance", "Not on Wednesday afternoons")
                .contains("Mo-Fr,MD 09:00-12:00,13:30-17:00; PH off", "href=\"/?place=hall-990101001\"")
                .contains("<dt>Police station in charge here</dt>", "directions?to=39.9046%2C116.4283")
                .contains("href=\"/?place=hall-990101001&amp;view=list#correct\">Is this entry wrong? Tell us</a>")
                .contains("Invented for the demonstration");
        assertThat(page(HALL + "?lang=zh"))
                .contains("<html lang=\"zh-CN\">", "<h1>东桥街道便民服务中心</h1>", "周三下午不受理", "无台阶入口");
        assertThat(api.get(HALL, "Accept-Language", "en").text()).contains("<html lang=\"en\">");
    }

    @Test
    void itHasOneAddressAndOthersByLanguage() {
        String url = "http://127.0.0.1:" + server.port() + HALL;
        assertThat(page(HALL + "?lang=en"))
                .contains("<link rel=\"canonical\" href=\"" + url + "\">")
                .contains("hreflang=\"zh\" href=\"" + url + "?lang=zh\"");
        refusal(api.get("/places/nothing"), 404, "unknown_place", "code");
        refusal(api.get(HALL + "?colour=red"), 400, "unknown_parameter", "colour");
    }

    @Test
    void searchEnginesReadItAsLinkedData() {
        JsonNode graph = graph(page(HALL + "?lang=en"));
        JsonNode place = graph.get(0);

        assertThat(place.path("@type").asText()).isEqualTo("GovernmentOffice");
        assertThat(place.path("geo").path("longitude").asDouble()).isEqualTo(116.4283);
        assertThat(place.path("areaServed").get(0).path("name").asText()).contains("Dongqiao");
        assertThat(graph.get(1).path("@type").asText()).isEqualTo("GovernmentService");
        assertThat(graph.get(1).path("availableChannel").path("serviceLocation").path("@id"))
                .isEqualTo(place.path("@id"));
        JsonNode morning = place.path("openingHoursSpecification").get(0);
        assertThat(morning.path("opens").asText()).isEqualTo("09:00");
        assertThat(morning.path("closes").asText()).isEqualTo("12:00");
        assertThat(morning.path("dayOfWeek").toString())
                .contains("Monday", "Friday")
                .doesNotContain("Sunday");
        assertThat(graph(page("/places/store-1")).get(0).path("@type").asText()).isEqualTo("Place");
    }

    @Test
    void nothingInATextEndsTheDataOrThePage() {
        Map<String, Object> place = place(0, List.of());
        place.put("address", Map.of("zh", "1 < 2 & 3"));
        place.put("aliases", Map.of("zh", "\"'&amp;"));
        publish("quoted", place);

        String page = page("/places/quoted?lang=zh");

        assertThat(page).contains("1 &lt; 2 &amp; 3", "&quot;&#39;&amp;amp;").doesNotContain("1 < 2");
        assertThat(graph(page).get(0).path("address").asText()).isEqualTo("1 < 2 & 3");
        assertThat(api.get("/places/quoted").header("Content-Security-Policy")).contains("script-src 'self'");
    }

    private static Map<String, Object> place(int version, List<String> photos) {
        Map<String, Object> body = new HashMap<>();
        body.put("version", version);
        body.put("name", Map.of("zh", "带照片的馆", "en", "Library with photos"));
        body.put("category", "library");
        body.put("lon", 116.4268);
        body.put("lat", 39.9030);
        body.put("appointments", false);
        body.put("photos", photos);
        return body;
    }

    private static void publish(String code, Map<String, Object> place) {
        ApiClient.Answer draft = admin.putJson(API + "/" + code + "/draft", place);
        assertThat(draft.status()).as(draft.text()).isEqualTo(200);
        ApiClient.Answer published =
                admin.send("POST", API + "/" + code + "/publication?version=" + place.get("version"));
        assertThat(published.status()).as(published.text()).isEqualTo(200);
    }

    private static JsonNode upload() {
        String edge = "edge-of-photo";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + edge + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.jpg\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(TestPictures.jpeg(640, 480, 1));
        body.writeBytes(("\r\n--" + edge + "--\r\n").getBytes(StandardCharsets.UTF_8));
        ApiClient.Answer answer = admin.post(
                "/api/v1/attachments",
                "multipart/form-data; boundary=" + edge,
                "application/json",
                BodyPublishers.ofByteArray(body.toByteArray()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    @Test
    void photosOfPublishedPlacesAreForEverybody() {
        JsonNode uploaded = upload();
        String id = uploaded.path("id").asText();
        String photo = API + "/pictured/photos/" + id;
        Map<String, Object> place = place(0, List.of(uploaded.path("key").asText()));
        JsonNode draft = admin.putJson(API + "/pictured/draft", place).json();
        assertThat(draft.path("place").path("photos").get(0).asText()).isEqualTo(id);
        assertThat(api.get(photo).status()).as("a draft's").isEqualTo(404);

        publish("pictured", place(0, List.of(id)));

        ApiClient.Answer shown = api.get(photo);
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        assertThat(shown.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(shown.text()).doesNotContain("Exif");
        assertThat(api.get(photo, "If-None-Match", shown.header("ETag")).status())
                .isEqualTo(304);
        assertThat(api.get(photo + "/thumbnail").response().body().length).isPositive();
        assertThat(api.get(API + "/pictured").json().path("photos").get(0).asText())
                .isEqualTo(id);
        assertThat(page("/places/pictured")).contains("src=\"" + photo + "/thumbnail\"");
        assertThat(graph(page("/places/pictured")).get(0).path("image").get(0).asText())
                .endsWith(photo);
        refusal(api.get(API + "/hall-990101001/photos/" + id), 404, "unknown_attachment", "id");
        refusal(admin.putJson(API + "/taker/draft", place(0, List.of(id))), 400, "invalid_field", "photos");
        String unseen = API + "/pictured/draft/photos/" + id + "/thumbnail";
        assertThat(admin.get(unseen).status()).isEqualTo(200);
        refusal(admin.get(unseen.replace("pictured", "library-1")), 404, "unknown_attachment", "id");

        publish("pictured", place(1, List.of()));
        refusal(api.get(photo), 404, "unknown_attachment", "id");
    }

    @Test
    void onlyOwnUploadsBecomePhotos() {
        JsonNode loose = upload();
        List<String> wrong =
                new ArrayList<>(List.of("1", "nonsense", "9.x", loose.path("id").asText()));
        wrong.add(loose.path("id").asText() + ".AAAAAAAAAAAAAAAAAAAAAA");
        for (String photo : wrong) {
            refusal(admin.putJson(API + "/strange/draft", place(0, List.of(photo))), 400, "invalid_field", "photos");
        }
    }

    @Test
    void theSitemapLeadsToEveryPage() {
        String index = api.get("/sitemap.xml").text();
        assertThat(index).startsWith("<?xml").contains("/sitemaps/places-1.xml");
        assertThat(api.get("/sitemaps/places-1.xml").text()).contains(HALL + "</loc>", "/places/store-1</loc>");
    }

    @Test
    void programsThatSpeakHsdsGetTables() throws IOException {
        ApiClient.Answer zip = api.get(API + ".hsds.zip?lang=en");
        assertThat(zip.header("Content-Type")).isEqualTo("application/zip");
        Map<String, List<CSVRecord>> tables = tables(zip.response().body());

        assertThat(tables.keySet())
                .contains("organizations.csv", "services.csv", "locations.csv", "schedules.csv", "phones.csv")
                .contains("service_at_locations.csv");
        CSVRecord hall = only(tables.get("locations.csv"), "external_identifier", "hall-990101001");
        assertThat(hall.get("name")).isEqualTo("Dongqiao Subdistrict Service Centre");
        List<CSVRecord> hours = tables.get("schedules.csv").stream()
                .filter(row -> row.get("location_id").equals(hall.get("id")))
                .toList();
        assertThat(hours).hasSize(2);
        assertThat(hours.get(0).get("byday")).isEqualTo("MO,TU,WE,TH,FR");
        assertThat(hours.get(1).get("opens_at")).isEqualTo("13:30");
        refers(tables, "services.csv", "organization_id", "organizations.csv");
        refers(tables, "locations.csv", "organization_id", "organizations.csv");
        refers(tables, "service_at_locations.csv", "service_id", "services.csv");
        refers(tables, "service_at_locations.csv", "location_id", "locations.csv");
        refers(tables, "phones.csv", "location_id", "locations.csv");
        refers(tables, "required_documents.csv", "service_id", "services.csv");
    }

    private static Map<String, List<CSVRecord>> tables(byte[] body) throws IOException {
        Map<String, List<CSVRecord>> tables = new HashMap<>();
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
            CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().get();
            tables.put(entry.getName(), CSVParser.parse(text, format).getRecords());
        }
        return tables;
    }

    private static CSVRecord only(List<CSVRecord> rows, String column, String value) {
        List<CSVRecord> found =
                rows.stream().filter(row -> row.get(column).equals(value)).toList();
        assertThat(found).as(value).hasSize(1);
        return found.get(0);
    }

    private static void refers(Map<String, List<CSVRecord>> tables, String from, String column, String to) {
        List<String> ids = tables.get(to).stream().map(row -> row.get("id")).toList();
        assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
        assertThat(tables.get(from)).isNotEmpty().allMatch(row -> ids.contains(row.get(column)));
    }

    @Test
    void numbersOfAuthoritiesStandBelowPages() {
        assertThat(page(HALL + "?lang=zh"))
                .contains("审图号：GS（2026）0001号", "京ICP备00000001号", "https://beian.miit.gov.cn/")
                .contains("code=11000002000001");
        assertThat(page(HALL + "?lang=en")).contains("Map review number: GS");
        assertThat(page("/ogc?f=html")).contains("审图号：GS（2026）0001号");
        assertThat(api.get("/api/v1/city").json().path("filings").findValuesAsText("kind"))
                .containsExactly("map_review", "icp", "public_security");
    }
}
