package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.http.ApiClient.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** The courtyard from a resident's first word to the reason why a proposal was closed, over HTTP on the tiny town. */
class CourtyardOverHttpTest {
    private static final String API = "/api/v1";
    private static final String AREA = "990101001001";
    private static final String COURTYARD = API + "/courtyard/" + AREA;
    private static final String NEXT = API + "/courtyard/990101001002";

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient nobody;
    private static DemoCallers staff;
    private static int phones;

    @BeforeAll
    static void start() {
        server = ServiceMap.start(Commands.demo(data).config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
        staff = new DemoCallers(nobody);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String phone() {
        return "1370000" + String.format("%04d", ++phones);
    }

    private static ApiClient citizen(String phone) {
        ApiClient client = nobody.fresh();
        JsonNode sent = client.postJson(API + "/session/codes", Map.of("contact", phone))
                .json();
        client.postJson(
                API + "/session/citizen",
                Map.of("contact", phone, "code", sent.path("demo_code").asText()));
        return client.takeCsrfToken();
    }

    /** A citizen whose residency the unit has confirmed. */
    private static ApiClient resident(String unit) {
        return resident(phone(), unit);
    }

    private static ApiClient resident(String phone, String unit) {
        ApiClient citizen = citizen(phone);
        JsonNode asked = citizen.putJson(API + "/session/residency", home(unit)).json();
        ApiClient.Answer confirmed = staff.loggedIn("lead-district-government")
                .putJson(API + "/residencies/" + asked.path("account").asText(), confirmed(unit, "test " + phone));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        return citizen;
    }

    private static Map<String, Object> home(String unit) {
        return Map.of("unit", unit, "name", "王小明", "address", "南桥里 3 号楼 501");
    }

    private static Map<String, Object> confirmed(String unit, String reference) {
        return Map.of("confirmed", true, "unit", unit, "reference", reference);
    }

    private static Map<String, Object> words(String title) {
        Map<String, Object> body = new HashMap<>();
        body.put("title", title);
        body.put("words", "请在这里装一盏灯。");
        return body;
    }

    private static JsonNode ok(ApiClient.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private static JsonNode proposed(ApiClient author, String title) {
        return ok(author.postJson(COURTYARD + "/proposals", words(title)), 201);
    }

    private static String one(JsonNode proposal) {
        return API + "/proposals/" + proposal.path("id").asText();
    }

    private static JsonNode published(ApiClient author, String title) {
        JsonNode proposal = proposed(author, title);
        return ok(community().postJson(one(proposal) + "/publish", Map.of("version", 1)), 200);
    }

    private static ApiClient community() {
        return staff.loggedIn("handler-community");
    }

    private static Map<String, Object> reason(JsonNode seen, String reason) {
        return new HashMap<>(Map.of("version", seen.path("version").asInt(), "reason", reason));
    }

    @Test
    void thePageShowsTheCommunityItsNeighboursAndWhoIsInCharge() {
        ApiClient.Answer answer = nobody.get(COURTYARD);
        JsonNode page = ok(answer, 200);
        assertThat(page.path("name").path("zh").asText()).isEqualTo("南桥社区居委会");
        assertThat(page.path("level").asText()).isEqualTo("community");
        assertThat(page.path("unit").path("code").asText()).isEqualTo("C001");
        assertThat(page.path("neighbours")).isNotEmpty();
        assertThat(page.path("neighbours").findValuesAsText("code")).doesNotContain(AREA);
        assertThat(page.path("places")).isNotEmpty();
        assertThat(nobody.get(COURTYARD, "If-None-Match", answer.header("ETag")).status())
                .isEqualTo(304);
        nobody.refusal(API + "/courtyard/990101001999", 404, "unknown_community", "area");
        nobody.refusal(API + "/courtyard/990101001", 404, "unknown_community", "area");
    }

    @Test
    void whoIsAWardenNoMoreIsNotNamedInPublic() {
        ApiClient admin = staff.loggedIn("admin");
        Map<String, Object> account = new HashMap<>(Map.of(
                "login",
                "left-warden",
                "name",
                "赵离岗",
                "roles",
                List.of("warden"),
                "unit",
                "S001",
                "area_level",
                "subdistrict",
                "area",
                "990101001"));
        JsonNode made = ok(admin.postJson(API + "/accounts", account), 201).path("account");
        Map<String, Object> assigned = Map.of(
                "account", made.path("id").asText(),
                "duty", "warden",
                "grid", grid(),
                "first_day", LocalDate.now().minusDays(2).toString());
        ok(admin.postJson(API + "/wardens/assignments", assigned), 201);
        assertThat(nobody.get(COURTYARD).text()).contains("赵离岗");
        account.remove("login");
        account.putAll(Map.of("version", made.path("version").asInt(), "roles", List.of("handler"), "locked", false));
        ok(admin.putJson(API + "/accounts/" + made.path("id").asText(), account), 200);
        assertThat(nobody.get(COURTYARD).text()).doesNotContain("赵离岗");
    }

    @Test
    void onlyConfirmedResidentsOfTheCommunityProposeAndSupport() {
        ApiClient stranger = citizen(phone());
        refusal(stranger.postJson(COURTYARD + "/proposals", words("a")), 403, "residency_not_confirmed", null);
        stranger.putJson(API + "/session/residency", home("C001"));
        refusal(stranger.postJson(COURTYARD + "/proposals", words("a")), 403, "residency_not_confirmed", null);
        ApiClient other = resident("C002");
        refusal(other.postJson(COURTYARD + "/proposals", words("a")), 403, "not_a_resident", "area");
        JsonNode proposal = published(resident("C001"), "only neighbours");
        String support = one(proposal) + "/support";
        refusal(stranger.putJson(support, Map.of("tell", false)), 403, "residency_not_confirmed", null);
        refusal(other.putJson(support, Map.of("tell", false)), 403, "not_a_resident", "area");
        refusal(nobody.putJson(support, Map.of("tell", false)), 401, "not_logged_in", null);
        assertThat(nobody.get(one(proposal)).json().path("supports").asInt()).isZero();
    }

    @Test
    void aSecondAccountOfAResidentHasNoVoice() {
        ApiClient author = citizen(phone());
        ApiClient second = citizen(phone());
        ok(confirming(author, "3-2-501/1"), 200);
        refusal(confirming(second, "３－02－501 / 01"), 409, "already_confirmed", "reference");
        theRegisterSaysWhoHasANumber(account(author));
        JsonNode proposal = published(author, "one person, two phones");
        refusal(
                second.putJson(one(proposal) + "/support", Map.of("tell", false)),
                403,
                "residency_not_confirmed",
                null);
        ok(confirming(second, "3-2-501/2"), 200);
        ok(second.putJson(one(proposal) + "/support", Map.of("tell", false)), 200);
    }

    /** In the own community alone, and never without a trace; the number itself is in none. */
    private static void theRegisterSaysWhoHasANumber(String account) {
        String search = API + "/residencies/search";
        JsonNode found = ok(community().postJson(search, Map.of("reference", "3-2-0501-1")), 200);
        assertThat(found.path("items")).hasSize(1);
        assertThat(found.at("/items/0/account").asText()).isEqualTo(account);
        assertThat(ok(community().postJson(search, Map.of("reference", "3-2-501")), 200)
                        .path("items"))
                .isEmpty();
        refusal(community().postJson(search, Map.of("reference", " / ")), 400, "invalid_field", "reference");
        String audit = staff.loggedIn("admin")
                .get(API + "/audit?action=residency_searched&subject=account:" + account)
                .text();
        assertThat(audit).contains("residency_searched").doesNotContain("3-2-501", "3-2-0501");
    }

    private static String account(ApiClient citizen) {
        return citizen.get(API + "/session/residency").json().path("account").asText();
    }

    private static ApiClient.Answer confirming(ApiClient citizen, String reference) {
        JsonNode asked = ok(citizen.putJson(API + "/session/residency", home("C001")), 200);
        String path = API + "/residencies/" + asked.path("account").asText();
        return community().putJson(path, confirmed("C001", reference));
    }

    @Test
    void whoMovesTakesTheVoicesOffWhatIsOpen() {
        ApiClient neighbour = resident("C001");
        JsonNode open = published(resident("C001"), "still open");
        ok(neighbour.putJson(one(open) + "/support", Map.of("tell", false)), 200);
        JsonNode answered = published(resident("C001"), "answered before");
        ok(neighbour.putJson(one(answered) + "/support", Map.of("tell", false)), 200);
        ok(community().postJson(one(answered) + "/decline", reason(answered, "没有地方")), 200);
        ok(neighbour.putJson(API + "/session/residency", home("C002")), 200);
        assertThat(nobody.get(one(open)).json().path("supports").asInt()).isZero();
        assertThat(nobody.get(one(answered)).json().path("supports").asInt()).isEqualTo(1);
    }

    @Test
    void aPlaceLiesInTheCommunityAndWordsHaveALength() {
        ApiClient author = resident("C001");
        Map<String, Object> far = words("far");
        far.put("lon", 116.3);
        far.put("lat", 39.9);
        refusal(author.postJson(COURTYARD + "/proposals", far), 400, "invalid_field", "lon");
        Map<String, Object> half = words("half");
        half.put("lon", 116.3);
        refusal(author.postJson(COURTYARD + "/proposals", half), 400, "invalid_field", "lon");
        Map<String, Object> longer = words("long");
        longer.put("words", "字".repeat(1001));
        refusal(author.postJson(COURTYARD + "/proposals", longer), 400, "invalid_field", "words");
        longer.put("words", "字".repeat(1000));
        ok(author.postJson(COURTYARD + "/proposals", longer), 201);
    }

    @Test
    void whatIsNotPublishedIsSeenByItsAuthorAloneWhoMayMendItOnce() {
        ApiClient author = resident("C001");
        JsonNode proposal = proposed(author, "quiet");
        nobody.refusal(one(proposal), 404, "unknown_proposal", "id");
        refusal(
                community().postJson(one(proposal) + "/refuse", Map.of("version", 1, "reason", " ")),
                400,
                "invalid_field",
                "reason");
        JsonNode refused =
                ok(community().postJson(one(proposal) + "/refuse", Map.of("version", 1, "reason", "涉及他人姓名")), 200);
        JsonNode own =
                author.get(API + "/session/courtyard").json().path("proposals").get(0);
        assertThat(own.path("state").asText()).isEqualTo("refused");
        assertThat(own.path("mendable").asBoolean()).isTrue();
        assertThat(own.path("history").findValuesAsText("words")).contains("涉及他人姓名");
        nobody.refusal(one(proposal), 404, "unknown_proposal", "id");
        Map<String, Object> mended = words("better");
        mended.put("version", refused.path("version").asInt());
        refusal(resident("C001").postJson(one(proposal) + "/mend", mended), 404, "unknown_proposal", "id");
        JsonNode again = ok(author.postJson(one(proposal) + "/mend", mended), 200);
        assertThat(again.path("state").asText()).isEqualTo("waiting");
        JsonNode twice = ok(community().postJson(one(proposal) + "/refuse", reason(again, "仍有姓名")), 200);
        mended.put("version", twice.path("version").asInt());
        refusal(author.postJson(one(proposal) + "/mend", mended), 409, "proposal_not_mendable", "id");
    }

    @Test
    void nobodyFloods() {
        ApiClient author = resident("C001");
        proposed(author, "one");
        JsonNode second = proposed(author, "two");
        refusal(author.postJson(COURTYARD + "/proposals", words("three")), 409, "too_many_proposals_today", null);
        ok(author.send("POST", one(second) + "/withdraw"), 200);
        refusal(author.postJson(COURTYARD + "/proposals", words("three")), 409, "too_many_proposals_today", null);
    }

    @Test
    void staffActOnlyForTheirOwnCommunities() {
        JsonNode proposal = proposed(resident("C001"), "scope");
        ApiClient enterprise = staff.loggedIn("lead-enterprise");
        refusal(enterprise.postJson(one(proposal) + "/publish", Map.of("version", 1)), 403, "out_of_scope", null);
        refusal(enterprise.get(COURTYARD + "/notices"), 403, "out_of_scope", null);
        assertThat(enterprise.get(API + "/courtyard").json().path("items")).isEmpty();
        assertThat(community().get(API + "/courtyard").json().path("items").findValuesAsText("code"))
                .containsExactly(AREA);
        // the sub-district's office is above the community
        assertThat(staff.loggedIn("handler")
                        .get(API + "/proposals?queue=waiting")
                        .json()
                        .path("items")
                        .findValuesAsText("id"))
                .contains(proposal.path("id").asText());
        refusal(staff.loggedIn("operator").get(API + "/proposals?queue=waiting"), 403, "forbidden", null);
        refusal(
                staff.loggedIn("supervisor").postJson(one(proposal) + "/publish", Map.of("version", 7)),
                409,
                "proposal_changed",
                "version");
    }

    @Test
    void oneVoicePerResidentHoweverOftenItIsGiven() {
        ApiClient author = resident("C001");
        JsonNode proposal = published(author, "voices");
        String support = one(proposal) + "/support";
        refusal(author.putJson(support, Map.of("tell", true)), 409, "own_proposal", "id");
        ApiClient neighbour = resident("C001");
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(CompletableFuture.runAsync(() -> neighbour.putJson(support, Map.of("tell", true))));
        }
        calls.forEach(CompletableFuture::join);
        assertThat(nobody.get(one(proposal)).json().path("supports").asInt()).isEqualTo(1);
        assertThat(neighbour
                        .get(API + "/session/courtyard")
                        .json()
                        .path("supported")
                        .toString())
                .contains(proposal.path("id").asText());
        assertThat(ok(neighbour.send("DELETE", support), 200).path("supports").asInt())
                .isZero();
        ok(neighbour.send("DELETE", support), 200);
        assertThat(nobody.get(one(proposal)).json().path("supports").asInt()).isZero();
    }

    @Test
    void adoptedBecomesARequestWhoseProgressIsPublicAndNothingElseOfIt() {
        ApiClient author = resident("C001");
        JsonNode proposal = published(author, "lamp");
        ApiClient neighbour = resident("C001");
        ok(neighbour.putJson(one(proposal) + "/support", Map.of("tell", true)), 200);
        Map<String, Object> yes = reason(proposal, "好，转城管部门办理");
        yes.put("as", "request");
        yes.put("category", "ENV");
        ApiClient.Answer unknown = community().postJson(one(proposal) + "/adopt", yes);
        refusal(unknown, 400, "invalid_field", "category");
        yes.remove("category");
        JsonNode adopted = ok(community().postJson(one(proposal) + "/adopt", yes), 200);
        String number = adopted.path("number").asText();
        assertThat(number).isNotEmpty();
        JsonNode request =
                staff.loggedIn("dispatcher").get(API + "/requests/" + number).json();
        assertThat(request.path("text").asText()).contains("lamp");
        assertThat(request.toString()).contains(AREA);
        JsonNode open = nobody.get(one(proposal)).json();
        assertThat(open.path("state").asText()).isEqualTo("adopted");
        assertThat(open.path("work").path("kind").asText()).isEqualTo("request");
        assertThat(open.path("work").path("ended").asBoolean()).isFalse();
        assertThat(open.toString()).doesNotContain(number);
        refusal(neighbour.putJson(one(proposal) + "/support", Map.of("tell", true)), 409, "proposal_not_open", "id");
        refusal(author.send("POST", one(proposal) + "/withdraw"), 409, "proposal_not_open", "id");
        // its request is answered: it is offered to be closed, which needs a reason
        assertThat(queue("to_close")).doesNotContain(proposal.path("id").asText());
        ok(
                staff.loggedIn("dispatcher")
                        .postJson(
                                API + "/requests/" + number + "/actions/answer",
                                Map.of("version", request.findValue("version").asInt(), "reply", "已装灯")),
                200);
        assertThat(queue("to_close")).contains(proposal.path("id").asText());
        Map<String, Object> end = reason(adopted, "  ");
        end.put("outcome", "implemented");
        refusal(community().postJson(one(proposal) + "/close", end), 400, "invalid_field", "reason");
        end.put("reason", "路灯已安装并亮灯");
        ok(community().postJson(one(proposal) + "/close", end), 200);
        JsonNode closed = nobody.get(one(proposal)).json();
        assertThat(closed.path("outcome").asText()).isEqualTo("implemented");
        assertThat(closed.path("history").findValuesAsText("what")).containsExactly("published", "adopted", "closed");
        assertThat(staff.loggedIn("admin").get(API + "/outbox?limit=200").text())
                .contains("courtyard_published", "courtyard_adopted", "courtyard_closed");
    }

    private static List<String> queue(String queue) {
        return community()
                .get(API + "/proposals?queue=" + queue)
                .json()
                .path("items")
                .findValuesAsText("id");
    }

    @Test
    void adoptedBecomesATaskOfTheGrid() {
        JsonNode proposal = published(resident("C001"), "task");
        Map<String, Object> yes = reason(proposal, "请网格员先去看看");
        yes.put("as", "task");
        refusal(community().postJson(one(proposal) + "/adopt", yes), 400, "invalid_field", "grid");
        yes.put("grid", "99010100200101");
        refusal(community().postJson(one(proposal) + "/adopt", yes), 400, "invalid_field", "grid");
        yes.put("grid", grid());
        ok(community().postJson(one(proposal) + "/adopt", yes), 200);
        JsonNode work = nobody.get(one(proposal)).json().path("work");
        assertThat(work.path("kind").asText()).isEqualTo("task");
        assertThat(work.path("state").asText()).isEqualTo("open");
    }

    private static String grid() {
        return nobody.get(API + "/areas/community/" + AREA + "/children")
                .json()
                .path("items")
                .get(0)
                .path("code")
                .asText();
    }

    @Test
    void reportsReachTheStaffWithoutWhoAndATakenDownProposalIsGone() {
        JsonNode proposal = published(resident("C001"), "rude");
        ApiClient someone = citizen(phone());
        assertThat(someone.postJson(one(proposal) + "/reports", Map.of("words", "辱骂邻居"))
                        .status())
                .isEqualTo(204);
        assertThat(queue("reported")).contains(proposal.path("id").asText());
        ok(community().send("POST", one(proposal) + "/reports/settle"), 200);
        assertThat(queue("reported")).doesNotContain(proposal.path("id").asText());
        ok(resident("C001").putJson(one(proposal) + "/support", Map.of("tell", true)), 200);
        ok(community().postJson(one(proposal) + "/refuse", reason(proposal, "辱骂他人")), 200);
        nobody.refusal(one(proposal), 404, "unknown_proposal", "id");
        anAnsweredOneIsTakenDownAndItsWorkGoesOn();
        // of both, the author and who supported it
        assertThat(staff.loggedIn("admin")
                        .get(API + "/outbox?limit=200")
                        .json()
                        .path("items")
                        .findValuesAsText("template"))
                .filteredOn("courtyard_taken_down"::equals)
                .hasSize(4);
    }

    private static void anAnsweredOneIsTakenDownAndItsWorkGoesOn() {
        ApiClient author = resident("C001");
        ApiClient neighbour = resident("C001");
        JsonNode proposal = published(author, "insulting");
        ok(neighbour.putJson(one(proposal) + "/support", Map.of("tell", true)), 200);
        Map<String, Object> yes = reason(proposal, "请网格员先去看看");
        yes.putAll(Map.of("as", "task", "grid", grid()));
        JsonNode adopted = ok(community().postJson(one(proposal) + "/adopt", yes), 200);
        String id = proposal.path("id").asText();
        neighbour.postJson(one(proposal) + "/reports", Map.of("words", "辱骂邻居"));
        assertThat(queue("reported")).contains(id);
        JsonNode down = ok(community().postJson(one(proposal) + "/refuse", reason(adopted, "辱骂他人")), 200);
        assertThat(down.path("state").asText()).isEqualTo("adopted");
        assertThat(down.path("taken_down").asBoolean()).isTrue();
        assertThat(down.path("work").path("state").asText()).isEqualTo("open");
        assertThat(down.path("reports")).isEmpty();
        assertThat(down.path("history").findValuesAsText("what")).endsWith("adopted", "taken_down");
        nobody.refusal(one(proposal), 404, "unknown_proposal", "id");
        nobody.refusal(one(proposal) + "/photo", 404, "unknown_proposal", "id");
        assertThat(nobody.get(COURTYARD + "/proposals?limit=200").text()).doesNotContain("insulting");
        assertThat(queue("reported")).doesNotContain(id);
        assertThat(queue("under_way")).contains(id);
        refusal(neighbour.postJson(one(proposal) + "/reports", Map.of("words", "x")), 404, "unknown_proposal", "id");
        JsonNode own =
                author.get(API + "/session/courtyard").json().path("proposals").get(0);
        assertThat(own.path("taken_down").asBoolean()).isTrue();
        refusal(
                community().postJson(one(proposal) + "/refuse", reason(down, "once more")),
                409,
                "proposal_not_open",
                "id");
        Map<String, Object> end = reason(down, "已处理");
        end.put("outcome", "implemented");
        ok(community().postJson(one(proposal) + "/close", end), 200);
        nobody.refusal(one(proposal), 404, "unknown_proposal", "id");
    }

    @Test
    void noticesAreShownOnTheirDays() {
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        Map<String, Object> notice = new HashMap<>(Map.of(
                "title", Map.of("zh", "停水通知", "en", "No water"),
                "words", Map.of("zh", "明日停水", "en", "Tomorrow"),
                "first_day", today.toString(),
                "last_day", today.toString()));
        JsonNode written = ok(community().postJson(COURTYARD + "/notices", notice), 201);
        refusal(community().postJson(NEXT + "/notices", notice), 403, "out_of_scope", null);
        assertThat(nobody.get(COURTYARD).text()).contains("停水通知");
        assertThat(nobody.get(NEXT).text()).doesNotContain("停水通知");
        notice.put("first_day", today.minusDays(9).toString());
        notice.put("last_day", today.minusDays(1).toString());
        notice.put("version", written.path("version").asInt());
        String path = COURTYARD + "/notices/" + written.path("id").asText();
        ok(community().putJson(path, notice), 200);
        refusal(community().putJson(path, notice), 409, "proposal_changed", "version");
        assertThat(nobody.get(COURTYARD).text()).doesNotContain("停水通知");
        notice.put("last_day", today.minusDays(20).toString());
        refusal(community().putJson(path, notice), 400, "invalid_field", "last_day");
    }

    @Test
    void listsAreSortedPagedAndCsvToo() {
        published(resident("C001"), "sorted");
        published(resident("C001"), "sorted too");
        JsonNode first =
                nobody.get(COURTYARD + "/proposals?limit=1&sort=supported").json();
        assertThat(first.path("items")).hasSize(1);
        int most = first.path("items").get(0).path("supports").asInt();
        JsonNode next = nobody.get(COURTYARD + "/proposals?limit=1&sort=supported&cursor="
                        + first.path("next").asText())
                .json();
        assertThat(next.path("items").get(0).path("supports").asInt()).isLessThanOrEqualTo(most);
        ApiClient.Answer csv = nobody.get(COURTYARD + "/proposals", "Accept", "text/csv");
        assertThat(csv.text()).contains("title").contains("sorted");
    }

    @Test
    void whatIsPublicHoldsNothingOfPersons() {
        String phone = phone();
        ApiClient author = resident(phone, "C001");
        String account =
                author.get(API + "/session/residency").json().path("account").asText();
        published(author, "private");
        for (String path : List.of(COURTYARD, COURTYARD + "/proposals", COURTYARD + "/proposals?sort=due")) {
            assertThat(nobody.get(path).text()).doesNotContain(account, phone, "\"account\"");
        }
    }

    @Test
    void aPersonHasACopyAndIsForgotten() {
        String phone = phone();
        ApiClient author = resident(phone, "C001");
        JsonNode shown = published(author, "stays");
        JsonNode hidden = proposed(author, "goes");
        JsonNode other = published(resident("C001"), "supported");
        ok(author.putJson(one(other) + "/support", Map.of("tell", true)), 200);
        Map<String, Object> subject = Map.of("phone", phone, "reason", "申请查询");
        String copy = unzipped(staff.loggedIn("admin").postJson(API + "/persons/export", subject));
        assertThat(copy).contains("stays", "goes", other.path("id").asText(), "南桥里 3 号楼 501");
        ok(staff.loggedIn("admin").postJson(API + "/persons/erasure", subject), 200);
        assertThat(nobody.get(one(shown)).json().path("title").asText()).isEqualTo("stays");
        assertThat(nobody.get(one(other)).json().path("supports").asInt()).isZero();
        assertThat(staff.loggedIn("admin")
                        .get(API + "/proposals?queue=waiting&limit=200")
                        .text())
                .doesNotContain("goes", hidden.path("id").asText());
    }

    private static String unzipped(ApiClient.Answer answer) {
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(answer.response().body()))) {
            StringBuilder all = new StringBuilder();
            while (zip.getNextEntry() != null) {
                all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
