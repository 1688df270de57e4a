package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** A server with the tiny city and keys to file with, called as software of others calls it: XML by a DOM, JSON by a tree. */
final class Open311Client implements AutoCloseable {
    static final String V2 = "/open311/v2";
    static final String TEST = "/open311/test/v2";

    final ApiClient api;
    final String weakKey;
    private final ServiceMap server;
    private final String key;

    Open311Client(Path data) {
        server = ServiceMap.start(Commands.demo(data).config(), ImportListener.SILENT);
        api = new ApiClient(server.port());
        ApiClient admin = api.fresh();
        admin.postJson("/api/v1/session", Map.of("login", "admin", "password", DemoAccounts.PASSWORD));
        admin.takeCsrfToken();
        key = key(admin, "file");
        weakKey = key(admin, "reply");
    }

    @Override
    public void close() {
        server.close();
    }

    String key() {
        return key;
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

    static Element xml(ApiClient.Answer answer) {
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

    static JsonNode json(ApiClient.Answer answer) {
        assertThat(answer.header("Content-Type").replace(" ", "")).isEqualTo("application/json;charset=utf-8");
        return answer.json();
    }

    static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    static Map<String, String> fields(Element parent) {
        Map<String, String> fields = new LinkedHashMap<>();
        children(parent)
                .forEach(child -> assertThat(fields.put(child.getTagName(), child.getTextContent()))
                        .as("repeated " + child.getTagName())
                        .isNull());
        return fields;
    }

    Map<String, Object> arguments(String... pairs) {
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

    ApiClient.Answer post(String path, Map<String, Object> arguments) {
        String form = arguments.entrySet().stream()
                .map(pair ->
                        pair.getKey() + "=" + URLEncoder.encode(pair.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return api.post(path, "application/x-www-form-urlencoded", "*/*", BodyPublishers.ofString(form));
    }

    String filed(String... pairs) {
        ApiClient.Answer answer = post(V2 + "/requests.json", arguments(pairs));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode list = json(answer);
        assertThat(list.isArray()).isTrue();
        assertThat(list).hasSize(1);
        assertThat(list.path(0).path("service_request_id").isTextual()).isTrue();
        return list.path(0).path("service_request_id").asText();
    }

    static void refused(ApiClient.Answer answer, String path, int status) {
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

    static List<String> ids(JsonNode list) {
        return list.findValuesAsText("service_request_id");
    }
}
