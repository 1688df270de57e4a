package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** GeoReport v2 as software of others reads it: XML by a DOM, JSON by a tree, against the fields that the standard names. */
class Open311Test {
    private static final String V2 = "/open311/v2";
    private static final String TEST = "/open311/test/v2";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
    private static final Set<String> REQUEST_FIELDS = Set.of(
            "service_request_id",
            "status",
            "status_notes",
            "service_name",
            "service_code",
            "description",
            "agency_responsible",
            "service_notice",
            "requested_datetime",
            "updated_datetime",
            "expected_datetime",
            "address",
            "address_id",
            "zipcode",
            "lat",
            "long",
            "media_url");

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient api;
    private static String key;
    private static String weakKey;

    @BeforeAll
    static void start() {
        Commands commands = new Commands(data);
        commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
        commands.environment().put("SERVICEMAP_RATE_LIMITS", "false");
        commands.environment().put("SERVICEMAP_DEMO", "true");
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
        api = new ApiClient(server.port());
        ApiClient admin = api.fresh();
        admin.postJson("/api/v1/session", Map.of("login", "admin", "password", DemoAccounts.PASSWORD));
        admin.takeCsrfToken();
        key = key(admin, "file");
        weakKey = key(admin, "reply");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String key(ApiClient admin, String grant) {
        String unit = admin.get("/api/v1/units?kind=enterprise")
                .json()
                .path("items")
                .path(0)
                .path("code")
                .asText();
        return admin.postJson(
                        "/api/v1/service-accounts",
                        Map.of("name", grant, "unit", unit, "grants", List.of(grant), "days", 1))
                .json()
                .path("token")
                .asText();
    }

    private static Element xml(ApiClient.Answer answer) {
        assertThat(answer.header("Content-Type").replace(" ", "")).isEqualTo("text/xml;charset=utf-8");
        assertThat(answer.text()).startsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(answer.text())))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(answer.text(), e);
        }
    }

    private static JsonNode json(ApiClient.Answer answer) {
        assertThat(answer.header("Content-Type").replace(" ", "")).isEqualTo("application/json;charset=utf-8");
        return answer.json();
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static Map<String, String> fields(Element parent) {
        Map<String, String> fields = new LinkedHashMap<>();
        children(parent)
                .forEach(child -> assertThat(fields.put(child.getTagName(), child.getTextContent()))
                        .as("repeated " + child.getTagName())
                        .isNull());
        return fields;
    }

    private static Map<String, Object> arguments(String... pairs) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("api_key", key);
        all.put("service_code", "CITY-WASTE");
        all.put("lat", "39.9072");
        all.put("long", "116.4215");
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return all;
    }

    private static ApiClient.Answer post(String path, Map<String, Object> arguments) {
        String form = arguments.entrySet().stream()
                .map(pair ->
                        pair.getKey() + "=" + URLEncoder.encode(pair.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return api.post(path, "application/x-www-form-urlencoded", "*/*", BodyPublishers.ofString(form));
    }

    private static String filed(String... pairs) {
        ApiClient.Answer answer = post(V2 + "/requests.json", arguments(pairs));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode list = json(answer);
        assertThat(list.isArray()).isTrue();
        assertThat(list).hasSize(1);
        assertThat(list.path(0).path("service_request_id").isTextual()).isTrue();
        return list.path(0).path("service_request_id").asText();
    }

    private static void refused(ApiClient.Answer answer, String path, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (path.contains(".json")) {
            JsonNode errors = json(answer);
            assertThat(errors.isArray()).isTrue();
            assertThat(errors.path(0).path("code").asInt()).isEqualTo(status);
            assertThat(errors.path(0).path("description").asText()).isNotBlank();
        } else {
            Element errors = xml(answer);
            assertThat(errors.getTagName()).isEqualTo("errors");
            Map<String, String> error = fields(children(errors).get(0));
            assertThat(error.get("code")).isEqualTo(Integer.toString(status));
            assertThat(error.get("description")).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {V2, TEST})
    void discoveryNamesTwoEndpointsWithTwoFormatsEach(String base) {
        JsonNode found = json(api.get(base + "/discovery.json"));
        assertThat(found.isObject()).isTrue();
        assertThat(found.path("changeset").asText()).matches(TIME);
        assertThat(found.path("endpoints")).hasSize(2);
        found.path("endpoints").forEach(endpoint -> {
            assertThat(endpoint.path("specification").asText()).isEqualTo("http://wiki.open311.org/GeoReport_v2");
            assertThat(endpoint.path("formats").isArray()).isTrue();
            assertThat(endpoint.path("formats")).hasSize(2);
            String services = endpoint.path("url").asText().replaceAll("https?://[^/]+", "") + "/services.json";
            assertThat(json(api.get(services))).isNotEmpty();
        });
        assertThat(found.path("endpoints").findValuesAsText("type")).containsExactly("production", "test");
        Element root = xml(api.get(base + "/discovery.xml"));
        assertThat(root.getTagName()).isEqualTo("discovery");
        assertThat(root.getElementsByTagName("endpoint").getLength()).isEqualTo(2);
        assertThat(root.getElementsByTagName("format").getLength()).isEqualTo(4);
    }

    @Test
    void servicesAreTheSameInBothFormats() {
        JsonNode services = json(api.get(V2 + "/services.json"));
        List<Element> elements = children(xml(api.get(V2 + "/services.xml")));
        assertThat(services.isArray()).isTrue();
        assertThat(services.size()).isEqualTo(elements.size()).isGreaterThan(3);
        for (int i = 0; i < elements.size(); i++) {
            assertThat(elements.get(i).getTagName()).isEqualTo("service");
            JsonNode service = services.get(i);
            Map<String, String> fields = fields(elements.get(i));
            assertThat(fields.keySet())
                    .containsExactlyInAnyOrder(
                            "service_code", "service_name", "description", "metadata", "type", "keywords", "group");
            fields.forEach((name, value) -> {
                assertThat(value).as(name).isNotBlank();
                assertThat(service.path(name).asText()).as(name).isEqualTo(value);
            });
            assertThat(service.path("metadata").isBoolean()).isTrue();
            assertThat(service.path("type").asText()).isIn("realtime", "batch", "blackbox");
        }
    }

    @Test
    void whatIsFiledIsFoundInBothFormatsAndWithoutThePerson() {
        String id = filed(
                "description",
                "李雷 13800001234 垃圾",
                "first_name",
                "雷",
                "last_name",
                "李",
                "phone",
                "13800001234",
                "email",
                "lilei@example.com",
                "device_id",
                "d",
                "account_id",
                "a",
                "unheard_of",
                "x",
                "address_string",
                "书院街3号");

        ApiClient.Answer answer = api.get(V2 + "/requests/" + id + ".json");
        JsonNode list = json(answer);
        assertThat(list.isArray()).isTrue();
        assertThat(list).hasSize(1);
        JsonNode request = list.get(0);
        assertThat(request.path("service_request_id").isTextual()).isTrue();
        assertThat(request.path("service_request_id").asText()).isEqualTo(id);
        assertThat(request.path("service_code").asText()).isEqualTo("CITY-WASTE");
        assertThat(request.path("status").asText()).isEqualTo("open");
        assertThat(request.path("lat").asDouble()).isEqualTo(39.9072);
        assertThat(request.path("long").asDouble()).isEqualTo(116.4215);
        assertThat(request.path("agency_responsible").asText()).isNotBlank();
        assertThat(request.path("description").isNull()).isTrue();
        assertThat(request.path("media_url").isNull()).isTrue();
        for (String time : List.of("requested_datetime", "updated_datetime", "expected_datetime")) {
            assertThat(request.path(time).asText()).as(time).matches(TIME);
        }
        Element root = xml(api.get(V2 + "/requests/" + id + ".xml"));
        assertThat(root.getTagName()).isEqualTo("service_requests");
        Map<String, String> fields = fields(children(root).get(0));
        assertThat(fields.keySet()).isEqualTo(REQUEST_FIELDS);
        fields.forEach((name, value) -> assertThat(value)
                .as(name)
                .isEqualTo(request.path(name).isNull() ? "" : request.path(name).asText()));
        String listed = api.get(V2 + "/requests.xml").text();
        for (String text : List.of(answer.text(), listed)) {
            assertThat(text).doesNotContain("李", "13800001234", "lilei", "书院街", "api_key", key);
        }
        assertThat(listed).contains(id);
    }

    @Test
    void categoriesThatPublishNoPointsAreNotListedAndSayLittle() {
        String id = filed("service_code", "UTIL-WATER", "phone", "13800001234");

        assertThat(api.get(V2 + "/requests.json").text()).doesNotContain(id);
        assertThat(api.get(V2 + "/requests.json?service_code=UTIL-WATER").text())
                .doesNotContain(id);
        JsonNode request =
                json(api.get(V2 + "/requests.json?service_request_id=" + id)).path(0);
        assertThat(request.path("service_code").asText()).isEqualTo("UTIL-WATER");
        for (String name : List.of("lat", "long", "address", "description")) {
            assertThat(request.path(name).isNull()).as(name).isTrue();
        }
    }

    @Test
    void tokensLeadToIds() {
        String id = filed();
        JsonNode token = json(api.get(V2 + "/tokens/" + id + ".json")).path(0);
        assertThat(token.path("service_request_id").asText()).isEqualTo(id);
        assertThat(token.path("token").asText()).isEqualTo(id);
        Element root = xml(api.get(V2 + "/tokens/" + id + ".xml"));
        assertThat(fields(children(root).get(0))).containsEntry("service_request_id", id);
    }

    @Test
    void receiptsAreXmlToo() {
        ApiClient.Answer answer = post(V2 + "/requests.xml", arguments());
        assertThat(answer.status()).isEqualTo(201);
        Element root = xml(answer);
        assertThat(root.getTagName()).isEqualTo("service_requests");
        assertThat(fields(children(root).get(0)).get("service_request_id")).matches("\\d{16}");
    }

    @Test
    void picturesComeWithAMultipartBody() {
        String boundary = "x7Qd";
        String head = arguments("description", "两处").entrySet().stream()
                .map(pair -> "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + pair.getKey()
                        + "\"\r\n\r\n" + pair.getValue() + "\r\n")
                .collect(Collectors.joining());
        for (String value : List.of("a", "b")) {
            head += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"attribute[X][]\"\r\n\r\n" + value
                    + "\r\n";
        }
        head += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        ApiClient.Answer answer = api.post(
                V2 + "/requests.json",
                "multipart/form-data; boundary=" + boundary,
                "application/json",
                BodyPublishers.ofByteArrays(List.of(start, png(), end)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        refused(
                api.post(
                        V2 + "/requests.json",
                        "multipart/form-data; boundary=" + boundary,
                        "application/json",
                        BodyPublishers.ofByteArrays(
                                List.of(start, "no picture".getBytes(StandardCharsets.UTF_8), end))),
                ".json",
                400);
    }

    private static byte[] png() {
        try (var out = new java.io.ByteArrayOutputStream()) {
            javax.imageio.ImageIO.write(
                    new java.awt.image.BufferedImage(4, 4, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /services/NONE, 404,
            /services/CITY-WASTE, 404,
            /requests/1, 404,
            /requests/2026112200000011, 404,
            /tokens/none, 404,
            /nothing, 404,
            /services, 404, jurisdiction_id=elsewhere
            /requests, 404, jurisdiction_id=elsewhere
            /requests, 400, start_date=yesterday
            /requests, 400, start_date=2026-13-01T00:00:00Z
            /requests, 400, start_date=2026-01-01T00:00:00Z&end_date=2026-05-01T00:00:00Z
            /requests, 400, start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z
            /requests, 400, start_date=-99999-01-01
            /requests, 400, status=ajar
            /requests, 400, page=0
            /requests, 400, page_size=1001
            /requests, 400, page_size=many
            /requests, 400, lat=39.9
            /requests, 400, lat=99&long=116&radius=10
            /requests, 400, radius=10
            /requests, 400, service_code=%FF
            """)
    void badQuestionsAreRefusedInBothFormats(String path, int status, String query) {
        for (String suffix : List.of(".xml", ".json")) {
            String url = V2 + path + suffix + (query == null ? "" : "?" + query);
            refused(api.get(url), url, status);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            api_key, '', 403
            api_key, wrong, 403
            service_code, '', 400
            service_code, NONE, 404
            service_code, CITY, 404
            lat, '', 400
            long, '', 400
            lat, 91, 400
            lat, NaN, 400
            lat, 1e1, 400
            phone, no phone, 400
            email, no mail, 400
            media_url, javascript:alert(1), 400
            jurisdiction_id, elsewhere, 404
            """)
    void badFilingsAreRefusedInBothFormats(String name, String value, int status) {
        for (String path : List.of(V2 + "/requests.xml", V2 + "/requests.json", TEST + "/requests.json")) {
            if (path.startsWith(V2) || !Set.of("phone", "email").contains(name)) {
                refused(post(path, arguments(name, value)), path, status);
            }
        }
    }

    @Test
    void aKeyWithoutTheGrantAndABodyOfAnotherTypeAreRefused() {
        refused(post(V2 + "/requests.xml", arguments("api_key", weakKey)), ".xml", 403);
        refused(
                api.post(V2 + "/requests.json", "application/json", "*/*", BodyPublishers.ofString("{}")),
                ".json",
                400);
        Map<String, Object> nowhere = arguments();
        nowhere.remove("lat");
        nowhere.remove("long");
        refused(post(V2 + "/requests.json", nowhere), ".json", 400);
        refused(post(V2 + "/requests.json", arguments("description", "长".repeat(4001))), ".json", 400);
    }

    @Test
    void aFilingWithAnAddressAloneIsTaken() {
        Map<String, Object> arguments = arguments("address_string", "书院街3号", "lat", "", "long", "");
        assertThat(post(V2 + "/requests.json", arguments).status()).isEqualTo(201);
        arguments.remove("address_string");
        arguments.put("address_id", "4711");
        assertThat(post(V2 + "/requests.json", arguments).status()).isEqualTo(201);
    }

    @Test
    void emptyAndUnknownParametersAreAbsent() {
        String id = filed();
        JsonNode list = json(api.get(
                V2 + "/requests.json?status=&service_code=&start_date=&page=&jurisdiction_id=&lat=&long=&unheard=1"));
        assertThat(ids(list)).contains(id);
    }

    @Test
    void filtersAreCommaListsAndTimesMayHaveZones() {
        String id = filed("service_code", "CITY-LAMP");
        String hourAgo = Instant.now()
                .minus(1, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String inAnHour = Instant.now()
                .plus(1, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        for (String query : List.of(
                "service_code=CITY-LAMP,CITY-ROAD&status=open,closed",
                "status=open",
                "start_date=" + hourAgo,
                "start_date=" + hourAgo + "&end_date=" + inAnHour,
                "end_date=" + inAnHour.replace("Z", "+00:00"),
                "end_date=" + inAnHour.replace("Z", ".000%2B00:00"),
                "updated_after=" + hourAgo,
                "lat=39.9072&long=116.4215&radius=5",
                "service_request_id=none," + id,
                "extensions=true")) {
            assertThat(ids(json(api.get(V2 + "/requests.json?" + query))))
                    .as(query)
                    .contains(id);
        }
        for (String query : List.of(
                "service_code=CITY-ROAD",
                "service_code=NONE",
                "status=closed",
                "start_date=" + inAnHour,
                "end_date=" + hourAgo,
                "updated_after=" + inAnHour,
                "lat=39.9&long=116.4215&radius=5",
                "page=9999")) {
            JsonNode list = json(api.get(V2 + "/requests.json?" + query));
            assertThat(list.isArray()).isTrue();
            assertThat(ids(list)).as(query).doesNotContain(id);
        }
    }

    private static List<String> ids(JsonNode list) {
        return list.findValuesAsText("service_request_id");
    }

    @Test
    void pagesAreOfTheSizeAskedFor() {
        filed();
        filed();
        filed();
        List<String> two = ids(json(api.get(V2 + "/requests.json?page_size=2")));
        assertThat(two).hasSize(2);
        assertThat(ids(json(api.get(V2 + "/requests.json?page_size=1&page=2")))).containsExactly(two.get(1));
        assertThat(children(xml(api.get(V2 + "/requests.xml?page_size=1")))).hasSize(1);
    }

    @Test
    void theTestEndpointKeepsWhatItTakesToItself() {
        JsonNode receipt = json(post(TEST + "/requests.json", arguments("description", "13800001234")));
        String id = receipt.path(0).path("service_request_id").asText();
        assertThat(id).startsWith("test-");
        assertThat(ids(json(api.get(TEST + "/requests.json")))).contains(id);
        assertThat(api.get(TEST + "/requests/" + id + ".xml").text())
                .contains(id)
                .doesNotContain("13800001234");
        assertThat(api.get(V2 + "/requests.json").text()).doesNotContain(id);
        refused(api.get(V2 + "/requests/" + id + ".json"), ".json", 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "]]><errors/>",
                "&lt;x&gt; & \" '",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "\u0000\u0008\uFFFF 👍",
            })
    void textOfOthersStaysText(String text) {
        String quoted = URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (String query : List.of("/requests.xml?status=" + quoted, "/requests.xml?page=" + quoted)) {
            refused(api.get(V2 + query), query, 400);
        }
        assertThat(post(V2 + "/requests.xml", arguments("description", "x" + text.replace("\u0000", "")))
                        .status())
                .isEqualTo(201);
        xml(api.get(V2 + "/requests.xml"));
    }

    @Test
    void anAcceptHeaderChangesNothing() {
        for (String accept : List.of("application/xml", "text/html", "application/json")) {
            assertThat(api.get(V2 + "/services.xml", "Accept", accept).status()).isEqualTo(200);
        }
    }

    @Test
    void aFilingSentAgainUnderItsKeyIsNotFiledTwice() {
        String form = "api_key=" + key + "&service_code=CITY-WASTE&lat=39.9072&long=116.4215";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(json(api.call(api.request(V2 + "/requests.json")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Idempotency-Key", "open311-key-1")
                            .POST(BodyPublishers.ofString(form))
                            .build()))
                    .path(0)
                    .path("service_request_id")
                    .asText());
        }
        assertThat(ids.get(0)).isNotBlank().isEqualTo(ids.get(1));
    }
}
