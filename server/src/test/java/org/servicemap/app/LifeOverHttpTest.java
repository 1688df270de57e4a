package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** The later life of a request over HTTP: answers to callbacks and who may know of whom. */
class LifeOverHttpTest {
    private static final String REQUESTS = "/api/v1/requests/";
    private static final String LINKS = "/api/v1/callback-links/";
    private static final Map<String, ApiClient> CALLERS = new HashMap<>();

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient nobody;

    @BeforeAll
    static void start() {
        Commands commands = new Commands(data);
        commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
        commands.environment().put("SERVICEMAP_RATE_LIMITS", "false");
        commands.environment().put("SERVICEMAP_DEMO", "true");
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        CALLERS.clear();
        server.close();
    }

    private static ApiClient loggedIn(String login) {
        return CALLERS.computeIfAbsent(login, name -> {
            ApiClient client = nobody.fresh();
            client.postJson("/api/v1/session", Map.of("login", name, "password", DemoAccounts.PASSWORD));
            return client.takeCsrfToken();
        });
    }

    /** In 钟楼社区 of 东桥街道, whose office is S001. */
    private static JsonNode file(String kind) {
        Map<String, Object> filing = new HashMap<>();
        filing.put("text", "垃圾桶满了没人清理");
        filing.put("kind", kind);
        filing.put("category", "CITY-WASTE");
        filing.put("where", Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072));
        filing.put("contact", Map.of("name", "李雷", "phone", "13800001234"));
        return ok(nobody.postJson("/api/v1/requests", filing), 201);
    }

    private static JsonNode ok(ApiClient.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private static JsonNode act(String login, String number, String action, Map<String, Object> body) {
        return ok(loggedIn(login).postJson(REQUESTS + number + "/actions/" + action, body), 200);
    }

    private static String handled() {
        String number = file("help").path("number").asText();
        act("handler", number, "accept", Map.of());
        act("handler", number, "handle", Map.of("reply", "已经清走", "outcome", "solved"));
        return number;
    }

    /** What the petitioner's newest message carries in its link. */
    private static String token(String number) {
        ApiClient admin = loggedIn("admin");
        JsonNode items = admin.get("/api/v1/outbox?channel=sms&limit=20").json().path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> admin.get("/api/v1/outbox/" + item.path("id").asText() + "/words")
                        .text())
                .filter(words -> words.contains(number) && words.contains("#evaluate="))
                .findFirst()
                .orElseThrow()
                .replaceAll("(?s).*#evaluate=([A-Za-z0-9_-]+).*", "$1");
    }

    private static Map<String, Object> evaluation(String token) {
        return Map.of("token", token, "contacted", true, "solved", true, "satisfaction", "satisfied");
    }

    @Test
    void theLinkOfAMessageOpensTheEvaluationOnce() {
        String number = handled();
        String token = token(number);

        JsonNode asked = ok(nobody.postJson(LINKS + "status", Map.of("token", token)), 200);
        JsonNode evaluated = ok(nobody.postJson(LINKS + "evaluation", evaluation(token)), 200);

        assertThat(asked.path("number").asText()).isEqualTo(number);
        assertThat(asked.path("reply").asText()).isEqualTo("已经清走");
        assertThat(asked.toString()).doesNotContain("李雷", "13800001234", "垃圾桶");
        assertThat(evaluated.path("state").asText()).isEqualTo("closed");
        ApiClient.refusal(nobody.postJson(LINKS + "evaluation", evaluation(token)), 409, "used_link", "token");
        ApiClient.refusal(nobody.postJson(LINKS + "status", Map.of("token", "x")), 404, "wrong_link", "token");
        JsonNode callbacks = loggedIn("handler").get(REQUESTS + number).json().path("callbacks");
        assertThat(callbacks.findValuesAsText("way")).containsExactly("link");
        assertThat(callbacks.at("/0/counts").asBoolean()).isTrue();
    }

    @Test
    void aLinkThatIsRefusedCanStillBeUsed() {
        String token = token(handled());
        Map<String, Object> wrong = new HashMap<>(evaluation(token));
        wrong.put("satisfaction", "delighted");

        ApiClient.refusal(nobody.postJson(LINKS + "evaluation", wrong), 400, "bad_input", "satisfaction");
        assertThat(nobody.postJson(LINKS + "evaluation", evaluation(token)).status())
                .isEqualTo(200);
    }

    @Test
    void anOperatorsAnswerCountsBeforeThePagesAndBothAreKept() {
        JsonNode receipt = file("help");
        String number = receipt.path("number").asText();
        act("handler", number, "accept", Map.of());
        act("handler", number, "handle", Map.of("reply", "已经清走", "outcome", "solved"));
        act("operator", number, "call_back", Map.of("contacted", true, "solved", true, "satisfaction", "satisfied"));
        Map<String, Object> other = Map.of(
                "query_code",
                receipt.path("query_code").asText(),
                "contacted",
                false,
                "solved",
                false,
                "satisfaction",
                "dissatisfied");

        JsonNode followed = ok(nobody.postJson(REQUESTS + number + "/evaluation", other), 200);

        assertThat(followed.path("actions").toString()).contains("call_back");
        JsonNode detail = loggedIn("handler").get(REQUESTS + number).json();
        assertThat(detail.at("/request/solved").asBoolean()).isTrue();
        assertThat(detail.path("callbacks").findValuesAsText("way")).containsExactly("operator", "page");
        assertThat(detail.path("callbacks").findValuesAsText("counts")).isEqualTo(List.of("true", "false"));
    }
}
