package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** What dispatchers, leads and reviewers do beside the transitions: splitting, assigning, publishing, templates, live lists. */
class DeskOverHttpTest {
    private static final String REQUESTS = "/api/v1/requests/";
    private static final String LIST = "/api/v1/requests?view=";
    private static final long SECONDS = 60;

    /** Kept: a client that nobody holds ends its streams. */
    private static final HttpClient LISTENER = HttpClient.newHttpClient();

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
    private static JsonNode file(String category, String text, String... attachments) {
        Map<String, Object> filing = new HashMap<>();
        filing.put("text", text);
        filing.put("category", category);
        filing.put("where", Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072));
        filing.put("contact", Map.of("name", "李雷", "phone", "13800001234"));
        filing.put("attachments", List.of(attachments));
        return ok(nobody.postJson("/api/v1/requests", filing), 201);
    }

    private static JsonNode ok(ApiClient.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private static JsonNode act(String login, String number, String action, Map<String, Object> body) {
        return ok(loggedIn(login).postJson(REQUESTS + number + "/actions/" + action, body), 200);
    }

    @Test
    void aSplitGivesEachMatterItsOwnRequestAndThePetitionerFollowsThemAll() {
        JsonNode receipt = file("CITY-WASTE", "垃圾堆在路边，路面还有个大坑");
        String number = receipt.path("number").asText();
        Map<String, Object> split = Map.of(
                "reason",
                "两件事",
                "parts",
                List.of(
                        Map.of("category", "CITY-ROAD", "text", "路面有个大坑"),
                        Map.of("category", "CITY-LAMP", "text", "路灯也不亮", "unit", "S002")));

        ApiClient dispatcher = loggedIn("dispatcher");
        JsonNode parts =
                ok(dispatcher.postJson(REQUESTS + number + "/split", split, "Idempotency-Key", "split-once"), 201);
        JsonNode again =
                ok(dispatcher.postJson(REQUESTS + number + "/split", split, "Idempotency-Key", "split-once"), 201);

        assertThat(again).isEqualTo(parts);
        assertThat(parts.path("items").findValuesAsText("relation")).containsExactly("part", "part");
        assertThat(parts.at("/items/1/unit/code").asText()).isEqualTo("S002");
        String road = parts.at("/items/0/number").asText();
        assertThat(dispatcher.get(REQUESTS + number).json().path("related").findValuesAsText("number"))
                .hasSize(2)
                .contains(road);
        Map<String, Object> code =
                Map.of("query_code", receipt.path("query_code").asText());
        assertThat(ok(nobody.postJson(REQUESTS + number + "/status", code), 200).path("parts"))
                .hasSize(2);
        assertThat(ok(nobody.postJson(REQUESTS + road + "/status", code), 200)
                        .path("text")
                        .asText())
                .isEqualTo("路面有个大坑");
        JsonNode petitioner =
                ok(loggedIn("operator").postJson(REQUESTS + road + "/contact", Map.of("reason", "回访")), 200);
        assertThat(petitioner.path("name").asText()).isEqualTo("李雷");
        assertThat(dispatcher.get(REQUESTS + number).json().path("history").findValuesAsText("action"))
                .contains("split");
    }

    @Test
    void aSplitThatCannotBeMadeAsAWholeMakesNothing() {
        String number = file("CITY-WASTE", "拆不开的诉求").path("number").asText();
        Map<String, Object> good = Map.of("category", "CITY-ROAD", "text", "路面");
        Map<String, Object> split = Map.of(
                "reason", "两件事", "parts", List.of(good, Map.of("category", "CITY-LAMP", "text", "灯", "unit", "NONE")));

        ApiClient dispatcher = loggedIn("dispatcher");
        ApiClient.refusal(dispatcher.postJson(REQUESTS + number + "/split", split), 400, "invalid_field", "parts.unit");
        ApiClient.refusal(
                dispatcher.postJson(
                        REQUESTS + number + "/split",
                        Map.of("reason", "x", "parts", List.of(good, Map.of("category", "NO", "text", "x")))),
                400,
                "unknown_category",
                "category");
        ApiClient.refusal(
                dispatcher.postJson(REQUESTS + number + "/split", Map.of("reason", "x", "parts", List.of())),
                400,
                "invalid_field",
                "parts");
        ApiClient.refusal(loggedIn("operator").postJson(REQUESTS + number + "/split", split), 403, "forbidden", null);
        assertThat(dispatcher.get(REQUESTS + number).json().path("related")).isEmpty();
    }

    /** What a page, a database or a spreadsheet would run is text like any other, whoever writes it and wherever it is read. */
    @Test
    void whatIsWrittenInAnyFieldIsTextAndNothingElse() {
        String hostile =
                "=HYPERLINK(\"http://x\")</description><script>alert(1)</script>'; DROP TABLE requests;--&amp;";
        Map<String, Object> filing = Map.of(
                "text",
                hostile,
                "category",
                "CITY-WASTE",
                "where",
                Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072, "address", hostile),
                "contact",
                Map.of("name", hostile, "phone", "13800001234", "address", hostile));
        JsonNode receipt = ok(nobody.postJson("/api/v1/requests", filing), 201);
        String number = receipt.path("number").asText();
        Map<String, Object> code =
                Map.of("query_code", receipt.path("query_code").asText());
        Map<String, Object> facts = new HashMap<>(code);
        facts.put("text", hostile);
        assertThat(nobody.postJson(REQUESTS + number + "/facts", facts).status())
                .isBetween(200, 204);
        act("lead", number, "accept", Map.of());
        act("lead", number, "note", Map.of("text", hostile));
        act("lead", number, "suspend", Map.of("reason", hostile, "reply", hostile, "until", "2098-01-01T00:00:00Z"));
        act("lead", number, "resume", Map.of("reason", hostile));
        act("lead", number, "handle", Map.of("reply", hostile, "text", hostile, "outcome", "solved"));
        ok(
                loggedIn("dispatcher")
                        .putJson(REQUESTS + number + "/publication", Map.of("text", hostile, "reply", hostile)),
                200);

        JsonNode seen = loggedIn("lead").get(REQUESTS + number).json();
        assertThat(seen.path("text").asText()).isEqualTo(hostile);
        assertThat(seen.path("address").asText()).isEqualTo(hostile);
        assertThat(seen.path("history").toString().split("DROP TABLE", -1)).hasSizeGreaterThan(6);
        JsonNode contact =
                ok(loggedIn("lead").postJson(REQUESTS + number + "/contact", Map.of("reason", hostile)), 200);
        assertThat(contact.path("name").asText()).isEqualTo(hostile);
        assertThat(ok(nobody.postJson(REQUESTS + number + "/status", code), 200)
                        .path("text")
                        .asText())
                .isEqualTo(hostile);
        String table = loggedIn("operator")
                .get(LIST + "callbacks&limit=500", "Accept", "text/csv")
                .text();
        assertThat(table).contains("\"'=HYPERLINK(\"\"http://x\"\")").doesNotContain(",=", "\"=", "\n=");
        String xml = nobody.get("/open311/v2/requests/" + number + ".xml").text();
        assertThat(xml).contains("&lt;script&gt;").doesNotContain("<script");
        assertThat(nobody.get("/open311/v2/requests/" + number + ".json")
                        .json()
                        .at("/0/description")
                        .asText())
                .isEqualTo(hostile);
    }

    @Test
    void aLeadAssignsToThoseOfTheUnitAndToNobodyElse() {
        String number = file("CITY-WASTE", "要分派到人").path("number").asText();
        ApiClient lead = loggedIn("lead");
        JsonNode handlers = ok(lead.get(REQUESTS + number + "/handlers"), 200);
        String handler = handlers.at("/items/0/id").asText();

        act("lead", number, "assign", Map.of("handler", handler));

        assertThat(lead.get(REQUESTS + number).json().at("/request/handler").asText())
                .isEqualTo(handler);
        ApiClient.refusal(
                lead.postJson(REQUESTS + number + "/actions/assign", Map.of("handler", "12345")),
                400,
                "invalid_field",
                "handler");
        String own = loggedIn("handler")
                .get("/api/v1/session")
                .json()
                .at("/account/id")
                .asText();
        act("lead", number, "assign", Map.of("handler", own));
        assertThat(loggedIn("handler")
                        .get("/api/v1/requests?mine=true")
                        .json()
                        .path("items")
                        .findValuesAsText("number"))
                .contains(number);
        assertThat(lead.get("/api/v1/requests?mine=true").json().path("items").findValuesAsText("number"))
                .doesNotContain(number);
    }

    @Test
    void whatIsSuspendedAndWhereMoreTimeIsAskedForAreListedForThoseWhoDecide() {
        String later = suspended("2098-01-01T00:00:00Z");
        String sooner = suspended("2097-01-01T00:00:00Z");
        String asked = file("CITY-WASTE", "材料还没有到").path("number").asText();
        act("lead", asked, "accept", Map.of());
        act("lead", asked, "ask_extension", Map.of("reason", "等材料", "until", "2099-01-01T00:00:00Z"));

        for (String login : List.of("dispatcher", "supervisor", "lead", "handler")) {
            ApiClient staff = loggedIn(login);
            JsonNode page = staff.get(LIST + "suspended&limit=1").json();
            assertThat(page.at("/items/0/number").asText()).as(login).isEqualTo(sooner);
            assertThat(page.at("/items/0/review_at").asText()).startsWith("2097-01-01T");
            JsonNode next = staff.get(LIST + "suspended&limit=1&cursor="
                            + page.path("next").asText())
                    .json();
            assertThat(next.at("/items/0/number").asText()).isEqualTo(later);
            JsonNode extensions = staff.get(LIST + "extensions").json().path("items");
            assertThat(extensions.findValuesAsText("number")).containsExactly(asked);
            assertThat(extensions.get(0).path("extension_asked").asText()).startsWith("2099-01-01T");
            assertThat(count(staff, "suspended")).isEqualTo(2);
            assertThat(count(staff, "suspended&late=true")).isZero();
            assertThat(count(staff, "suspended&sensitive=true")).isZero();
            assertThat(count(staff, "suspended&sensitive=false")).isEqualTo(2);
        }
        assertThat(count(loggedIn("handler-enterprise"), "suspended")).isZero();
        ApiClient.refusal(loggedIn("lead").get(LIST + "suspended&late=no"), 400, "invalid_parameter", "late");
        ApiClient.refusal(loggedIn("warden").get(LIST + "suspended"), 403, "forbidden", null);
        act("dispatcher", asked, "grant_extension", Map.of());
        act("lead", sooner, "resume", Map.of());
        assertThat(count(loggedIn("dispatcher"), "extensions")).isZero();
        assertThat(count(loggedIn("dispatcher"), "suspended")).isEqualTo(1);
    }

    private static String suspended(String until) {
        String number = file("CITY-WASTE", "要等改造").path("number").asText();
        act("lead", number, "accept", Map.of());
        act("lead", number, "suspend", Map.of("reason", "等改造", "until", until));
        return number;
    }

    private static int count(ApiClient staff, String view) {
        return staff.get(REQUESTS + "count?view=" + view).json().path("count").asInt(-1);
    }

    @Test
    void whatWasReviewedIsPublicAndNothingElse() throws IOException {
        JsonNode photo = upload();
        String number = file("CITY-WASTE", "我家楼下李雷投诉的垃圾", photo.path("key").asText())
                .path("number")
                .asText();
        String photoId = photo.path("id").asText();
        String open311 = "/open311/v2/requests/" + number + ".json";
        String picture = "/api/v1/published/" + number + "/photos/" + photoId;
        ApiClient dispatcher = loggedIn("dispatcher");

        assertThat(nobody.get(open311).json().at("/0/description").isNull()).isTrue();
        assertThat(listed(dispatcher)).contains(number);
        ApiClient.refusal(nobody.get(picture), 404, "unknown_request", "number");

        JsonNode published = ok(
                dispatcher.putJson(
                        REQUESTS + number + "/publication",
                        Map.of("text", "楼下有垃圾", "reply", "已清理", "photos", List.of(photoId))),
                200);

        assertThat(published.path("publishable").asBoolean()).isTrue();
        JsonNode shown = nobody.get(open311).json().get(0);
        assertThat(shown.path("description").asText()).isEqualTo("楼下有垃圾");
        assertThat(shown.path("status_notes").asText()).isEqualTo("已清理");
        assertThat(shown.path("media_url").asText()).startsWith("http").endsWith(picture);
        assertThat(nobody.get(picture).header("Content-Type")).isEqualTo("image/png");
        assertThat(listed(dispatcher)).doesNotContain(number);

        assertThat(dispatcher.send("DELETE", REQUESTS + number + "/publication").status())
                .isEqualTo(204);
        assertThat(nobody.get(open311).json().at("/0/description").isNull()).isTrue();
        ApiClient.refusal(nobody.get(picture), 404, "unknown_request", "number");
    }

    private static List<String> listed(ApiClient dispatcher) {
        return dispatcher
                .get("/api/v1/requests?view=publication&limit=100")
                .json()
                .path("items")
                .findValuesAsText("number");
    }

    @Test
    void onlyWhatThePolicyAllowsIsPublishedWithPicturesOfItsOwn() throws IOException {
        ApiClient dispatcher = loggedIn("dispatcher");
        String coarse = file("CITY-NOISE", "广场舞太吵").path("number").asText();
        String own = file("CITY-WASTE", "垃圾").path("number").asText();
        Map<String, Object> foreign =
                Map.of("text", "垃圾", "photos", List.of(upload().path("id").asText()));

        ApiClient.refusal(
                dispatcher.putJson(REQUESTS + coarse + "/publication", Map.of("text", "噪声")),
                409,
                "not_published",
                null);
        ApiClient.refusal(dispatcher.putJson(REQUESTS + own + "/publication", foreign), 400, "invalid_field", "photos");
        ApiClient.refusal(
                dispatcher.putJson(REQUESTS + own + "/publication", Map.of("text", " ")), 400, "invalid_field", "text");
        ApiClient.refusal(
                loggedIn("handler").putJson(REQUESTS + own + "/publication", Map.of("text", "x")),
                403,
                "forbidden",
                null);
        ApiClient.refusal(loggedIn("handler").get("/api/v1/requests?view=publication"), 403, "not_allowed", null);
    }

    @Test
    void unitsWriteTemplatesForThemselvesAndTheCityForAll() {
        ApiClient lead = loggedIn("lead");
        String unit = lead.get("/api/v1/session").json().at("/account/unit").asText();
        Map<String, Object> template = Map.of("unit", unit, "title", "已清理", "body", "您好，{category}已处理。");
        String path = "/api/v1/reply-templates";

        JsonNode made = ok(lead.postJson(path, template), 201);
        ok(loggedIn("supervisor").postJson(path, Map.of("title", "全市模板", "body", "感谢您的来电")), 201);

        assertThat(titles("handler")).contains("已清理", "全市模板");
        assertThat(titles("handler-enterprise")).contains("全市模板").doesNotContain("已清理");
        ApiClient.refusal(lead.postJson(path, Map.of("title", "x", "body", "y")), 403, "not_allowed", null);
        ApiClient.refusal(
                lead.putJson(path + "/" + made.path("id").asText(), Map.of("title", "x", "body", "y", "version", 7)),
                409,
                "changed_meanwhile",
                "version");
        ApiClient.refusal(
                loggedIn("lead-enterprise")
                        .send("DELETE", path + "/" + made.path("id").asText()),
                403,
                "not_allowed",
                null);
        assertThat(lead.send("DELETE", path + "/" + made.path("id").asText()).status())
                .isEqualTo(204);
        assertThat(titles("handler")).doesNotContain("已清理");
    }

    private static List<String> titles(String login) {
        return loggedIn(login)
                .get("/api/v1/reply-templates")
                .json()
                .path("items")
                .findValuesAsText("title");
    }

    @Test
    void openDesksHearAtOnceOfWhatTheyMaySee() throws Exception {
        Iterator<String> office = listen("handler");
        Iterator<String> enterprise = listen("handler-enterprise");

        String number = file("CITY-WASTE", "有新诉求").path("number").asText();

        assertThat(lineWith(office, number)).contains("\"state\":\"dispatched\"");
        String other = file("CITY-WASTE", "给企业的").path("number").asText();
        String unit = loggedIn("handler-enterprise")
                .get("/api/v1/session")
                .json()
                .at("/account/unit")
                .asText();
        act("dispatcher", other, "reassign", Map.of("unit", unit, "reason", "归企业管"));
        assertThat(lineWith(enterprise, other)).doesNotContain(number);
    }

    private static Iterator<String> listen(String login) throws Exception {
        HttpResponse<Stream<String>> answer = LISTENER.send(
                loggedIn(login)
                        .request(REQUESTS + "events")
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().iterator();
    }

    /** The first event's data that names the request. */
    private static String lineWith(Iterator<String> lines, String number) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    while (lines.hasNext()) {
                        String line = lines.next();
                        if (line.startsWith("data:") && line.contains(number)) {
                            return line;
                        }
                    }
                    throw new AssertionError("the stream ended");
                })
                .get(SECONDS, TimeUnit.SECONDS);
    }

    private static JsonNode upload() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", png);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--zzz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(png.toByteArray());
        body.writeBytes("\r\n--zzz--\r\n".getBytes(StandardCharsets.UTF_8));
        return nobody.post(
                        "/api/v1/attachments",
                        "multipart/form-data; boundary=zzz",
                        "application/json",
                        BodyPublishers.ofByteArray(body.toByteArray()))
                .json();
    }
}
