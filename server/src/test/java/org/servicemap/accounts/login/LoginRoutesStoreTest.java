package org.servicemap.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.AccountChange;
import org.servicemap.accounts.Accounts;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.slf4j.LoggerFactory;

/** Logging in and what accounts may do, over real HTTP. */
@OnEveryDatabase
class LoginRoutesStoreTest {
    private static final Caller BY = new Caller(null, "test", Set.of(), null, null, null, false, Set.of());
    private static final String GOOD = "a long good passphrase";

    private final Database database;
    private final Path folder;
    private LoginServer server;
    private ApiClient api;

    LoginRoutesStoreTest(Database database, @TempDir Path folder) {
        this.database = database;
        this.folder = folder;
    }

    @BeforeEach
    void start() {
        database.useTransaction(handle -> {
            handle.execute("DELETE FROM accounts");
            handle.execute("DELETE FROM login_failures");
            handle.execute("DELETE FROM login_codes");
        });
        server = new LoginServer(database, folder, false, List.of());
        api = server.api;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Accounts.Issued account(String login, Role role, String unit) {
        return server.accounts.create(BY, login, new AccountChange(login, Set.of(role), unit, null, null, false));
    }

    private static Map<String, String> login(String login, String password) {
        return Map.of("login", login, "password", password);
    }

    /** An account with its password changed, logged in. */
    private ApiClient loggedIn(String login, Role role, String unit) {
        Accounts.Issued issued = account(login, role, unit);
        ApiClient client = api.fresh();
        assertThat(client.postJson("/api/v1/session", login(login, issued.oneTimePassword()))
                        .status())
                .isEqualTo(200);
        client.takeCsrfToken();
        ApiClient.Answer changed = client.putJson(
                "/api/v1/session/password", Map.of("old_password", issued.oneTimePassword(), "new_password", GOOD));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        return client.takeCsrfToken();
    }

    @Test
    void aOneTimePasswordOnlyLeadsToAnother() {
        Accounts.Issued issued = account("zhang.wei", Role.ADMINISTRATOR, null);
        ApiClient client = api.fresh();
        JsonNode session = client.postJson("/api/v1/session", login(" Zhang.Wei", issued.oneTimePassword()))
                .json();
        assertThat(session.path("duties").toString()).isEqualTo("[\"change_password\"]");
        ApiClient.refusal(client.get("/api/v1/accounts"), 403, "forbidden", null);
        client.takeCsrfToken();
        ApiClient.refusal(
                client.putJson("/api/v1/session/password", Map.of("old_password", "wrong", "new_password", GOOD)),
                400,
                "wrong_password",
                "old_password");
        ApiClient.refusal(
                client.putJson(
                        "/api/v1/session/password",
                        Map.of("old_password", issued.oneTimePassword(), "new_password", "123456789012")),
                400,
                "weak_password",
                "new_password");
        String before = client.cookies().get("servicemap_session");
        client.putJson(
                "/api/v1/session/password", Map.of("old_password", issued.oneTimePassword(), "new_password", GOOD));
        assertThat(client.get("/api/v1/accounts").status()).isEqualTo(200);
        assertThat(client.cookies().get("servicemap_session")).isNotEqualTo(before);
        assertThat(api.withSession(before)
                        .get("/api/v1/session")
                        .json()
                        .path("account")
                        .isNull())
                .isTrue();
    }

    @Test
    void theCookieIsKeptFromScriptsAndOtherSites() {
        Accounts.Issued issued = account("zhang.wei", Role.ANALYST, null);
        ApiClient.Answer plain = api.postJson("/api/v1/session", login("zhang.wei", issued.oneTimePassword()));
        assertThat(plain.header("Set-Cookie"))
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Secure");
        ApiClient.Answer secure = api.fresh()
                .postJson(
                        "/api/v1/session", login("zhang.wei", issued.oneTimePassword()), "X-Forwarded-Proto", "https");
        assertThat(secure.header("Set-Cookie"))
                .startsWith("__Host-servicemap_session=")
                .contains("Secure")
                .contains("Path=/")
                .doesNotContain("Domain");
        assertThat(plain.header("Cache-Control")).isEqualTo("no-store");
    }

    /** More people read logs than may log in; who was refused what stands there, by account and never by token. */
    @Test
    void theLogSaysWhoWasRefusedAndHoldsNoSecret() {
        Logger logger = (Logger) LoggerFactory.getLogger("org.servicemap");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.TRACE);
        try {
            api.fresh().postJson("/api/v1/session", login("wu.si", "my wrong passphrase"));
            ApiClient analyst = loggedIn("wu.si", Role.ANALYST, null);
            ApiClient.refusal(analyst.get("/api/v1/accounts"), 403, "forbidden", null);
            ApiClient.refusal(
                    api.withBearer("sms_0123456789abcdef").get("/api/v1/accounts"), 401, "not_logged_in", null);
            String log = String.join(
                    "\n",
                    List.copyOf(lines.list).stream()
                            .map(ILoggingEvent::getFormattedMessage)
                            .toList());
            assertThat(log)
                    .containsPattern("GET /api/v1/accounts refused to account \\d+: forbidden")
                    .containsPattern("GET /api/v1/accounts refused to [0-9.:a-f]+: not_logged_in")
                    .doesNotContain(
                            "my wrong passphrase",
                            GOOD,
                            "sms_0123456789abcdef",
                            analyst.cookies().get("servicemap_session"));
        } finally {
            logger.setLevel(before);
            logger.detachAppender(lines);
        }
    }

    /** Another host of the same domain can set a cookie of the plain name, but none that counts over https. */
    @Test
    void overHttpsOnlyTheCookieOfThisHostCounts() {
        Accounts.Issued issued = account("sun.yi", Role.ANALYST, null);
        api.postJson("/api/v1/session", login("sun.yi", issued.oneTimePassword()));
        String token = api.cookies().get("servicemap_session");
        api.always("X-Forwarded-Proto", "https");
        assertThat(api.get("/api/v1/session").json().path("account").isNull()).isTrue();
        ApiClient secure = api.fresh();
        secure.always("X-Forwarded-Proto", "https");
        secure.cookies().put("__Host-servicemap_session", token);
        assertThat(secure.get("/api/v1/session")
                        .json()
                        .path("account")
                        .path("login")
                        .asText())
                .isEqualTo("sun.yi");
    }

    /** Somebody who put a token into a browser before its owner logs in must not share the session. */
    @Test
    void aTokenFromBeforeTheLoginIsWorthNothingAfterIt() {
        Accounts.Issued issued = account("qian.er", Role.ANALYST, null);
        ApiClient victim = api.withSession("chosen-by-somebody-else");
        victim.postJson("/api/v1/session", login("qian.er", issued.oneTimePassword()));
        String first = victim.cookies().get("servicemap_session");
        assertThat(first).isNotEqualTo("chosen-by-somebody-else");
        victim.takeCsrfToken();
        victim.postJson("/api/v1/session", login("qian.er", issued.oneTimePassword()));
        assertThat(victim.cookies().get("servicemap_session")).isNotEqualTo(first);
        assertThat(api.withSession(first)
                        .get("/api/v1/session")
                        .json()
                        .path("account")
                        .isNull())
                .isTrue();
    }

    @Test
    void wrongAndUnknownAreRefusedAlikeAndLockOut() {
        account("zhang.wei", Role.ANALYST, null);
        for (String name : List.of("zhang.wei", "nobody")) {
            String first = ApiClient.refusal(
                    api.postJson("/api/v1/session", login(name, "wrong")), 401, "login_refused", null);
            assertThat(first).isEqualTo("login name, password or code is wrong");
            for (int i = 0; i < 4; i++) {
                api.postJson("/api/v1/session", login(name, "wrong"));
            }
            ApiClient.Answer locked = api.postJson("/api/v1/session", login(name, "wrong"));
            ApiClient.refusal(locked, 429, "locked_out", null);
            assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 30);
        }
    }

    @Test
    void aResetByAnAdministratorEndsTheLockOut() {
        ApiClient admin = loggedIn("boss", Role.ADMINISTRATOR, null);
        long id = account("zhang.wei", Role.ANALYST, null).account().id();
        for (int i = 0; i < 5; i++) {
            api.postJson("/api/v1/session", login("zhang.wei", "wrong"));
        }
        JsonNode reset =
                admin.send("POST", "/api/v1/accounts/" + id + "/password").json();
        String password = reset.path("one_time_password").asText();
        assertThat(api.postJson("/api/v1/session", login("zhang.wei", password)).status())
                .isEqualTo(200);
    }

    @Test
    void loggingOutEndsTheSessionEverywhereOrHere() {
        ApiClient here = loggedIn("zhang.wei", Role.ANALYST, null);
        ApiClient there = api.fresh();
        there.postJson("/api/v1/session", login("zhang.wei", GOOD));
        there.takeCsrfToken();
        String token = there.cookies().get("servicemap_session");
        assertThat(there.send("DELETE", "/api/v1/session").status()).isEqualTo(204);
        assertThat(api.withSession(token)
                        .get("/api/v1/session")
                        .json()
                        .path("account")
                        .isNull())
                .isTrue();
        assertThat(here.get("/api/v1/session")
                        .json()
                        .path("account")
                        .path("login")
                        .asText())
                .isEqualTo("zhang.wei");
        there.always("X-CSRF-Token", "");
        there.postJson("/api/v1/session", login("zhang.wei", GOOD));
        assertThat(here.send("DELETE", "/api/v1/sessions").status()).isEqualTo(204);
        assertThat(there.get("/api/v1/session").json().path("account").isNull()).isTrue();
        ApiClient.refusal(api.send("DELETE", "/api/v1/sessions"), 401, "not_logged_in", null);
    }

    @Test
    void aSecondFactorIsAskedForAndTakenOnce() {
        ApiClient client = loggedIn("zhang.wei", Role.ANALYST, null);
        JsonNode enrolment =
                client.send("POST", "/api/v1/session/second-factor").json();
        byte[] secret = base32(enrolment.path("secret").asText());
        assertThat(enrolment.path("uri").asText()).startsWith("otpauth://totp/ServiceMap:zhang.wei?secret=");
        ApiClient.refusal(
                client.putJson("/api/v1/session/second-factor", Map.of("code", "12345")), 400, "wrong_code", "code");
        Instant now = Instant.now();
        JsonNode recovery = client.putJson("/api/v1/session/second-factor", Map.of("code", Totp.code(secret, now)))
                .json();
        assertThat(recovery.path("recovery_codes")).hasSize(10);
        ApiClient.refusal(client.send("POST", "/api/v1/session/second-factor"), 409, "already_enrolled", null);

        ApiClient.refusal(
                api.postJson("/api/v1/session", login("zhang.wei", GOOD)), 401, "second_factor_required", "code");
        ApiClient.refusal(
                api.postJson("/api/v1/session", Map.of("login", "zhang.wei", "password", GOOD, "code", "000000x")),
                401,
                "login_refused",
                null);
        // the next step's, which is taken too: one that was used is not taken again
        String code = Totp.code(secret, now.plusSeconds(30));
        Map<String, String> whole = Map.of("login", "zhang.wei", "password", GOOD, "code", code);
        assertThat(api.fresh().postJson("/api/v1/session", whole).status()).isEqualTo(200);
        ApiClient.refusal(api.fresh().postJson("/api/v1/session", whole), 401, "login_refused", null);

        String spare = recovery.path("recovery_codes").get(3).asText();
        Map<String, String> rescued =
                Map.of("login", "zhang.wei", "password", GOOD, "code", spare.toUpperCase(java.util.Locale.ROOT));
        assertThat(api.fresh().postJson("/api/v1/session", rescued).status()).isEqualTo(200);
        ApiClient.refusal(api.fresh().postJson("/api/v1/session", rescued), 401, "login_refused", null);
    }

    private static byte[] base32(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (char each : text.toCharArray()) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }

    @Test
    void staffMustEnrolWhereASecondFactorIsRequired() {
        account("zhang.wei", Role.ANALYST, null);
        try (LoginServer strict = new LoginServer(database, folder, true, List.of())) {
            String password = strict.accounts
                    .resetPassword(
                            BY,
                            strict.accounts.findLogin("zhang.wei").orElseThrow().id())
                    .oneTimePassword();
            ApiClient client = strict.api;
            JsonNode session = client.postJson("/api/v1/session", login("zhang.wei", password))
                    .json();
            assertThat(session.path("duties").toString()).isEqualTo("[\"change_password\",\"enrol_second_factor\"]");
            client.takeCsrfToken();
            JsonNode changed = client.putJson(
                            "/api/v1/session/password", Map.of("old_password", password, "new_password", GOOD))
                    .json();
            assertThat(changed.path("duties").toString()).isEqualTo("[\"enrol_second_factor\"]");
            client.takeCsrfToken();
            byte[] secret = base32(client.send("POST", "/api/v1/session/second-factor")
                    .json()
                    .path("secret")
                    .asText());
            client.putJson("/api/v1/session/second-factor", Map.of("code", Totp.code(secret, Instant.now())));
            assertThat(client.get("/api/v1/session").json().path("duties")).isEmpty();
        }
    }

    @Test
    void citizensLogInByACodeThatIsGoodOnce() {
        ApiClient.refusal(
                api.postJson("/api/v1/session/codes", Map.of("contact", "not a phone")),
                400,
                "invalid_contact",
                "contact");
        ApiClient.Answer sent = api.postJson("/api/v1/session/codes", Map.of("contact", "138 1234 5678"));
        assertThat(sent.json().path("demo_code").isNull()).isTrue();
        ApiClient.refusal(
                api.postJson("/api/v1/session/codes", Map.of("contact", "+8613812345678")),
                429,
                "too_many_codes",
                null);
        String code = server.sent.getLast();
        ApiClient.refusal(
                api.postJson("/api/v1/session/citizen", Map.of("contact", "13812345678", "code", other(code))),
                400,
                "wrong_code",
                "code");
        Map<String, String> right = Map.of("contact", "13812345678", "code", code);
        JsonNode session =
                api.fresh().postJson("/api/v1/session/citizen", right).json();
        assertThat(session.path("account").path("kind").asText()).isEqualTo("citizen");
        assertThat(session.path("account").path("name").asText())
                .doesNotContain("12345678")
                .contains("*");
        ApiClient.refusal(api.fresh().postJson("/api/v1/session/citizen", right), 400, "wrong_code", "code");
    }

    private static String other(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void codesEndAfterFiveTries() {
        api.postJson("/api/v1/session/codes", Map.of("contact", "li@example.org"));
        String code = server.sent.getLast();
        for (int i = 0; i < 5; i++) {
            api.postJson("/api/v1/session/citizen", Map.of("contact", "li@example.org", "code", other(code)));
        }
        ApiClient.refusal(
                api.postJson("/api/v1/session/citizen", Map.of("contact", "Li@Example.org", "code", code)),
                400,
                "wrong_code",
                "code");
    }

    @Test
    void contactsAreSealedAndFoundAgain() {
        ApiClient first = citizen("13800001111");
        ApiClient again = again("13800001111");
        assertThat(again.get("/api/v1/session").json().path("account").path("id"))
                .isEqualTo(first.get("/api/v1/session").json().path("account").path("id"));
        List<byte[]> sealed = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT sealed FROM account_contacts")
                        .mapTo(byte[].class)
                        .list());
        assertThat(sealed).hasSize(1);
        assertThat(new String(sealed.get(0), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("13800001111");
    }

    private ApiClient again(String phone) {
        database.useTransaction(
                handle -> handle.execute("UPDATE login_codes SET created_at = created_at - interval '2 minutes'"));
        return citizen(phone);
    }

    private ApiClient citizen(String phone) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session/codes", Map.of("contact", phone));
        client.postJson("/api/v1/session/citizen", Map.of("contact", phone, "code", server.sent.getLast()));
        return client.takeCsrfToken();
    }

    private static final String OWN_RESIDENCY = "/api/v1/session/residency";

    private static Map<String, Object> home(String unit) {
        return Map.of("unit", unit, "name", "王小明", "address", "三号楼 501");
    }

    private static Map<String, Object> confirmed(String unit, String reference) {
        return Map.of("confirmed", true, "unit", unit, "reference", reference);
    }

    private static String asked(ApiClient citizen, String unit) {
        JsonNode residency = citizen.putJson(OWN_RESIDENCY, home(unit)).json();
        return "/api/v1/residencies/" + residency.path("account").asText();
    }

    private static String status(ApiClient citizen) {
        return citizen.get(OWN_RESIDENCY).json().path("status").asText();
    }

    @Test
    void aCommunityConfirmsItsOwnResidents() {
        ApiClient citizen = citizen("13800002222");
        ApiClient.refusal(citizen.get(OWN_RESIDENCY), 404, "unknown_residency", null);
        ApiClient.refusal(citizen.putJson(OWN_RESIDENCY, home("nowhere")), 404, "unknown_unit", "unit");
        Map<String, Object> nameless = Map.of("unit", "C", "name", " ", "address", "三号楼");
        ApiClient.refusal(citizen.putJson(OWN_RESIDENCY, nameless), 400, "invalid_field", "name");
        String path = asked(citizen, "C");
        assertThat(status(citizen)).isEqualTo("requested");

        ApiClient other = loggedIn("other", Role.LEAD, "E");
        assertThat(other.get("/api/v1/residencies").json().path("items")).isEmpty();
        ApiClient.refusal(other.putJson(path, confirmed("C", "1")), 403, "out_of_scope", null);
        ApiClient.refusal(other.send("POST", path + "/identity"), 403, "out_of_scope", null);

        ApiClient community = loggedIn("community", Role.HANDLER, "C");
        ApiClient.Answer waiting = community.get("/api/v1/residencies");
        assertThat(waiting.json().path("items")).hasSize(1);
        assertThat(waiting.text()).doesNotContain("王小明", "三号楼");
        JsonNode who = community.send("POST", path + "/identity").json();
        assertThat(who.path("name").asText()).isEqualTo("王小明");
        assertThat(who.path("address").asText()).isEqualTo("三号楼 501");
        assertThat(audited("residency_opened", path.replaceAll(".*/", "account:")))
                .isEqualTo(1);
        ApiClient.refusal(community.putJson(path, confirmed("C", " - ")), 400, "invalid_field", "reference");
        ApiClient.refusal(community.putJson(path, confirmed("S", "1")), 409, "changed_meanwhile", null);
        assertThat(status(citizen)).isEqualTo("requested");
        assertThat(community.putJson(path, confirmed("C", "1")).status()).isEqualTo(200);
        assertThat(status(citizen)).isEqualTo("confirmed");
        ApiClient.refusal(
                community.putJson(path, Map.of("confirmed", false, "unit", "C")), 409, "changed_meanwhile", null);
    }

    private int audited(String action, String subject) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM audit WHERE action = :action AND subject = :subject")
                        .bind("action", action)
                        .bind("subject", subject)
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void aNumberOfTheRegisterIsConfirmedForOneAccountAtATime() throws Exception {
        ApiClient community = loggedIn("register", Role.HANDLER, "C");
        ApiClient one = citizen("13800003331");
        ApiClient two = citizen("13800003332");
        String first = asked(one, "C");
        String second = asked(two, "C");
        var both = List.of(
                CompletableFuture.supplyAsync(() -> community.putJson(first, confirmed("C", "３－02/501 a"))),
                CompletableFuture.supplyAsync(() -> community.putJson(second, confirmed("C", "3-2-501-A"))));
        List<Integer> answers = new ArrayList<>();
        for (var each : both) {
            answers.add(each.get().status());
        }
        assertThat(answers).containsExactlyInAnyOrder(200, 409);
        boolean firstWon = status(one).equals("confirmed");
        String winner = firstWon ? first : second;
        String loser = firstWon ? second : first;
        ApiClient.refusal(community.putJson(loser, confirmed("C", "3 2 501 a")), 409, "already_confirmed", "reference");
        String rows = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT residencies::text FROM residencies")
                        .mapTo(String.class)
                        .list()
                        .toString());
        assertThat(rows).doesNotContain(hex("3-2-501-A"), hex("王小明"), hex("三号楼"));

        assertThat(community.get("/api/v1/residencies?status=confirmed").text())
                .contains(winner.substring(winner.lastIndexOf('/') + 1));
        ApiClient.refusal(community.postJson(winner + "/end", Map.of("unit", "E")), 409, "changed_meanwhile", null);
        assertThat(community.postJson(winner + "/end", Map.of("unit", "C")).status())
                .isEqualTo(200);
        assertThat(status(firstWon ? one : two)).isEqualTo("ended");
        assertThat(server.ended).hasSize(1);
        assertThat(community
                        .send("POST", winner + "/identity")
                        .json()
                        .path("name")
                        .isNull())
                .isTrue();
        assertThat(community.putJson(loser, confirmed("C", "3-2-501-A")).status())
                .isEqualTo(200);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoMovesEndsWhatTheFormerCommunityConfirmed() {
        ApiClient community = loggedIn("moving", Role.HANDLER, "C");
        ApiClient citizen = citizen("13800004441");
        String path = asked(citizen, "C");
        assertThat(community.putJson(path, confirmed("C", "moving 1")).status()).isEqualTo(200);
        asked(citizen, "C");
        assertThat(status(citizen)).isEqualTo("confirmed");
        assertThat(server.ended).isEmpty();
        asked(citizen, "E");
        assertThat(status(citizen)).isEqualTo("requested");
        assertThat(server.ended).hasSize(1);
        long account = server.ended.getFirst();
        KeptResidencies kept = new KeptResidencies(server.keys.cipher());
        database.useTransaction(handle -> {
            assertThat(kept.copy(handle, List.of(account)).toString()).contains("王小明", "三号楼 501", "requested");
            assertThat(kept.forgetBefore(handle, Instant.now().minusSeconds(600), 10))
                    .isZero();
            assertThat(kept.forgetBefore(handle, Instant.now().plusSeconds(600), 10))
                    .isEqualTo(1);
            assertThat(kept.count(handle, List.of(account))).isZero();
        });
    }

    @Test
    void administratorsMakeChangeAndLockAccounts() {
        ApiClient admin = loggedIn("boss", Role.ADMINISTRATOR, null);
        Map<String, Object> wanted = Map.of("login", "li.na", "name", "李娜", "roles", List.of("handler"), "unit", "S");
        ApiClient.Answer made = admin.postJson("/api/v1/accounts", wanted, "Idempotency-Key", "make-li-na");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(admin.postJson("/api/v1/accounts", wanted, "Idempotency-Key", "make-li-na")
                        .text())
                .isEqualTo(made.text());
        ApiClient.refusal(admin.postJson("/api/v1/accounts", wanted), 409, "login_taken", "login");
        JsonNode account = made.json().path("account");
        String path = "/api/v1/accounts/" + account.path("id").asText();
        Map<String, Object> change = Map.of(
                "version",
                account.path("version").asInt(),
                "name",
                "李娜",
                "roles",
                List.of("handler", "lead"),
                "unit",
                "S",
                "locked",
                true);
        assertThat(admin.putJson(path, change).json().path("locked").asBoolean())
                .isTrue();
        ApiClient.refusal(admin.putJson(path, change), 409, "changed_meanwhile", null);
        ApiClient.refusal(
                api.postJson(
                        "/api/v1/session",
                        login("li.na", made.json().path("one_time_password").asText())),
                401,
                "login_refused",
                null);
        ApiClient.refusal(admin.get("/api/v1/accounts/1"), 404, "unknown_account", "id");
        assertThat(admin.get("/api/v1/accounts?role=lead&q=LI").json().path("items"))
                .hasSize(1);
    }

    @Test
    void serviceAccountsCallWithTheirTokenUntilItIsRevoked() {
        ApiClient admin = loggedIn("boss", Role.ADMINISTRATOR, null);
        JsonNode made = admin.postJson(
                        "/api/v1/service-accounts",
                        Map.of("name", "Water works", "unit", "E", "grants", List.of("accept"), "days", 30))
                .json();
        String token = made.path("token").asText();
        assertThat(server.sessions.ofService(token)).isNotNull();
        ApiClient.refusal(api.withBearer(token).get("/api/v1/accounts"), 403, "forbidden", null);
        String path =
                "/api/v1/service-accounts/" + made.path("account").path("id").asText() + "/tokens";
        assertThat(admin.postJson(path, Map.of("days", 10)).status()).isEqualTo(201);
        ApiClient.refusal(admin.postJson(path, Map.of("days", 1000)), 400, "invalid_field", "days");
        assertThat(admin.send("DELETE", path).status()).isEqualTo(204);
        assertThat(server.sessions.ofService(token)).isNull();
        assertThat(admin.get("/api/v1/service-accounts").json().path("items")).isNotEmpty();
    }

    @Test
    void supervisorsSeeWhatTheirUnitsDid() {
        loggedIn("far", Role.HANDLER, "E");
        ApiClient near = loggedIn("near", Role.SUPERVISOR, "D");
        loggedIn("below", Role.HANDLER, "C");
        List<String> names =
                near.get("/api/v1/audit?limit=1000").json().path("items").findValuesAsText("name");
        assertThat(names).contains("near", "below").doesNotContain("far");
        ApiClient admin = loggedIn("boss", Role.ADMINISTRATOR, null);
        JsonNode page = admin.get("/api/v1/audit?action=login&limit=2").json();
        assertThat(page.path("items")).hasSize(2);
        assertThat(admin.get("/api/v1/audit?limit=2&cursor=" + page.path("next").asText())
                        .json()
                        .path("items"))
                .hasSize(2);
        ApiClient.refusal(admin.get("/api/v1/audit?cursor=x"), 400, "bad_cursor", "cursor");
    }
}
