package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.app.Open311Client.TEST;
import static org.servicemap.app.Open311Client.V2;
import static org.servicemap.app.Open311Client.children;
import static org.servicemap.app.Open311Client.fields;
import static org.servicemap.app.Open311Client.ids;
import static org.servicemap.app.Open311Client.json;
import static org.servicemap.app.Open311Client.refused;
import static org.servicemap.app.Open311Client.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.fuzz.SpoiledCalls;
import org.servicemap.http.ApiClient;
import org.w3c.dom.Element;

/** Reading by GeoReport v2, held against the fields that the standard names. */
class Open311Test {
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

    private static Open311Client client;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        client = new Open311Client(data);
        api = client.api;
    }

    @AfterAll
    static void stop() {
        client.close();
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
        String id = client.filed(
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
            assertThat(text).doesNotContain("李", "13800001234", "lilei", "书院街", "api_key", client.key());
        }
        assertThat(listed).contains(id);
    }

    @Test
    void categoriesThatPublishNoPointsAreNotListedAndSayLittle() {
        String id = client.filed("service_code", "UTIL-WATER", "phone", "13800001234");

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
        String id = client.filed();
        JsonNode token = json(api.get(V2 + "/tokens/" + id + ".json")).path(0);
        assertThat(token.path("service_request_id").asText()).isEqualTo(id);
        assertThat(token.path("token").asText()).isEqualTo(id);
        Element root = xml(api.get(V2 + "/tokens/" + id + ".xml"));
        assertThat(fields(children(root).get(0))).containsEntry("service_request_id", id);
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

    @Test
    void emptyAndUnknownParametersAreAbsent() {
        String id = client.filed();
        JsonNode list = json(api.get(
                V2 + "/requests.json?status=&service_code=&start_date=&page=&jurisdiction_id=&lat=&long=&unheard=1"));
        assertThat(ids(list)).contains(id);
    }

    @Test
    void filtersAreCommaListsAndTimesMayHaveZones() {
        String id = client.filed("service_code", "CITY-LAMP");
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
                "start_date=" + hourAgo.replace("Z", ".0Z") + "&end_date=" + inAnHour.replace("Z", ".123456"),
                "end_date=" + inAnHour.substring(0, 10),
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

    @Test
    void pagesAreOfTheSizeAskedFor() {
        client.filed();
        client.filed();
        client.filed();
        List<String> two = ids(json(api.get(V2 + "/requests.json?page_size=2")));
        assertThat(two).hasSize(2);
        assertThat(ids(json(api.get(V2 + "/requests.json?page_size=1&page=2")))).containsExactly(two.get(1));
        assertThat(children(xml(api.get(V2 + "/requests.xml?page_size=1")))).hasSize(1);
    }

    @Test
    void anAcceptHeaderChangesNothing() {
        for (String accept : List.of("application/xml", "text/html", "application/json")) {
            assertThat(api.get(V2 + "/services.xml", "Accept", accept).status()).isEqualTo(200);
        }
    }

    @Test
    void spoiledParametersAreOnlyRefused() {
        for (String format : List.of(".json", ".xml")) {
            String list = V2 + "/requests" + format + "?";
            SpoiledCalls.parameter(
                    api, list + "start_date=%s", List.of("2026-01-01T00:00:00Z", "2026-02-29T24:00:00+08:00"));
            SpoiledCalls.parameter(api, list + "service_request_id=%s", List.of("2026112300001,2026112300002"));
            SpoiledCalls.parameter(api, list + "status=%s", List.of("open,closed"));
        }
        SpoiledCalls.parameter(api, V2 + "/requests.json?page=1&page_size=%s", List.of("50"));
    }
}
