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
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;
import org.w3c.dom.Element;

/** Filing by GeoReport v2: what is taken, what is refused, in both formats. */
class Open311FilingTest {
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

    @Test
    void receiptsAreXmlToo() {
        ApiClient.Answer answer = client.post(V2 + "/requests.xml", client.arguments());
        assertThat(answer.status()).isEqualTo(201);
        Element root = xml(answer);
        assertThat(root.getTagName()).isEqualTo("service_requests");
        assertThat(fields(children(root).get(0)).get("service_request_id")).matches("\\d{16}");
    }

    @Test
    void picturesComeWithAMultipartBody() {
        String boundary = "x7Qd";
        String head = client.arguments("description", "两处").entrySet().stream()
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
                refused(client.post(path, client.arguments(name, value)), path, status);
            }
        }
    }

    @Test
    void definitionsSayTheSameInBothFormats() {
        JsonNode services = json(api.get(V2 + "/services.json"));
        for (JsonNode service : services) {
            boolean asks = !service.path("service_code").asText().startsWith("CITY-"); // all else needs a contact
            assertThat(service.path("metadata").isBoolean()).isTrue();
            assertThat(service.path("metadata").asBoolean()).isEqualTo(asks);
        }
        JsonNode definition = json(api.get(V2 + "/services/UTIL-HEAT-COLD.json"));
        assertThat(definition.path("service_code").asText()).isEqualTo("UTIL-HEAT-COLD");
        JsonNode attributes = definition.path("attributes");
        assertThat(attributes.isArray()).isTrue();
        assertThat(attributes.findValuesAsText("datatype"))
                .containsExactly(
                        "string",
                        "multivaluelist",
                        "number",
                        "datetime",
                        "singlevaluelist",
                        "text",
                        "string",
                        "string");
        assertThat(attributes.findValuesAsText("order")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(attributes.path(0).path("required").asBoolean()).isTrue();
        assertThat(attributes.path(0).has("values")).isFalse();
        assertThat(attributes.path(6).path("variable").asBoolean()).isFalse();
        JsonNode values = attributes.path(1).path("values");
        assertThat(values.isArray()).isTrue();
        assertThat(values.path(1).path("key").asText()).isEqualTo("bedroom");

        Element root = xml(api.get(V2 + "/services/UTIL-HEAT-COLD.xml"));
        assertThat(root.getTagName()).isEqualTo("service_definition");
        assertThat(children(root)).extracting(Element::getTagName).containsExactly("service_code", "attributes");
        List<Element> elements = children(children(root).get(1));
        assertThat(elements).extracting(Element::getTagName).containsOnly("attribute");
        for (int i = 0; i < elements.size(); i++) {
            for (Element field : children(elements.get(i))) {
                JsonNode same = attributes.path(i).path(field.getTagName());
                if (field.getTagName().equals("values")) {
                    List<Element> choices = children(field);
                    assertThat(choices).extracting(Element::getTagName).containsOnly("value");
                    assertThat(fields(choices.get(0)))
                            .containsEntry("key", same.path(0).path("key").asText())
                            .containsEntry("name", same.path(0).path("name").asText());
                } else {
                    assertThat(field.getTextContent()).isEqualTo(same.isNull() ? "" : same.asText());
                }
            }
        }
    }

    @Test
    void whoMayNotBeAnonymousReadsItInTheDefinitionAndIsRefusedWithout() {
        JsonNode asked = json(api.get(V2 + "/services/UTIL-WATER.json")).path("attributes");
        assertThat(asked).hasSize(1);
        assertThat(asked.path(0).path("code").asText()).isEqualTo("contact");
        assertThat(asked.path(0).path("required").asBoolean()).isTrue();
        ApiClient.Answer without = client.post(V2 + "/requests.json", client.arguments("service_code", "UTIL-WATER"));
        refused(without, ".json", 400);
        assertThat(without.text()).contains("attribute[contact], phone, email or a name was not provided");

        assertThat(client.filed("service_code", "UTIL-WATER", "first_name", "雷"))
                .as("a name alone")
                .isNotEmpty();
        String id = client.filed("service_code", "UTIL-WATER", "attribute[contact]", "13800001299");

        ApiClient operator = api.fresh();
        operator.postJson("/api/v1/session", Map.of("login", "dispatcher", "password", DemoAccounts.PASSWORD));
        JsonNode request = operator.get("/api/v1/requests/" + id).json();
        assertThat(request.path("anonymous").asBoolean()).isFalse();
        assertThat(request.toString()).doesNotContain("13800001299");
        assertThat(request.path("answers")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attribute[rooms][]", "attribute[rooms][0]", "attribute[rooms]"})
    void answersAreStoredAndShownAtTheDesk(String several) {
        Map<String, Object> arguments = client.arguments(
                "service_code",
                "UTIL-HEAT-COLD",
                "phone",
                "13800001234",
                "attribute[building]",
                "3号楼",
                "attribute[degrees]",
                "16.5",
                "attribute[unknown]",
                "x",
                several,
                "bedroom");
        String id = json(client.post(V2 + "/requests.json", arguments))
                .path(0)
                .path("service_request_id")
                .asText();
        ApiClient dispatcher = api.fresh();
        dispatcher.postJson("/api/v1/session", Map.of("login", "dispatcher", "password", DemoAccounts.PASSWORD));

        JsonNode answers = dispatcher.get("/api/v1/requests/" + id).json().path("answers");

        assertThat(answers.findValuesAsText("code")).containsExactly("building", "rooms", "degrees");
        assertThat(answers.path(0).path("answers").path(0).path("und").asText()).isEqualTo("3号楼");
        assertThat(answers.path(1).path("answers").path(0).path("en").asText()).isEqualTo("Bedroom");
        assertThat(answers.path(2).path("question").path("zh").asText()).isEqualTo("室温（摄氏度）");
        assertThat(dispatcher
                        .get("/api/v1/requests/" + id)
                        .json()
                        .path("history")
                        .toString())
                .doesNotContain("16.5");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            attribute[building], ''
            attribute[rooms], kitchen
            attribute[degrees], cold
            attribute[since], yesterday
            attribute[radiators], hot
            """)
    void badAnswersAreRefusedInBothFormats(String name, String value) {
        for (String path : List.of(V2 + "/requests.xml", V2 + "/requests.json", TEST + "/requests.json")) {
            Map<String, Object> arguments = client.arguments(
                    "service_code",
                    "UTIL-HEAT-COLD",
                    "phone",
                    "13800001234",
                    "attribute[building]",
                    "3号楼",
                    "attribute[rooms]",
                    "all");
            assertThat(client.post(path, arguments).status()).isEqualTo(201);
            arguments.put(name, value);
            ApiClient.Answer answer = client.post(path, arguments);
            refused(answer, path, 400);
            assertThat(answer.text()).contains(name);
        }
    }

    @Test
    void anAddressWithoutAPointIsLookedUp() {
        Map<String, Object> arguments = client.arguments("address_string", "书院街33号");
        arguments.remove("lat");
        arguments.remove("long");
        JsonNode found = request(client.post(V2 + "/requests.json", arguments));
        assertThat(found.path("lat").asDouble()).isBetween(39.8, 40.0);
        assertThat(found.path("address").asText()).isNotEmpty().doesNotContain("书院街33号");

        arguments.put("address_string", "没有这样的地方");
        JsonNode nowhere = request(client.post(V2 + "/requests.json", arguments));
        assertThat(nowhere.path("lat").isNull()).isTrue();
    }

    private static JsonNode request(ApiClient.Answer receipt) {
        assertThat(receipt.status()).as(receipt.text()).isEqualTo(201);
        String id = receipt.json().path(0).path("service_request_id").asText();
        return json(api.get(V2 + "/requests/" + id + ".json")).path(0);
    }

    @Test
    void aKeyWithoutTheGrantAndABodyOfAnotherTypeAreRefused() {
        refused(client.post(V2 + "/requests.xml", client.arguments("api_key", client.weakKey)), ".xml", 403);
        refused(
                api.post(V2 + "/requests.json", "application/json", "*/*", BodyPublishers.ofString("{}")),
                ".json",
                400);
        Map<String, Object> nowhere = client.arguments();
        nowhere.remove("lat");
        nowhere.remove("long");
        refused(client.post(V2 + "/requests.json", nowhere), ".json", 400);
        refused(client.post(V2 + "/requests.json", client.arguments("description", "长".repeat(4001))), ".json", 400);
    }

    @Test
    void aFilingWithAnAddressAloneIsTaken() {
        Map<String, Object> arguments = client.arguments("address_string", "书院街3号", "lat", "", "long", "");
        assertThat(client.post(V2 + "/requests.json", arguments).status()).isEqualTo(201);
        arguments.remove("address_string");
        arguments.put("address_id", "4711");
        assertThat(client.post(V2 + "/requests.json", arguments).status()).isEqualTo(201);
    }

    @Test
    void theTestEndpointKeepsWhatItTakesToItself() {
        JsonNode receipt = json(client.post(TEST + "/requests.json", client.arguments("description", "13800001234")));
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
        assertThat(client.post(V2 + "/requests.xml", client.arguments("description", "x" + text.replace("\u0000", "")))
                        .status())
                .isEqualTo(201);
        xml(api.get(V2 + "/requests.xml"));
    }

    @Test
    void aFilingSentAgainUnderItsKeyIsNotFiledTwice() {
        String form = "api_key=" + client.key() + "&service_code=CITY-WASTE&lat=39.9072&long=116.4215";
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
