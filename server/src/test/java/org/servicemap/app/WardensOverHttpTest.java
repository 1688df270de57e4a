package org.servicemap.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.http.ApiClient.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.qr.PrintedCode;

/** The administration of the tiny town's wardens over real HTTP. */
class WardensOverHttpTest {
    private static final String WARDENS = "/api/v1/wardens";
    /** In the first community of the first sub-district, and in its second, which is vacant at first. */
    private static final String FIRST = "99010100100101";

    private static final String ELSEWHERE = "99010100200101";
    private static final String HEADER = "login,duty,grid,first_day,last_day,substitute_for\n";

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static DemoCallers people;
    private static ApiClient lead;

    @BeforeAll
    static void start() {
        server = ServiceMap.start(Commands.demo(data).config(), ImportListener.SILENT);
        people = new DemoCallers(new ApiClient(server.port()));
        lead = people.loggedIn("lead");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static String account(String login) {
        JsonNode items = lead.get(WARDENS + "/people?q=" + login).json().path("items");
        for (JsonNode each : items) {
            if (each.path("login").asText().equals(login)) {
                return each.path("id").asText();
            }
        }
        throw new AssertionError(login);
    }

    private static List<String> texts(String path, String pointer) {
        List<String> all = new ArrayList<>();
        lead.get(WARDENS + path)
                .json()
                .path("items")
                .forEach(item -> all.add(item.at(pointer).asText()));
        return all;
    }

    private static Map<String, Object> wanted(String login, String grid, LocalDate first) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("account", account(login));
        wanted.put("duty", "warden");
        wanted.put("grid", grid);
        wanted.put("first_day", first.toString());
        return wanted;
    }

    @Test
    void aLeadActsForTheGridsOfItsOwnUnitOnly() {
        refusal(
                lead.postJson(WARDENS + "/assignments", wanted("warden", ELSEWHERE, today())),
                403,
                "out_of_scope",
                null);
        refusal(lead.get(WARDENS + "/coverage?area=subdistrict:990101002"), 403, "out_of_scope", null);
        ApiClient community = people.loggedIn("lead-community");
        assertThat(community.get(WARDENS + "/areas").json().at("/items/0/code").asText())
                .isEqualTo("990101001001");
        refusal(community.get(WARDENS + "/vacancies?area=subdistrict:990101001"), 403, "out_of_scope", null);
        assertThat(people.loggedIn("lead-enterprise")
                        .get(WARDENS + "/coverage")
                        .json()
                        .path("items"))
                .isEmpty();
        refusal(
                people.loggedIn("lead-enterprise").postJson(WARDENS + "/assignments", wanted("warden", FIRST, today())),
                403,
                "out_of_scope",
                null);
        assertThat(people.loggedIn("supervisor")
                        .get(WARDENS + "/areas?area=district:990101")
                        .json()
                        .path("items"))
                .hasSize(3);
        refusal(people.loggedIn("analyst").get(WARDENS + "/people"), 403, "forbidden", null);
    }

    @Test
    void aGridIsGivenTheClashIsNamedAndTheVacancyIsGone() {
        String vacant = texts("/vacancies?limit=1", "/grid/code").get(0);
        assertThat(texts("/vacancies?duty=warden", "/grid/code"))
                .contains(vacant)
                .doesNotContain(FIRST);

        JsonNode made = lead.postJson(WARDENS + "/assignments", wanted("steward", vacant, today()))
                .json();
        assertThat(made.at("/grid/code").asText()).isEqualTo(vacant);
        ApiClient.Answer again =
                lead.postJson(WARDENS + "/assignments", wanted("steward", vacant, today().plusDays(3)));
        refusal(again, 409, "already_assigned", "first_day");
        assertThat(again.json().at("/clash/id").asText())
                .isEqualTo(made.path("id").asText());
        assertThat(texts("/vacancies", "/grid/code")).doesNotContain(vacant);

        lead.postJson(
                WARDENS + "/assignments/" + made.path("id").asText() + "/end", Map.of("last_day", today().toString()));
        assertThat(texts("/vacancies?on=" + today().plusDays(1), "/grid/code")).contains(vacant);
        refusal(lead.send("DELETE", WARDENS + "/assignments/" + made.path("id").asText()), 409, "already_begun", null);
        assertThat(lead.call(lead.request(WARDENS + "/vacancies")
                                .header("Accept", "text/csv")
                                .build())
                        .text())
                .contains("grid_code");
    }

    @Test
    void aHandOverMovesGridsAndOpenTasksOrNothing() {
        String substitute = account("substitute");
        String steward = account("steward");
        List<String> before = texts("/assignments?account=" + steward + "&duty=steward", "/grid/code");
        assertThat(before).hasSize(3);
        lead.postJson(
                WARDENS + "/tasks",
                Map.of("title", "看一看", "grid", FIRST, "account", steward, "due_on", today().toString()));
        Map<String, Object> body = new HashMap<>(Map.of(
                "from", steward, "to", substitute, "on", today().plusDays(1).toString()));

        body.put("grids", List.of(before.get(0), ELSEWHERE));
        refusal(lead.postJson(WARDENS + "/handovers", body), 400, "invalid_field", "grids");
        body.remove("grids");
        body.put("dry_run", true);
        JsonNode would = lead.postJson(WARDENS + "/handovers", body).json();
        assertThat(would.path("tasks").asInt()).isEqualTo(1);
        assertThat(would.path("tasks_on").asText())
                .isEqualTo(today().plusDays(1).toString());
        assertThat(texts("/assignments?account=" + substitute + "&duty=steward", "/grid/code"))
                .isEmpty();

        body.put("dry_run", false);
        JsonNode done = lead.postJson(WARDENS + "/handovers", body).json();
        assertThat(done.path("created")).hasSize(before.size());
        assertThat(texts("/assignments?account=" + substitute + "&duty=steward", "/grid/code"))
                .isEqualTo(before);
        // the day is to come: what is open stays with who has the grid until then
        assertThat(texts("/tasks?account=" + steward, "/title")).contains("看一看");
        assertThat(texts("/tasks?account=" + substitute, "/title")).doesNotContain("看一看");
        assertThat(lead.postJson(WARDENS + "/handovers", body).json().path("ended"))
                .isEmpty();
    }

    /** Of somebody who has a task elsewhere too: that is for those who look after that place. */
    @Test
    void aHandOverTodayMovesOpenTasksInTheCallersGridsOnly() {
        String from = account("warden");
        String to = account("substitute");
        ApiClient whole = people.loggedIn("admin");
        for (String grid : List.of(FIRST, ELSEWHERE)) {
            assertThat(whole.postJson(
                                    WARDENS + "/tasks",
                                    Map.of("title", "在" + grid, "grid", grid, "account", from, "due_on", "2031-01-01"))
                            .status())
                    .isEqualTo(201);
        }
        // only looked at, so that the demo's grids stay whose they are
        Map<String, Object> body = Map.of("from", from, "to", to, "on", today().toString(), "dry_run", true);
        JsonNode would = lead.postJson(WARDENS + "/handovers", body).json();
        assertThat(would.path("tasks_on").isNull()).isTrue();
        assertThat(would.path("tasks").asInt()).isPositive();
        assertThat(would.path("tasks_left").asInt()).isEqualTo(1);
        JsonNode all = whole.postJson(WARDENS + "/handovers", body).json();
        assertThat(all.path("tasks_left").asInt()).isZero();
        assertThat(all.path("tasks").asInt()).isEqualTo(would.path("tasks").asInt() + 1);
    }

    private static ApiClient.Answer table(String rows, Map<String, String> texts) {
        StringBuilder parts =
                new StringBuilder("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t.csv\"\r\n\r\n"
                        + HEADER + rows + "\r\n");
        texts.forEach((name, value) -> parts.append(
                "--cut\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
        return lead.call(lead.request(WARDENS + "/imports")
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofString(parts + "--cut--\r\n"))
                .build());
    }

    @Test
    void aTableIsLookedAtAndThenTaken() {
        String grid = texts("/vacancies", "/grid/code").get(1);
        String good = "warden,warden," + grid + ",2031-01-01,2031-01-31,\nsubstitute,warden," + grid
                + ",2031-01-05,2031-01-09,warden\n";
        JsonNode wrong = table(good + "nobody,warden," + ELSEWHERE + ",2031-13-01,,\n", Map.of())
                .json();
        assertThat(wrong.path("errors").findValuesAsText("column")).containsExactly("login", "grid", "first_day");
        assertThat(wrong.path("errors").findValuesAsText("line")).containsOnly("4");
        refusal(
                table(good + "nobody,warden,x,2031-01-01,,\n", Map.of("dry_run", "false")),
                409,
                "table_faults",
                "file");

        JsonNode seen = table(good, Map.of()).json();
        assertThat(seen.path("created").asInt()).isEqualTo(2);
        assertThat(texts("/assignments?grid=" + grid, "/id")).isEmpty();
        JsonNode taken = table(
                        good,
                        Map.of(
                                "dry_run",
                                "false",
                                "fingerprint",
                                seen.path("fingerprint").asText()))
                .json();
        assertThat(taken.path("applied").asBoolean()).isTrue();
        assertThat(texts("/assignments?grid=" + grid, "/substitute_for/name"))
                .anyMatch(name -> name.startsWith("warden"));
        assertThat(table(good, Map.of("dry_run", "false"))
                        .json()
                        .path("unchanged")
                        .asInt())
                .isEqualTo(2);
        refusal(table("", Map.of("encoding", "none")), 400, "invalid_field", "encoding");
    }

    @Test
    void plansAreMadeChangedAndCopiedWithoutTheirPoints() {
        Map<String, Object> item =
                Map.of("kind", "check", "text", Map.of("zh", "看消防通道"), "lon", 116.4029, "lat", 39.9019);
        JsonNode plan = lead.postJson(
                        WARDENS + "/plans",
                        Map.of("grid", FIRST, "name", Map.of("zh", "周巡查"), "every", "week", "items", List.of(item)))
                .json();
        assertThat(plan.at("/items/0/id").asText()).isEqualTo("p1");
        String path = WARDENS + "/plans/" + plan.path("id").asText();
        Map<String, Object> change = new HashMap<>(Map.of(
                "version", 1, "name", Map.of("zh", "周巡查二"), "every", "week", "items", List.of(item), "active", true));
        assertThat(lead.putJson(path, change).json().path("version").asInt()).isEqualTo(2);
        refusal(lead.putJson(path, change), 409, "changed_meanwhile", "version");
        JsonNode copies = lead.postJson(path + "/copies", Map.of("grids", List.of("99010100100102")))
                .json();
        assertThat(copies.at("/items/0/items/0/lon").isNull()).isTrue();
        refusal(lead.postJson(path + "/copies", Map.of("grids", List.of(ELSEWHERE))), 403, "out_of_scope", null);
    }

    @Test
    void aTaskIsGivenChangedAndCancelledOnce() {
        Map<String, Object> body = new HashMap<>(Map.of("title", "看树枝", "grid", FIRST, "due_on", today().toString()));
        JsonNode task = lead.postJson(WARDENS + "/tasks", body).json();
        assertThat(task.path("kind").asText()).isEqualTo("prevention");
        String path = WARDENS + "/tasks/" + task.path("id").asText();
        Map<String, Object> change = Map.of(
                "version", 1, "title", "看树枝", "due_on", today().plusDays(1).toString(), "account", account("warden"));
        assertThat(lead.putJson(path, change).json().path("version").asInt()).isEqualTo(2);
        refusal(lead.postJson(path + "/cancel", Map.of("version", 1)), 409, "changed_meanwhile", "version");
        assertThat(lead.postJson(path + "/cancel", Map.of("reason", "已剪"))
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("cancelled");
        refusal(lead.postJson(path + "/cancel", Map.of()), 409, "task_over", "state");
        body.put("request", "2026030100000018");
        refusal(lead.postJson(WARDENS + "/tasks", body), 400, "invalid_field", "request");
        assertThat(texts("/tasks?overdue=true", "/state")).containsOnly("open").isNotEmpty();
    }

    @Test
    void whatWasHandledIsGivenToInspectInItsOwnGrid() {
        String number = new ApiClient(server.port())
                .postJson(
                        "/api/v1/requests",
                        Map.of(
                                "text",
                                "书院街垃圾没人清",
                                "category",
                                "CITY-WASTE",
                                "where",
                                Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072)))
                .json()
                .path("number")
                .asText();
        Map<String, Object> body = new HashMap<>(Map.of(
                "title",
                "看看清了没有",
                "request",
                number,
                "due_on",
                today().plusDays(2).toString()));
        refusal(lead.postJson(WARDENS + "/tasks", body), 409, "not_handled", "request");
        ApiClient handler = people.loggedIn("handler");
        for (String action : List.of("accept", "contact")) {
            assertThat(handler.postJson("/api/v1/requests/" + number + "/actions/" + action, Map.of())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(handler.postJson(
                                "/api/v1/requests/" + number + "/actions/handle",
                                Map.of("reply", "清了", "outcome", "solved"))
                        .status())
                .isEqualTo(200);

        JsonNode task = lead.postJson(WARDENS + "/tasks", body).json();

        assertThat(task.path("kind").asText()).as(task.toString()).isEqualTo("inspection");
        assertThat(task.at("/request/number").asText()).isEqualTo(number);
        assertThat(task.at("/grid/code").asText()).startsWith("990101001");
    }

    @Test
    void coverageCountsVisitsButTellsNobodysWay() {
        JsonNode rows = lead.get(WARDENS + "/coverage?from=" + today().minusDays(20))
                .json()
                .path("items");
        assertThat(rows.get(0).path("inquiries").asInt()
                        + rows.get(0).path("visits").asInt()
                        + rows.get(0).path("checks").asInt())
                .isEqualTo(4);
        assertThat(texts("/coverage?missed=true", "/visited_this_week")).containsOnly("false");
        refusal(lead.get(WARDENS + "/coverage?from=2020-01-01"), 400, "out_of_range", "from");
    }

    private static ApiClient.Answer people(ApiClient by, byte[] file, Map<String, String> texts, String... headers) {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(
                "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t.csv\"\r\n\r\n".getBytes(UTF_8));
        parts.writeBytes(file);
        texts.forEach((name, value) ->
                parts.writeBytes(("\r\n--cut\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value)
                        .getBytes(UTF_8)));
        parts.writeBytes("\r\n--cut--\r\n".getBytes(UTF_8));
        HttpRequest.Builder call = by.request(WARDENS + "/people/imports")
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofByteArray(parts.toByteArray()));
        return by.call((headers.length == 0 ? call : call.headers(headers)).build());
    }

    private static ApiClient.Answer people(ApiClient by, String table, Map<String, String> texts) {
        return people(by, table.getBytes(UTF_8), texts);
    }

    @Test
    void aTableOfPeopleSaysWhatIsWrongByRowAndTakesNothing() {
        String wrong = """
                login,name,phone,unit,grids
                Bad Login,甲,13800001111,S001,
                p-one,=cmd|' /C calc'!A0,1.38E+10,S001,
                p-two,乙,,S002,
                supervisor,丙,,S001,
                p-three,丁,,S001,nowhere;%s
                """.formatted(ELSEWHERE);
        JsonNode seen = people(lead, wrong, Map.of()).json();
        assertThat(seen.path("errors").findValuesAsText("code"))
                .containsExactly(
                        "bad_value",
                        "bad_value",
                        "bad_value",
                        "out_of_scope",
                        "login_taken",
                        "unknown_grid",
                        "out_of_scope");
        assertThat(seen.path("errors").findValuesAsText("line")).containsExactly("2", "3", "3", "4", "5", "6", "6");
        refusal(people(lead, wrong, Map.of("dry_run", "false")), 409, "table_faults", "file");
        assertThat(lead.get(WARDENS + "/people?q=p-three").json().path("items")).isEmpty();
        assertThat(people(lead, "工号码,名\nx1,某\n", Map.of()).json().path("errors").findValuesAsText("code"))
                .containsOnly("missing_column");
        refusal(people(lead, "a,b\nx1,某\n", Map.of("columns", "login=c")), 400, "invalid_field", "columns");
        refusal(people(people.loggedIn("supervisor"), wrong, Map.of()), 403, "forbidden", null);
    }

    @Test
    void peopleFromAChineseTableAreMadeOnceWithTheirGridsAndEnrolByAPrintedCode() {
        byte[] table = """
                工号码,姓名,手机号,单位,职责,网格,开始日期
                P-100,赵小明,13800001234,S001,街巷长,%1$s；99010100100102,2033/1/1
                p-101,钱多多,,,,,
                p-100,赵小明,13800001234,S001,街巷长,99010100100103,2033/1/1
                """.formatted(FIRST).getBytes(Charset.forName("GB18030"));
        Map<String, String> said = new HashMap<>(Map.of(
                "encoding",
                "GB18030",
                "columns",
                "login=工号码\nname=姓名\nphone=手机号\nunit=单位\nduty=职责\ngrids=网格\nfirst_day=开始日期"));
        JsonNode seen = people(lead, table, said).json();
        assertThat(seen.path("errors")).as(seen.toString()).isEmpty();
        assertThat(List.of(seen.path("created").asInt(), seen.path("grids").asInt()))
                .containsExactly(2, 3);
        assertThat(seen.at("/people/0/phone").asText()).isEqualTo("138****1234");
        said.put("dry_run", "false");
        said.put("fingerprint", seen.path("fingerprint").asText());
        JsonNode taken =
                people(lead, table, said, "Idempotency-Key", "people-of-2033").json();
        assertThat(taken.path("accounts")).hasSize(2);
        assertThat(people(lead, table, said, "Idempotency-Key", "people-of-2033")
                        .json())
                .as("sent again, they are not looked at again")
                .isEqualTo(taken);
        refusal(people(lead, table, said), 409, "changed_meanwhile", "fingerprint");
        said.remove("fingerprint");
        JsonNode again = people(lead, table, said).json();
        assertThat(List.of(again.path("unchanged").asInt(), again.path("grids").asInt()))
                .containsExactly(2, 0);
        JsonNode person = lead.get(WARDENS + "/people?q=p-100").json().at("/items/0");
        assertThat(person.path("phone").asText()).isEqualTo("138****1234");
        String account = person.path("id").asText();
        assertThat(lead.postJson(WARDENS + "/people/" + account + "/phone", Map.of())
                        .json()
                        .path("phone")
                        .asText())
                .isEqualTo("13800001234");
        refusal(
                people.loggedIn("lead-enterprise").postJson(WARDENS + "/people/" + account + "/phone", Map.of()),
                403,
                "out_of_scope",
                null);

        String page = "http://localhost:" + server.port() + "/warden";
        Map<String, Object> wanted = Map.of("accounts", List.of(account), "page", page, "hours", 48);
        String first = codeOf(lead.postJson(WARDENS + "/enrolment-sheets", wanted));
        String second = codeOf(lead.postJson(WARDENS + "/enrolment-sheets", wanted));
        refusal(enrol(first), 410, "enrolment_expired", "enrolment");
        assertThat(enrol(second).status()).isEqualTo(201);
        refusal(enrol(second), 409, "enrolment_used", "enrolment");
        assertThat(lead.get(WARDENS + "/people?q=p-100")
                        .json()
                        .at("/items/0/phones")
                        .asInt())
                .isEqualTo(1);
        refusal(
                people.loggedIn("lead-enterprise").postJson(WARDENS + "/enrolment-sheets", wanted),
                403,
                "out_of_scope",
                null);
        String audit = people.loggedIn("admin")
                .get("/api/v1/audit?subject=account:" + account)
                .text();
        assertThat(audit)
                .contains("account_created", "device_invited", "warden_phone_opened")
                .doesNotContain(second, "13800001234");
    }

    private static ApiClient.Answer enrol(String code) {
        return new ApiClient(server.port()).postJson("/api/v1/field/devices", Map.of("enrolment", code, "name", "测试机"));
    }

    /** What a camera would read from the first picture of a sheet. */
    private static String codeOf(ApiClient.Answer sheet) {
        assertThat(sheet.status()).as(sheet.text()).isEqualTo(201);
        String link = PrintedCode.read(sheet.json().at("/items/0/qr").asText());
        assertThat(link).contains("/warden#enrol=");
        return link.substring(link.indexOf('=') + 1);
    }
}
