package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.attachments.media.TestPictures;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** A warden's phone, from its enrolment to its end, as it calls the server. */
class FieldOverHttpTest {
    private static final String FIELD = "/api/v1/field/";
    private static final String GRID = "99010100100204";
    private static final Map<String, Object> IN_GRID = Map.of("lon", 116.4215, "lat", 39.9072, "accuracy", 12);
    private static final OffsetDateTime NOW =
            OffsetDateTime.now(ZoneOffset.ofHours(8)).withNano(0);

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient nobody;
    private static DemoCallers callers;
    private static String warden;
    private static Connection database;
    private static Jdbi jdbi;

    @BeforeAll
    static void start() throws Exception {
        Commands commands = Commands.demo(data);
        Map<String, String> environment = commands.environment();
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
        callers = new DemoCallers(nobody);
        jdbi = Jdbi.create(
                environment.get("SERVICEMAP_DB_URL"),
                environment.get("SERVICEMAP_DB_USER"),
                environment.get("SERVICEMAP_DB_PASSWORD"));
        database = jdbi.open().getConnection();
        warden = "77";
        sql(
                "INSERT INTO accounts (id, kind, login, name, roles, unit, area_level, area) VALUES (77, 'staff', 'warden-77',"
                        + " '网格员', '{warden}', 'S001', 'grid', '" + GRID + "')");
        sql("INSERT INTO warden_assignments (id, account, duty, grid, first_day) VALUES (1, " + warden + ", 'warden', '"
                + GRID + "', '2020-01-01')");
        sql("INSERT INTO patrol_plans (id, grid, name, every, items) VALUES (5, '" + GRID
                + "', '{\"zh\": \"巡查\", \"en\": \"Round\"}', 'day', '[{\"id\": \"a\", \"kind\": \"check\","
                + " \"text\": {\"zh\": \"井盖\"}, \"lon\": 116.42, \"lat\": 39.907}]')");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
        server.close();
    }

    /** {@link FieldRush} is the same in other sizes. */
    @Test
    void aMorningOfManyPhonesKeepsEachThingOnce() throws Exception {
        FieldRush rush = new FieldRush(List.of(server.port()), jdbi, 160);
        System.out.println(rush.run(20, 4));
        assertThat(rush.isSound()).isTrue();
    }

    private static void sql(String statement) throws Exception {
        try (Statement run = database.createStatement()) {
            run.execute(statement);
        }
    }

    private static JsonNode ok(ApiClient.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private static String invite() {
        return invite(warden);
    }

    private static String invite(String account) {
        return ok(
                        callers.loggedIn("lead")
                                .postJson(FIELD + "enrolments", Map.of("account", account), "Idempotency-Key", key()),
                        201)
                .path("token")
                .asText();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static JsonNode enrolled() {
        return ok(
                nobody.postJson(
                        FIELD + "devices", Map.of("enrolment", invite(), "name", "手机"), "Idempotency-Key", key()),
                201);
    }

    private static ApiClient phone() {
        return nobody.withBearer(enrolled().path("token").asText());
    }

    private static String upload(ApiClient phone, byte[] photo) throws Exception {
        String key = key();
        ok(phone.postJson(FIELD + "uploads", begun(key, photo)), 200);
        for (int at = 0; at < photo.length; at += 20_000) {
            put(phone, key, at, Arrays.copyOfRange(photo, at, Math.min(photo.length, at + 20_000)));
        }
        assertThat(ok(phone.get(FIELD + "uploads/" + key), 200).path("complete").asBoolean())
                .isTrue();
        return key;
    }

    private static Map<String, Object> begun(String key, byte[] photo) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(photo));
        return Map.of("key", key, "bytes", photo.length, "sha256", hash, "type", "image/jpeg");
    }

    private static ApiClient.Answer put(ApiClient phone, String key, int start, byte[] piece) {
        return phone.call(phone.request(FIELD + "uploads/" + key + "?start=" + start)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(piece))
                .build());
    }

    private static Map<String, Object> item(String kind, Map<String, Object> rest) {
        Map<String, Object> item = new HashMap<>(rest);
        item.put("key", key());
        item.put("kind", kind);
        item.put("found_at", NOW.minusHours(3).toString());
        return item;
    }

    private static Map<String, Object> report(Map<String, Object> more) {
        Map<String, Object> report = new HashMap<>(Map.of("category", "CITY-WASTE", "text", "", "where", IN_GRID));
        report.putAll(more);
        return item("report", report);
    }

    private static JsonNode sync(ApiClient phone, Object... items) {
        return ok(
                phone.postJson(
                        FIELD + "sync", Map.of("sent_at", OffsetDateTime.now().toString(), "items", List.of(items))),
                200);
    }

    @Test
    void aPhoneIsEnrolledReadsItsDayAndSendsEachThingOnce() throws Exception {
        ApiClient phone = phone();
        ApiClient.Answer base = phone.get(FIELD + "base");
        assertThat(ok(base, 200).at("/grids/0/code").asText()).isEqualTo(GRID);
        assertThat(base.json().at("/grids/0/geometry/type").asText()).isEqualTo("MultiPolygon");
        assertThat(base.json().path("neighbours").findValuesAsText("code"))
                .contains("99010100100201")
                .doesNotContain(GRID);
        assertThat(base.json().at("/plans/0/items/0/text/zh").asText()).isEqualTo("井盖");
        assertThat(phone.get(FIELD + "base", "If-None-Match", base.header("ETag"))
                        .status())
                .isEqualTo(304);
        String photo = upload(phone, TestPictures.jpeg(300, 200, 1));

        Map<String, Object> report = report(Map.of("photos", List.of(photo)));
        JsonNode first = sync(phone, report);
        JsonNode result = first.at("/results/0");

        assertThat(result.path("status").asText()).as(result.toString()).isEqualTo("stored");
        assertThat(result.path("state").asText()).isEqualTo("dispatched");
        assertThat(result.at("/unit/code").asText()).isEqualTo("S001");
        assertThat(result.path("outside").asBoolean()).isFalse();
        // the picture says that it was taken two kilometres away
        assertThat(result.path("exif_differs").asBoolean()).isTrue();
        assertThat(first.path("work").at("/reports/0/number").asText())
                .isEqualTo(result.path("number").asText());
        JsonNode again = sync(phone, report);
        assertThat(again.at("/results/0/status").asText()).isEqualTo("repeated");
        assertThat(again.at("/results/0/number")).isEqualTo(result.path("number"));
        report.put("text", "别的");
        assertThat(sync(phone, report).at("/results/0/code").asText()).isEqualTo("key_reused");
        assertThat(again.path("base_tag").asText())
                .isEqualTo(base.json().path("tag").asText());
        JsonNode detail = ok(
                callers.loggedIn("dispatcher")
                        .get("/api/v1/requests/" + result.path("number").asText()),
                200);
        assertThat(detail.at("/request/channel").asText()).isEqualTo("warden");
        assertThat(detail.at("/request/location_kind").asText()).isEqualTo("gps");
        assertThat(detail.at("/found/exif_differs").asBoolean()).isTrue();
        assertThat(OffsetDateTime.parse(detail.at("/found/found_at").asText()).toInstant())
                .isEqualTo(NOW.minusHours(3).toInstant());
        assertThat(detail.path("text").asText()).isEqualTo("垃圾堆放");
        assertThat(detail.path("attachments")).hasSize(1);
    }

    @Test
    void anItemThatCannotBeReadIsRefusedByItselfAndTheOthersAreTaken() {
        Map<String, Object> before = report(Map.of("text", "之前"));
        Map<String, Object> unknown = report(Map.of("colour", "red"));
        Map<String, Object> timeless = report(Map.of());
        timeless.put("found_at", "yesterday");
        Map<String, Object> nul = report(Map.of("text", "a\u0000b"));
        Map<String, Object> after = report(Map.of("text", "之后"));

        JsonNode results =
                sync(phone(), before, unknown, timeless, "no item", nul, after).path("results");

        assertThat(results.findValuesAsText("status"))
                .containsExactly("stored", "refused", "refused", "refused", "refused", "stored");
        assertThat(results.findValuesAsText("key"))
                .containsExactly(
                        before.get("key").toString(),
                        unknown.get("key").toString(),
                        timeless.get("key").toString(),
                        "",
                        nul.get("key").toString(),
                        after.get("key").toString());
        assertThat(results.at("/1/code").asText()).isEqualTo("unknown_field");
        assertThat(results.at("/1/field").asText()).isEqualTo("colour");
        assertThat(results.at("/2/code").asText()).isEqualTo("invalid_field");
        assertThat(results.at("/2/field").asText()).isEqualTo("found_at");
        assertThat(results.at("/4/field").asText()).isEqualTo("text");
        // mended, it may have the same key
        timeless.put("found_at", NOW.toString());
        assertThat(sync(phone(), timeless).at("/results/0/status").asText()).isEqualTo("stored");
    }

    /** Noted in the street, read at the desk: in its own grids only, and without who was there. */
    @Test
    void whatAWardenNotedOnAVisitIsReadByItsLeadAndItsAnalystsSeeThatItWas() {
        String wards = "/api/v1/wardens/";
        Map<String, Object> noted = item(
                "visit",
                Map.of(
                        "grid",
                        GRID,
                        "plan",
                        "5",
                        "item",
                        "a",
                        "visit_kind",
                        "check",
                        "finding",
                        "noted",
                        "note",
                        "井盖松动，已放警示牌",
                        "where",
                        Map.of("lon", 116.4045, "lat", 39.918, "accuracy", 20)));
        Map<String, Object> fine = item("visit", Map.of("grid", GRID, "visit_kind", "visit", "finding", "fine"));
        assertThat(sync(phone(), noted, fine).path("results").findValuesAsText("status"))
                .containsOnly("stored");
        String from = NOW.minusDays(1).toLocalDate().toString();

        String path = wards + "visits?grid=" + GRID + "&from=" + from;
        JsonNode found = ok(callers.loggedIn("lead").get(path + "&finding=noted"), 200);
        assertThat(found.path("items")).hasSize(1);
        JsonNode one = found.at("/items/0");
        assertThat(one.path("note").asText()).isEqualTo("井盖松动，已放警示牌");
        assertThat(one.at("/plan_name/zh").asText()).isEqualTo("巡查");
        assertThat(one.at("/item_text/zh").asText()).isEqualTo("井盖");
        assertThat(one.path("outside").asBoolean()).isTrue();
        assertThat(OffsetDateTime.parse(one.path("found_at").asText()).toInstant())
                .isEqualTo(NOW.minusHours(3).toInstant());
        assertThat(found.toString()).doesNotContain("网格员").doesNotContain("account");
        JsonNode first = ok(callers.loggedIn("lead").get(path + "&limit=1"), 200);
        JsonNode second = ok(
                callers.loggedIn("lead")
                        .get(path + "&limit=1&cursor=" + first.path("next").asText()),
                200);
        assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
        JsonNode read = ok(callers.loggedIn("analyst").get(path + "&noted=true"), 200);
        assertThat(read.at("/items/0/noted").asBoolean()).isTrue();
        assertThat(read.toString()).doesNotContain("井盖松动");
        ApiClient.refusal(callers.loggedIn("lead-enterprise").get(path), 403, "out_of_scope", null);
        ApiClient.refusal(callers.loggedIn("handler").get(path), 403, "forbidden", null);
        JsonNode covered = ok(callers.loggedIn("lead").get(wards + "coverage?limit=1000&from=" + from), 200);
        for (JsonNode grid : covered.path("items")) {
            if (grid.at("/grid/code").asText().equals(GRID)) {
                assertThat(grid.path("outside").asInt()).isEqualTo(1);
                assertThat(grid.path("without_position").asInt()).isEqualTo(1);
                assertThat(grid.path("by_others").asInt()).isZero();
            }
        }
    }

    /** Who stands in gets the task, and with it the photos from before. */
    @Test
    void whoStandsInSeesThePhotosOfTheRequestThatIsLookedAt() throws Exception {
        ApiClient phone = phone();
        Map<String, Object> report = report(Map.of("photos", List.of(upload(phone, TestPictures.jpeg(120, 90, 3)))));
        String number = sync(phone, report).at("/results/0/number").asText();
        JsonNode filed = ok(callers.loggedIn("dispatcher").get("/api/v1/requests/" + number), 200);
        String photo = "/api/v1/attachments/" + filed.at("/attachments/0/id").asText() + "/thumbnail";
        sql(
                "INSERT INTO accounts (id, kind, login, name, roles, unit) VALUES"
                        + " (78, 'staff', 'warden-78', '不在岗', '{warden}', 'S001'), (79, 'staff', 'warden-79', '代班', '{warden}', 'S001')");
        sql("INSERT INTO warden_assignments (id, account, duty, grid, first_day, substitute_for) VALUES"
                + " (2, 78, 'warden', '" + GRID + "', '2020-01-01', NULL), (3, 79, 'warden', '" + GRID
                + "', '2020-01-01', NULL)");
        sql("INSERT INTO field_tasks (id, kind, origin, title, grid, request, account, due_on)"
                + " SELECT 9, 'inspection', 'staff', '回访', '" + GRID + "', id, 78, '2030-01-01' FROM requests"
                + " WHERE number = '" + number + "'");
        ApiClient second = nobody.withBearer(ok(
                        nobody.postJson(
                                FIELD + "devices",
                                Map.of("enrolment", invite("79"), "name", "手机"),
                                "Idempotency-Key",
                                key()),
                        201)
                .path("token")
                .asText());
        assertThat(second.get(photo).status()).isBetween(400, 499);
        sql("UPDATE warden_assignments SET substitute_for = 78 WHERE id = 3");
        assertThat(second.get(photo).status()).isEqualTo(200);
        assertThat(ok(second.get(FIELD + "work"), 200).path("tasks").findValuesAsText("id"))
                .contains("9");
        sql("DELETE FROM field_tasks WHERE id = 9");
        sql("DELETE FROM warden_assignments WHERE id IN (2, 3)");
    }

    /** The desk reads of an answer to a task what it reads of a visit. */
    @Test
    void anAnswerFromElsewhereIsMarkedAtTheDesk() throws Exception {
        Map<String, Object> task =
                Map.of("title", "看路灯", "grid", GRID, "due_on", NOW.toLocalDate().toString());
        JsonNode given = ok(callers.loggedIn("lead").postJson("/api/v1/wardens/tasks", task), 201);
        ApiClient phone = phone();
        Map<String, Object> answer = item(
                "task",
                Map.of(
                        "task",
                        given.path("id").asText(),
                        "version",
                        1,
                        "outcome",
                        "fine",
                        "photos",
                        List.of(upload(phone, TestPictures.jpeg(300, 200, 1))),
                        "where",
                        Map.of("lon", 116.4045, "lat", 39.918, "accuracy", 20)));
        JsonNode result = sync(phone, answer).at("/results/0");
        assertThat(result.path("state").asText()).as(result.toString()).isEqualTo("done");
        JsonNode read = ok(
                callers.loggedIn("lead")
                        .get("/api/v1/wardens/tasks/" + given.path("id").asText()),
                200);
        JsonNode kept = read.at("/answers/0");
        assertThat(kept.path("outside").asBoolean()).isTrue();
        assertThat(kept.path("exif_differs").asBoolean()).isTrue();
        assertThat(kept.path("without_position").asBoolean()).isFalse();
        assertThat(kept.path("doubtful").asBoolean()).isFalse();
        assertThat(OffsetDateTime.parse(kept.path("found_at").asText()).toInstant())
                .isEqualTo(NOW.minusHours(3).toInstant());
        assertThat(kept.path("arrived_at").asText())
                .isGreaterThan(kept.path("found_at").asText());
    }

    @Test
    void whatWasPutRightOnTheSpotIsClosedAndItsPhotoIsTheProof() throws Exception {
        ApiClient phone = phone();
        Map<String, Object> settled =
                Map.of("words", "已清理干净", "photos", List.of(upload(phone, TestPictures.jpeg(64, 48, 1))));

        JsonNode result = sync(phone, report(Map.of("settled", settled))).at("/results/0");

        assertThat(result.path("state").asText()).as(result.toString()).isEqualTo("closed");
        JsonNode detail = ok(
                callers.loggedIn("dispatcher")
                        .get("/api/v1/requests/" + result.path("number").asText()),
                200);
        assertThat(detail.path("history").findValuesAsText("action")).containsExactly("file", "settle_on_spot");
        assertThat(detail.at("/history/1/texts/reply").asText()).isEqualTo("已清理干净");
        assertThat(detail.at("/attachments/0/kind").asText()).isEqualTo("reply");
        assertThat(detail.at("/found/settled").asBoolean()).isTrue();
    }

    @Test
    void aPhoneThatIsOverHearsWhyAndOnlyStaffInScopeEndsIt() {
        JsonNode enrolled = enrolled();
        ApiClient phone = nobody.withBearer(enrolled.path("token").asText());
        String id = enrolled.path("id").asText();
        ok(phone.get(FIELD + "work"), 200);

        ApiClient.refusal(
                callers.loggedIn("lead-enterprise").send("POST", FIELD + "devices/" + id + "/revoke"),
                403,
                "out_of_scope",
                null);
        ApiClient.refusal(phone.send("POST", FIELD + "devices/" + id + "/revoke"), 403, "forbidden", null);
        ok(callers.loggedIn("lead").send("POST", FIELD + "devices/" + id + "/revoke"), 200);

        ApiClient.refusal(phone.get(FIELD + "work"), 401, "device_revoked", null);
        JsonNode listed = ok(callers.loggedIn("lead").get(FIELD + "devices?account=" + warden), 200);
        assertThat(listed.path("items").findValuesAsText("id")).contains(id);
        ApiClient second = phone();
        assertThat(second.send("POST", FIELD + "devices/self/sign-out").status())
                .isEqualTo(204);
        ApiClient.refusal(second.get(FIELD + "base"), 401, "device_signed_out", null);
        ApiClient.refusal(nobody.withBearer("fd_unknown").get(FIELD + "base"), 401, "device_unknown", null);
        ApiClient.refusal(callers.loggedIn("warden").get(FIELD + "base"), 403, "device_needed", null);
    }

    /** The answer was lost: the same key gives the same token, and the link is not used up by it. */
    @Test
    void enrollingTwiceWithOneKeyIsOnePhone() {
        Map<String, Object> body = Map.of("enrolment", invite(), "name", "手机");
        String key = key();

        JsonNode first = ok(nobody.postJson(FIELD + "devices", body, "Idempotency-Key", key), 201);
        JsonNode again = ok(nobody.postJson(FIELD + "devices", body, "Idempotency-Key", key), 201);

        assertThat(again).isEqualTo(first);
        ApiClient.refusal(
                nobody.postJson(FIELD + "devices", body, "Idempotency-Key", key()), 409, "enrolment_used", "enrolment");
    }
}
