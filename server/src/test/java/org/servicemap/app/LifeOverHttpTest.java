package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** The later life of a request over HTTP: answers to callbacks and who may know of whom. */
class LifeOverHttpTest {
    private static final String REQUESTS = "/api/v1/requests/";
    private static final String LINKS = "/api/v1/callback-links/";

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient nobody;
    private static DemoCallers callers;

    @BeforeAll
    static void start() {
        server = ServiceMap.start(Commands.demo(data).config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
        callers = new DemoCallers(nobody);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ApiClient loggedIn(String login) {
        return callers.loggedIn(login);
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
        return words(number, "#evaluate=").replaceAll("(?s).*#evaluate=([A-Za-z0-9_-]+).*", "$1");
    }

    /** The newest message about a request in which a pattern is found. */
    private static String words(String number, String pattern) {
        ApiClient admin = loggedIn("admin");
        JsonNode items = admin.get("/api/v1/outbox?channel=sms&limit=20").json().path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> admin.get("/api/v1/outbox/" + item.path("id").asText() + "/words")
                        .text())
                .filter(words -> words.contains(number)
                        && Pattern.compile(pattern).matcher(words).find())
                .findFirst()
                .orElseThrow();
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
    void whoTipsOffIsKeptFromTheUnitThatHandlesIt() {
        String number = file("tip_off").path("number").asText();
        Map<String, Object> why = Map.of("reason", "核实");

        JsonNode seen = loggedIn("handler").get(REQUESTS + number).json();

        assertThat(seen.path("identity_sealed").asBoolean()).isTrue();
        assertThat(seen.toString()).doesNotContain("李雷", "13800001234");
        for (String login : List.of("handler", "lead")) {
            ApiClient.refusal(
                    loggedIn(login).postJson(REQUESTS + number + "/contact", why), 403, "identity_sealed", null);
        }
        assertThat(ok(loggedIn("operator").postJson(REQUESTS + number + "/contact", why), 200)
                        .path("name")
                        .asText())
                .isEqualTo("李雷");
    }

    @Test
    void aSuggestionEndsAdoptedOrNotAndItsPetitionerReadsItWithTheReason() {
        JsonNode receipt = file("suggestion");
        String number = receipt.path("number").asText();
        act("handler", number, "accept", Map.of());
        ApiClient.refusal(
                loggedIn("handler")
                        .postJson(REQUESTS + number + "/actions/handle", Map.of("reply", "x", "outcome", "solved")),
                400,
                "bad_input",
                "outcome");
        act("handler", number, "handle", Map.of("reply", "路面太窄", "outcome", "not_adopted"));

        assertThat(words(number, "not adopted|未采纳")).contains("未采纳", "路面太窄");
        JsonNode followed = nobody.postJson(
                        REQUESTS + number + "/status",
                        Map.of("query_code", receipt.path("query_code").asText()))
                .json();
        assertThat(followed.at("/outcome/code").asText()).isEqualTo("not_adopted");
        assertThat(followed.at("/outcome/name/en").asText()).isEqualTo("not adopted");
    }

    @Test
    void aSecondPersonIsAskedAndAnswers() {
        JsonNode asked = ok(loggedIn("handler").postJson("/api/v1/contact-openings", Map.of("reason", "集中回访")), 201);
        String path = "/api/v1/contact-openings/" + asked.path("id").asText() + "/decision";

        ApiClient.refusal(
                loggedIn("lead").postJson(path, Map.of("granted", true, "reason", "好")), 403, "forbidden", null);
        assertThat(loggedIn("supervisor")
                        .postJson(path, Map.of("granted", true, "reason", "属实"))
                        .status())
                .isEqualTo(204);
        JsonNode first =
                loggedIn("supervisor").get("/api/v1/contact-openings").json().at("/items/0");
        assertThat(first.path("granted").asBoolean()).isTrue();
        assertThat(loggedIn("admin")
                        .get("/api/v1/audit?action=contact_openings_granted")
                        .text())
                .contains("属实");
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
