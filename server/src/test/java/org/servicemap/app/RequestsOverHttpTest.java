package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** Requests as citizens, staff and units' systems meet them: over HTTP, on the whole program, each within the own scope. */
class RequestsOverHttpTest {
    @TempDir
    private static Path data;

    private static Commands commands;
    private static ServiceMap server;
    private static ApiClient nobody;

    @BeforeAll
    static void start() {
        commands = new Commands(data);
        commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
        commands.environment().put("SERVICEMAP_RATE_LIMITS", "false");
        commands.environment().put("SERVICEMAP_DEMO", "true");
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ApiClient loggedIn(String login) {
        ApiClient client = nobody.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    /** In 钟楼社区 of 东桥街道, whose office is S001. */
    private static Map<String, Object> filing(String category, String text) {
        Map<String, Object> filing = new HashMap<>();
        filing.put("text", text);
        filing.put("category", category);
        filing.put("where", Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072));
        filing.put("contact", Map.of("name", "李雷", "phone", "13800001234"));
        return filing;
    }

    private static JsonNode file(Map<String, Object> filing) {
        ApiClient.Answer answer = nobody.postJson("/api/v1/requests", filing);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
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

    @Test
    void photosAreSeenByTheUnitInChargeAndByWhoHasTheCode() throws IOException {
        JsonNode photo = upload();
        Map<String, Object> filing = filing("CITY-WASTE", "垃圾堆在门口");
        filing.put("attachments", List.of(photo.path("key").asText()));
        JsonNode receipt = file(filing);
        String number = receipt.path("number").asText();
        String path = "/api/v1/attachments/" + photo.path("id").asText();

        assertThat(loggedIn("dispatcher").get(path).status()).isEqualTo(200);
        ApiClient.refusal(loggedIn("handler-enterprise").get(path), 404, "unknown_attachment", null);
        ApiClient.refusal(nobody.get(path), 404, "unknown_attachment", null);
        assertThat(loggedIn("dispatcher")
                        .get("/api/v1/requests/" + number)
                        .json()
                        .at("/attachments/0/kind")
                        .asText())
                .isEqualTo("request");
        String followed = "/api/v1/requests/" + number + "/attachments/"
                + photo.path("id").asText();
        Map<String, Object> code =
                Map.of("query_code", receipt.path("query_code").asText());
        ApiClient.Answer picture = nobody.postJson(followed, code);
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.header("Content-Type")).startsWith("image/");
        ApiClient.refusal(
                nobody.postJson(followed, Map.of("query_code", "AAAA-AAAA-AAAA")),
                403,
                "wrong_query_code",
                "query_code");
    }

    @Test
    void whatWasFiledUnderAKeyIsKnownBeforeAnythingElseIsRefused() {
        Map<String, Object> filing = filing("CITY-WASTE", "只报一次");
        JsonNode first = nobody.postJson("/api/v1/requests", filing, "Idempotency-Key", "filed-once")
                .json();

        JsonNode again = nobody.postJson("/api/v1/requests", filing, "Idempotency-Key", "filed-once")
                .json();
        assertThat(again).isEqualTo(first);
        assertThat(first.path("number").asText()).isNotEmpty();
        filing.put("category", "NO-SUCH-CATEGORY");
        ApiClient.refusal(
                nobody.postJson("/api/v1/requests", filing, "Idempotency-Key", "filed-once"),
                409,
                "key_reused",
                "Idempotency-Key");
        ApiClient.refusal(
                nobody.postJson("/api/v1/requests", filing, "Idempotency-Key", "filed-never"),
                400,
                "unknown_category",
                "category");
    }

    @Test
    void whoeverOpensAContactStandsInTheAuditLogWithTheReason() {
        String number = file(filing("CITY-WASTE", "小区垃圾")).path("number").asText();
        String path = "/api/v1/requests/" + number + "/contact";
        Map<String, Object> why = Map.of("reason", "回访");

        JsonNode opened = loggedIn("operator").postJson(path, why).json();

        assertThat(opened.path("phone").asText()).contains("13800001234");
        assertThat(opened.path("name").asText()).isEqualTo("李雷");
        JsonNode audit =
                loggedIn("admin").get("/api/v1/audit?action=contact_opened").json();
        assertThat(audit.path("items").findValuesAsText("subject")).contains("request:" + number);
        assertThat(audit.toString()).contains("回访").doesNotContain("13800001234");
        ApiClient.refusal(loggedIn("operator").postJson(path, Map.of("reason", " ")), 400, "invalid_field", "reason");
        ApiClient.refusal(loggedIn("handler-enterprise").postJson(path, why), 404, "unknown_request", "number");
        ApiClient.refusal(loggedIn("analyst").postJson(path, why), 403, "not_allowed", null);
        assertThat(loggedIn("dispatcher").get("/api/v1/requests/" + number).text())
                .doesNotContain("13800001234");
    }

    @Test
    void aUnitsOwnSystemDoesWhatItWasGrantedAndNothingElse() {
        String number = file(filing("CITY-WASTE", "系统对接")).path("number").asText();
        ApiClient system = nobody.withBearer(token("S001", "accept"));
        String actions = "/api/v1/requests/" + number + "/actions/";

        assertThat(system.postJson(actions + "accept", Map.of()).status()).isEqualTo(200);
        ApiClient.refusal(system.postJson(actions + "dispute", Map.of("reason", "不属于我们")), 403, "not_allowed", null);
        ApiClient.refusal(
                nobody.withBearer(token("S002", "accept")).postJson(actions + "accept", Map.of()),
                404,
                "unknown_request",
                "number");
    }

    private static String token(String unit, String grant) {
        ApiClient.Answer made = loggedIn("admin")
                .postJson(
                        "/api/v1/service-accounts",
                        Map.of("name", "System", "unit", unit, "grants", List.of(grant), "days", 1));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("token").asText();
    }

    @Test
    void theSameMatterIsFoundAgainAndTheNearerAndMoreAlikeComeFirst() {
        String same =
                file(filing("CITY-WASTE", "书院街路口垃圾桶满了没人清理")).path("number").asText();
        file(filing("CITY-WASTE", "窗口办事态度不好"));
        Map<String, Object> matter =
                Map.of("lon", 116.4216, "lat", 39.9072, "category", "CITY-WASTE", "text", "书院街路口的垃圾桶满了");

        JsonNode found = loggedIn("operator")
                .postJson("/api/v1/requests/similar", matter)
                .json();

        assertThat(found.at("/items/0/number").asText()).isEqualTo(same);
        assertThat(found.at("/items/0/distance_metres").asDouble()).isBetween(5.0, 15.0);
        ApiClient.refusal(nobody.postJson("/api/v1/requests/similar", matter), 401, "not_logged_in", null);
        ApiClient.refusal(
                loggedIn("operator").postJson("/api/v1/requests/similar", Map.of("lon", 500, "lat", 0)),
                400,
                "invalid_field",
                "lon");
    }

    @Test
    void nearAPlaceThePublicSeesWhatIsPublishedAndNoWords() {
        String number = file(filing("CITY-WASTE", "公开的诉求")).path("number").asText();

        ApiClient.Answer near = nobody.get("/api/v1/requests/near?lon=116.4215&lat=39.9072&radius=50&limit=50");

        assertThat(near.status()).as(near.text()).isEqualTo(200);
        boolean published = nobody.get("/api/v1/categories/CITY-WASTE")
                .json()
                .path("publication")
                .asText()
                .equals("point");
        assertThat(near.json().path("items").findValuesAsText("number").contains(number))
                .isEqualTo(published);
        assertThat(near.text()).doesNotContain("公开的诉求", "李雷");
        ApiClient.refusal(nobody.get("/api/v1/requests/near?lon=116"), 400, "missing_parameter", "lat");
    }

    /** At a place of its own, 220 m north of the others. */
    @Test
    void countsNearAPlaceHaveAllThatIsPublishedHoweverMany() {
        Map<String, Object> where = Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9092);
        for (int i = 0; i < 53; i++) {
            Map<String, Object> filing = filing(i < 52 ? "CITY-WASTE" : "CITY-ROAD", "第" + i + "件");
            filing.put("where", where);
            JsonNode receipt = file(filing);
            if (i == 0) {
                nobody.postJson(
                        "/api/v1/requests/" + receipt.path("number").asText() + "/withdrawal",
                        Map.of("query_code", receipt.path("query_code").asText()));
            }
        }
        Map<String, Object> sensitive = filing("LABR-WAGE", "拖欠工资");
        sensitive.put("where", where);
        file(sensitive);

        JsonNode counts = nobody.get("/api/v1/requests/near/counts?lon=116.4216&lat=39.9092&radius=100")
                .json();

        assertThat(counts.path("requests").asInt()).as(counts.toString()).isEqualTo(52);
        assertThat(counts.path("days").asInt()).isEqualTo(90);
        assertThat(counts.at("/items/0/category/code").asText()).isEqualTo("CITY-WASTE");
        assertThat(counts.at("/items/0/requests").asInt()).isEqualTo(51);
        assertThat(counts.at("/items/1/category/code").asText()).isEqualTo("CITY-ROAD");
        assertThat(counts.path("items")).hasSize(2);
        assertThat(nobody.get("/api/v1/requests/near/counts?lon=116.4216&lat=39.9092&radius=100&category=CITY-ROAD")
                        .json()
                        .path("requests")
                        .asInt())
                .isOne();
    }

    @Test
    void checkProvesTheHistoryAndNamesTheRequestThatWasTamperedWith() {
        String number = file(filing("CITY-WASTE", "会被改动的诉求")).path("number").asText();
        assertThat(commands.done("check"))
                .containsPattern("history: [1-9]\\d* requests with \\d+ events are whole")
                .containsPattern("decisions: all [1-9]\\d* come out again as they were");

        moveTo("S002", number);
        assertThat(commands.refused("check")).contains("history: BROKEN at request " + number);

        moveTo("S001", number);
        assertThat(commands.done("check")).contains("Everything is fine.");
    }

    /** As somebody with the database's password would. */
    private static void moveTo(String unit, String number) {
        try (Core core = Core.open(commands.config())) {
            core.database()
                    .useTransaction(handle -> assertThat(handle.execute(
                                    "UPDATE requests SET unit = ? WHERE unit LIKE 'S00_' AND number = ?", unit, number))
                            .isEqualTo(1));
        }
    }

    @Test
    void wordsProposeACategory() {
        Instant end = Instant.now().plusSeconds(60);
        while (guess("路边垃圾没人清理").path("items").isEmpty()) {
            assertThat(Instant.now()).as("it is learned in seconds").isBefore(end);
            LockSupport.parkNanos(50_000_000);
        }

        JsonNode first = guess("路边垃圾没人清理").at("/items/0");

        assertThat(first.path("code").asText()).isEqualTo("CITY-WASTE");
        assertThat(first.path("confidence").asDouble()).isBetween(0.1, 1.0);
    }

    private static JsonNode guess(String text) {
        return nobody.postJson("/api/v1/categories/guess", Map.of("text", text)).json();
    }

    @Test
    void aPersonGetsACopyAndIsErasedWhileTheHistoryStaysProven() throws IOException {
        Map<String, Object> filing = filing("CITY-WASTE", "赵六家门口的垃圾");
        filing.put("contact", Map.of("name", "赵六", "phone", "13911112222", "email", "zhao@example.org"));
        filing.put("attachments", List.of(upload().path("key").asText()));
        JsonNode receipt = file(filing);
        String number = receipt.path("number").asText();
        Map<String, Object> who = Map.of("phone", "139 1111 2222", "reason", "本人申请");
        ApiClient admin = loggedIn("admin");

        JsonNode kept = admin.postJson("/api/v1/persons/lookup", who).json();
        assertThat(kept.path("requests").asInt()).isOne();
        assertThat(kept.path("messages").asInt()).isPositive();
        assertThat(kept.path("open").get(0).asText()).isEqualTo(number);
        Map<String, String> copy = unzipped(admin.postJson("/api/v1/persons/export", who));
        assertThat(copy.get("person.json")).contains("赵六", "13911112222", "zhao@example.org", "赵六家门口的垃圾", number);
        assertThat(copy.keySet()).anyMatch(name -> name.startsWith("files/" + number));
        ApiClient.refusal(admin.postJson("/api/v1/persons/erasure", who), 409, "open_requests", null);
        ApiClient.refusal(loggedIn("supervisor").postJson("/api/v1/persons/lookup", who), 403, "forbidden", null);

        nobody.postJson(
                "/api/v1/requests/" + number + "/withdrawal",
                Map.of("query_code", receipt.path("query_code").asText()));
        assertThat(admin.postJson("/api/v1/persons/erasure", who)
                        .json()
                        .path("requests")
                        .asInt())
                .isOne();

        assertThat(admin.postJson("/api/v1/persons/lookup", who)
                        .json()
                        .path("contacts")
                        .asInt())
                .isZero();
        assertThat(unzipped(admin.postJson("/api/v1/persons/export", who)).get("person.json"))
                .doesNotContain("赵六", "13911112222", "垃圾");
        assertThat(loggedIn("dispatcher").get("/api/v1/requests/" + number).text())
                .doesNotContain("赵六");
        for (String action : List.of("person_looked_up", "person_exported", "person_erased")) {
            assertThat(admin.get("/api/v1/audit?action=" + action).text())
                    .as(action)
                    .contains("本人申请")
                    .doesNotContain("13911112222");
        }
        assertThat(commands.done("check")).containsPattern("history: [1-9]\\d* requests with \\d+ events are whole");
    }

    @Test
    void whoFilesWithSomebodyElsesPhoneGetsAtNothingOfTheirs() throws IOException {
        Map<String, Object> victims = filing("CITY-WASTE", "孙七家门口的垃圾");
        victims.put("contact", Map.of("name", "孙七", "phone", "13911113333", "address", "秘密路1号"));
        String number = file(victims).path("number").asText();
        ApiClient other = citizen("13911114444");
        Map<String, Object> own = filing("CITY-WASTE", "别人的垃圾");
        own.put("contact", Map.of("name", "周八", "phone", "13911113333"));
        String others =
                other.postJson("/api/v1/requests", own).json().path("number").asText();

        String copy =
                unzipped(other.postJson("/api/v1/persons/me/export", Map.of())).get("person.json");
        assertThat(copy).contains(others).doesNotContain(number, "孙七", "秘密路");
        other.postJson("/api/v1/requests/" + others + "/withdrawal", Map.of());

        assertThat(loggedIn("dispatcher")
                        .postJson("/api/v1/requests/" + number + "/contact", Map.of("reason", "核实"))
                        .text())
                .contains("孙七", "秘密路1号")
                .doesNotContain("周八");
        ApiClient victim = citizen("13911113333");
        assertThat(unzipped(victim.postJson("/api/v1/persons/me/export", Map.of()))
                        .get("person.json"))
                .as("what was filed with a phone before its owner had an account is the owner's")
                .contains("\"number\" : \"" + number, "孙七")
                .doesNotContain("\"number\" : \"" + others, "周八");
    }

    @Test
    void actionsRefuseWhatIsNoAccountAndWhatIsTooLong() {
        String number = file(filing("CITY-WASTE", "垃圾")).path("number").asText();
        String actions = "/api/v1/requests/" + number + "/actions/";
        ApiClient dispatcher = loggedIn("dispatcher");

        ApiClient.refusal(
                dispatcher.postJson(actions + "assign", Map.of("handler", "abc")), 400, "invalid_field", "handler");
        ApiClient.refusal(
                dispatcher.postJson(actions + "correct", Map.of("text", "长".repeat(4001))),
                400,
                "invalid_field",
                "text");
    }

    @Test
    void howUrgentItIsIsForStaffToSay() {
        Map<String, Object> filing = filing("CITY-WASTE", "垃圾");
        filing.put("urgency", "emergency");
        ApiClient.refusal(nobody.postJson("/api/v1/requests", filing), 400, "invalid_field", "urgency");
    }

    @Test
    void anEmptyContactIsNone() {
        Map<String, Object> filing = filing("UTIL-HEAT", "没有暖气");
        filing.put("contact", Map.of());
        ApiClient.refusal(nobody.postJson("/api/v1/requests", filing), 400, "contact_needed", "contact");
    }

    private static ApiClient citizen(String phone) {
        ApiClient client = nobody.fresh();
        JsonNode sent = client.postJson("/api/v1/session/codes", Map.of("contact", phone))
                .json();
        client.postJson(
                "/api/v1/session/citizen",
                Map.of("contact", phone, "code", sent.path("demo_code").asText()));
        return client.takeCsrfToken();
    }

    private static Map<String, String> unzipped(ApiClient.Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(answer.response().body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
