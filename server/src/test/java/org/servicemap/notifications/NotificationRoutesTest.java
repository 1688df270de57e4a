package org.servicemap.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.http.Access;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Caller;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.http.Role;
import org.servicemap.http.TestCallers;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.storage.Database;
import org.servicemap.storage.TestDatabases;

class NotificationRoutesTest {
    private static final List<Long> OPENED = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    private static Database database;
    private static Outbox outbox;
    private static HttpServer server;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        database = TestDatabases.best();
        Keyset keys = Keyset.openOrCreate(folder.resolve("keys"));
        outbox = new Outbox(database, keys, () -> Templates.of(null, "zh"), Clock.systemUTC());
        Webhooks webhooks = new Webhooks(database, outbox, keys.cipher(), Clock.systemUTC());
        TestCallers callers = TestCallers.oneOfEachRole()
                .add("lead-1", new Caller(50L, "lead-1", Set.of(Role.LEAD), "U1", null, null, false, Set.of()));
        server = HttpServer.start(
                HttpSettings.of(0, folder.resolve("spool"), "1"),
                Access.of(callers),
                List.of(
                        new OutboxRoutes(
                                database, outbox, (handle, exchange, id) -> OPENED.add(id), Set.of(Channel.SMS)),
                        new WebhookRoutes(
                                database,
                                webhooks,
                                unit -> unit.startsWith("U"),
                                (caller, unit) -> unit.equals(caller.unit()),
                                false)),
                List.of(),
                List.of());
        api = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        database.useTransaction(handle -> {
            handle.execute("DELETE FROM outbox");
            handle.execute("DELETE FROM webhook_subscriptions");
        });
    }

    private static ApiClient.Answer post(ApiClient client, String path, String json) {
        return client.post(path, "application/json", "application/json", BodyPublishers.ofString(json));
    }

    private static ApiClient.Answer call(ApiClient client, String method, String path) {
        return client.call(
                client.request(path).method(method, BodyPublishers.noBody()).build());
    }

    @Test
    void administratorsSeeMessagesMaskedAndReadThemAudited() {
        ApiClient admin = api.withSession("administrator");
        long id = database.inTransaction(handle -> outbox.append(
                handle,
                Message.of(Channel.SMS, "+8613812341234", "code", "en", Map.of("code", "493817", "minutes", "5"))));
        String list = admin.get("/api/v1/outbox?state=waiting&channel=sms").text();
        assertThat(list).contains("+86138****1234").doesNotContain("493817");
        assertThat(admin.get("/api/v1/outbox?state=sent").json().path("items")).isEmpty();
        JsonNode words = admin.get("/api/v1/outbox/" + id + "/words").json();
        assertThat(words.path("text").asText()).contains("493817");
        assertThat(OPENED).contains(id);
        long mailed = database.inTransaction(handle -> outbox.append(
                handle,
                Message.of(Channel.EMAIL, "li@city.example", "code", "en", Map.of("code", "493817", "minutes", "5"))));
        JsonNode brought = admin.get("/api/v1/outbox/" + mailed + "/words").json();
        assertThat(brought.path("text").asText())
                .as("a code that a sender brings is its recipient's alone")
                .contains("•••", "5")
                .doesNotContain("493817");
        ApiClient.refusal(admin.get("/api/v1/outbox/1/words"), 404, "unknown_message", "id");
        ApiClient.refusal(api.withSession("supervisor").get("/api/v1/outbox"), 403, "forbidden", null);
        ApiClient.refusal(api.get("/api/v1/outbox"), 401, "not_logged_in", null);
    }

    @Test
    void listsGoOnWhereTheyEnded() {
        ApiClient admin = api.withSession("administrator");
        for (int i = 0; i < 5; i++) {
            String answer = post(admin, "/api/v1/outbox/test", "{\"channel\":\"email\",\"recipient\":\"a@b.example\"}")
                    .text();
            assertThat(answer).contains("id");
        }
        JsonNode first = admin.get("/api/v1/outbox?limit=3").json();
        JsonNode second = admin.get(
                        "/api/v1/outbox?limit=3&cursor=" + first.path("next").asText())
                .json();
        assertThat(first.path("items")).hasSize(3);
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("next").isNull()).isTrue();
        ApiClient.refusal(admin.get("/api/v1/outbox?cursor=x"), 400, "bad_cursor", "cursor");
        assertThat(admin.get("/api/v1/outbox", "Accept", "text/csv").text()).contains("a***@b.example");
    }

    @Test
    void onlyWhatFailedIsTriedAgain() {
        ApiClient admin = api.withSession("administrator");
        String id = post(admin, "/api/v1/outbox/test", "{\"channel\":\"sms\",\"recipient\":\"+8613812341234\"}")
                .json()
                .path("id")
                .asText();
        String retry = "/api/v1/outbox/" + id + "/retry";
        ApiClient.refusal(call(admin, "POST", retry), 409, "nothing_to_retry", null);
        new Courier(database, outbox, new Refusing(), Clock.systemUTC(), new Random(1)).deliverOne();
        assertThat(admin.get("/api/v1/outbox?state=failed").text()).contains("answered 550");
        assertThat(call(admin, "POST", retry).status()).isEqualTo(204);
        assertThat(admin.get("/api/v1/outbox?state=waiting").text()).contains(id);
        ApiClient.refusal(call(admin, "POST", "/api/v1/outbox/1/retry"), 404, "unknown_message", "id");
    }

    private static final class Refusing implements Sender {
        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public Set<Channel> channels() {
            return Set.of(Channel.SMS);
        }

        @Override
        public void send(Delivery delivery) throws DeliveryException {
            throw DeliveryException.permanent("answered 550", null);
        }
    }

    @Test
    void aLeadSubscribesTheOwnUnitAndSeesNoOther() {
        ApiClient lead = api.withSession("lead-1");
        ApiClient admin = api.withSession("administrator");
        JsonNode own = post(lead, "/api/v1/webhooks", hook("https://u1.example/hook", "\"U1\""))
                .json();
        assertThat(own.path("secret").asText()).hasSizeGreaterThan(40);
        String all = post(admin, "/api/v1/webhooks", hook("https://city.example/hook", "null"))
                .json()
                .path("webhook")
                .path("id")
                .asText();
        ApiClient.refusal(
                post(lead, "/api/v1/webhooks", hook("https://u2.example/hook", "\"U2\"")), 403, "out_of_scope", "unit");
        ApiClient.refusal(
                post(lead, "/api/v1/webhooks", hook("https://u2.example/hook", "null")), 403, "out_of_scope", "unit");
        assertThat(lead.get("/api/v1/webhooks").json().path("items")).hasSize(1);
        assertThat(admin.get("/api/v1/webhooks").json().path("items")).hasSize(2);
        assertThat(lead.get("/api/v1/webhooks").text())
                .doesNotContain(own.path("secret").asText());
        ApiClient.refusal(call(lead, "DELETE", "/api/v1/webhooks/" + all), 404, "unknown_webhook", "id");
        String ownPath = "/api/v1/webhooks/" + own.path("webhook").path("id").asText();
        assertThat(call(lead, "POST", ownPath + "/test").status()).isEqualTo(201);
        assertThat(admin.get("/api/v1/outbox?channel=webhook").text()).contains("test.ping");
        assertThat(call(lead, "DELETE", ownPath).status()).isEqualTo(204);
        ApiClient.refusal(call(lead, "POST", ownPath + "/test"), 404, "unknown_webhook", "id");
    }

    @Test
    void anAddressThatCannotBeIsRefused() {
        ApiClient admin = api.withSession("administrator");
        for (String url : List.of("http://a.example", "https://u:p@a.example", "file:///etc/passwd", "https:", "x y")) {
            ApiClient.refusal(post(admin, "/api/v1/webhooks", hook(url, "null")), 400, "invalid_field", "url");
        }
        ApiClient.refusal(
                post(admin, "/api/v1/webhooks", hook("https://a.example", "\"X\"")), 400, "invalid_field", "unit");
        ApiClient.refusal(
                post(admin, "/api/v1/webhooks", "{\"url\":\"https://a.example\",\"events\":[\"A B\"]}"),
                400,
                "invalid_field",
                "events");
    }

    private static String hook(String url, String unit) {
        return "{\"url\":\"" + url + "\",\"events\":[\"request.dispatched\"],\"unit\":" + unit + "}";
    }
}
