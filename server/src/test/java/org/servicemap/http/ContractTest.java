package org.servicemap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.text.LocalText;

/** Roles, bodies, keys, uploads, events and limits of declared routes, over real HTTP. */
class ContractTest {
    @TempDir
    static Path spool;

    private static final TestCallers CALLERS = TestCallers.oneOfEachRole()
            .add(
                    "unit-system",
                    new Caller(77L, "System", Set.of(Role.HANDLER), "U1", null, null, true, Set.of("accept")))
            .add("new-hire", new Caller(78L, "New", Set.of(), null, null, null, false, Set.of()));
    private static final AtomicInteger MADE = new AtomicInteger();
    private static HttpServer server;
    private static ApiClient api;

    enum Colour {
        DARK_RED,
        BLUE
    }

    record PartBody(String name, @Nullable Integer size) {}

    record ThingBody(
            String title,
            @Nullable LocalText note,
            List<PartBody> parts,
            @Nullable Colour colour,
            @Nullable OffsetDateTime at,
            int count) {
        ThingBody {
            if (count < 0) {
                throw new FieldException("count", "count must not be negative");
            }
        }
    }

    record MadeJson(int number, String title, @Nullable Colour colour, String caller) {}

    record SizeJson(long bytes, @Nullable String caption) {}

    /** Keeps answers in memory, as the database's does on disk. */
    static final class Memory implements Idempotency {
        private final Map<String, Call> calls = new HashMap<>();
        private final Map<String, Kept> answers = new HashMap<>();

        @Override
        public synchronized Kept once(Call call, Supplier<Kept> work) {
            String id = call.scope() + "|" + call.key();
            Call before = calls.get(id);
            if (before != null && !Arrays.equals(before.request(), call.request())) {
                throw new KeyReusedException();
            }
            Kept answer = answers.get(id);
            if (answer == null) {
                answer = work.get();
                calls.put(id, call);
                answers.put(id, answer);
            }
            return answer;
        }
    }

    static final class Things implements RouteGroup {
        @Override
        public String tag() {
            return "things";
        }

        @Override
        public String description() {
            return "Things of this test";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.post("/api/v1/things", "addThing")
                            .body(ThingBody.class, "A thing")
                            .idempotent()
                            .created(MadeJson.class, "It", Things::made),
                    Route.post("/api/v1/things/next", "takeThing")
                            .body(ThingBody.class, "A thing")
                            .idempotent()
                            .page(MadeJson.class, "It, if any", exchange -> Page.whole(List.of(Things.made(exchange)))),
                    Route.put("/api/v1/things/dispatch", "dispatchThing")
                            .roles(Role.DISPATCHER, Role.LEAD)
                            .grants("accept")
                            .nothing("Done", exchange -> {}),
                    Route.delete("/api/v1/things/mine", "forgetThing")
                            .anyAccount()
                            .nothing("Gone", exchange -> {}),
                    Route.get("/api/v1/things/secret", "getSecret")
                            .roles(Role.ANALYST)
                            .cache(CachePolicy.MINUTE)
                            .json(
                                    MadeJson.class,
                                    "It",
                                    exchange -> new MadeJson(
                                            0, "", null, exchange.caller().name())),
                    Route.get("/api/v1/things/elsewhere", "goElsewhere")
                            .redirect("There", exchange -> "/api/v1/things/secret"),
                    Route.get("/api/v1/things/events", "followThings")
                            .roles(Role.DISPATCHER)
                            .events("What happens", Things::events),
                    Route.post("/api/v1/things/photo", "addPhoto")
                            .parts(
                                    "A photo",
                                    PartRule.file("photo", 2, 1000, "JPEG"),
                                    PartRule.text("caption", "Words"))
                            .idempotent()
                            .json(SizeJson.class, "Its size", Things::size),
                    Route.get("/api/v1/things/rare", "getRare")
                            .limit(RateLimit.perHour("rare", 2))
                            .json(MadeJson.class, "It", exchange -> new MadeJson(0, "", null, "")));
        }

        private static MadeJson made(Exchange exchange) {
            ThingBody body = exchange.body(ThingBody.class);
            if (body.title().equals("fail")) {
                throw ErrorCode.BAD_REQUEST.problem("no");
            }
            exchange.location("/api/v1/things/1");
            return new MadeJson(
                    MADE.incrementAndGet(),
                    body.title(),
                    body.colour(),
                    exchange.caller().name());
        }

        private static SizeJson size(Exchange exchange) {
            MADE.incrementAndGet();
            long bytes = exchange.parts().files("photo").stream()
                    .mapToLong(file -> file.readAll().length)
                    .sum();
            return new SizeJson(bytes, exchange.parts().text("caption"));
        }

        private static void events(Exchange exchange, EventStream stream) {
            stream.send("7", "thing", Map.of("after", String.valueOf(stream.lastEventId())));
            if ("once".equals(stream.lastEventId())) {
                stream.close();
            }
        }
    }

    @BeforeAll
    static void start() {
        server = HttpServer.start(
                HttpSettings.of(0, spool, "1"),
                new Access(CALLERS, new Memory(), new RateLimits(0, true)),
                List.of(new Things()),
                List.of(),
                List.of());
        api = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final String THING = "{\"title\": \"t\", \"parts\": [{\"name\": \"p\"}], \"count\": 1}";

    @Test
    void rolesDecideWhoMayCall() {
        ApiClient.refusal(api.send("PUT", "/api/v1/things/dispatch"), 401, "not_logged_in", null);
        ApiClient.refusal(api.withSession("nobody").send("PUT", "/api/v1/things/dispatch"), 401, "not_logged_in", null);
        ApiClient.refusal(api.withSession("citizen").send("PUT", "/api/v1/things/dispatch"), 403, "forbidden", null);
        assertThat(api.withSession("lead")
                        .send("PUT", "/api/v1/things/dispatch")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void serviceAccountsGoByGrantsAlone() {
        ApiClient system = api.withBearer("unit-system");
        assertThat(system.send("PUT", "/api/v1/things/dispatch").status()).isEqualTo(204);
        ApiClient.refusal(system.send("DELETE", "/api/v1/things/mine"), 403, "forbidden", null);
        ApiClient.refusal(system.get("/api/v1/things/secret"), 403, "forbidden", null);
        ApiClient.refusal(api.withBearer("lead").send("PUT", "/api/v1/things/dispatch"), 401, "not_logged_in", null);
        ApiClient.refusal(
                api.withSession("unit-system").send("PUT", "/api/v1/things/dispatch"), 401, "not_logged_in", null);
    }

    @Test
    void anAccountWithoutRolesMayOnlyWhatEveryAccountMay() {
        ApiClient fresh = api.withSession("new-hire");
        assertThat(fresh.send("DELETE", "/api/v1/things/mine").status()).isEqualTo(204);
        ApiClient.refusal(fresh.send("PUT", "/api/v1/things/dispatch"), 403, "forbidden", null);
    }

    @Test
    void sessionsChangeNothingWithoutTheirCsrfToken() {
        ApiClient lead = api.withSession("lead");
        lead.always("X-CSRF-Token", "");
        ApiClient.refusal(lead.send("PUT", "/api/v1/things/dispatch"), 403, "bad_csrf_token", "X-CSRF-Token");
        ApiClient.refusal(lead.postJson("/api/v1/things", THING), 403, "bad_csrf_token", "X-CSRF-Token");
        lead.always("X-CSRF-Token", Credentials.csrfToken("dispatcher"));
        ApiClient.refusal(lead.send("PUT", "/api/v1/things/dispatch"), 403, "bad_csrf_token", "X-CSRF-Token");
        assertThat(api.withSession("gone").postJson("/api/v1/things", THING).status())
                .isEqualTo(201);
    }

    @Test
    void whatIsNotPublicIsNotCachedNorOpenToOtherOrigins() {
        ApiClient.Answer answer =
                api.withSession("analyst").get("/api/v1/things/secret", "Origin", "https://x.example");
        assertThat(answer.json().path("caller").asText()).isEqualTo("analyst");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        ApiClient.refusal(api.get("/api/v1/things/secret"), 401, "not_logged_in", null);
    }

    @Test
    void bodiesBecomeRecords() {
        ApiClient.Answer answer = api.withSession("operator")
                .postJson(
                        "/api/v1/things",
                        THING.replace("1}", "1, \"colour\": \"dark_red\", \"note\": {\"zh\": \"字\"}}"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/things/1");
        assertThat(answer.json().path("colour").asText()).isEqualTo("dark_red");
        assertThat(answer.json().path("caller").asText()).isEqualTo("operator");
    }

    @Test
    void bodiesAreReadStrictly() {
        refused("", "invalid_json", null);
        refused("{", "invalid_json", null);
        refused(THING + "{}", "invalid_json", null);
        refused("{\"title\": 1, \"title\": 2}", "invalid_json", null);
        refused("[]", "invalid_field", null);
        refused(THING.replace("title", "titel"), "unknown_field", "titel");
        refused(THING.replace("\"name\": \"p\"", "\"name\": \"p\", \"x\": 1"), "unknown_field", "parts[0].x");
        refused(THING.replace("\"name\": \"p\"", ""), "missing_field", "parts[0].name");
        refused(THING.replace("\"p\"", "null"), "missing_field", "parts[0].name");
        refused(THING.replace("\"t\"", "5"), "invalid_field", "title");
        refused(THING.replace("1}", "\"1\"}"), "invalid_field", "count");
        refused(THING.replace("1}", "1.5}"), "invalid_field", "count");
        refused(THING.replace("1}", "99999999999}"), "invalid_field", "count");
        refused(THING.replace("1}", "-1}"), "invalid_field", "count");
        refused(THING.replace("\"p\"", "\"p\", \"size\": \"9\""), "invalid_field", "parts[0].size");
        refused(THING.replace("1}", "1, \"colour\": \"DARK_RED\"}"), "invalid_field", "colour");
        refused(THING.replace("1}", "1, \"colour\": 0}"), "invalid_field", "colour");
        refused(THING.replace("1}", "1, \"at\": \"2026-01-01\"}"), "invalid_field", "at");
        refused(THING.replace("[{\"name\": \"p\"}]", "[null]"), "invalid_field", "parts[0]");
        refused(THING.replace("[{\"name\": \"p\"}]", "{}"), "invalid_field", "parts");
    }

    private static void refused(String json, String code, @Nullable String field) {
        ApiClient.refusal(api.postJson("/api/v1/things", json), 400, code, field);
    }

    @Test
    void theSameKeyIsDoneOnce() {
        ApiClient.Answer first = api.postJson("/api/v1/things", THING, "Idempotency-Key", "key-00001");
        ApiClient.Answer again = api.postJson("/api/v1/things", THING, "Idempotency-Key", "key-00001");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        String other = THING.replace("\"t\"", "\"other\"");
        ApiClient.refusal(
                api.postJson("/api/v1/things", other, "Idempotency-Key", "key-00001"),
                409,
                "key_reused",
                "Idempotency-Key");
        assertThat(api.withSession("lead")
                        .postJson("/api/v1/things", other, "Idempotency-Key", "key-00001")
                        .status())
                .isEqualTo(201);
        ApiClient.refusal(
                api.postJson("/api/v1/things", THING, "Idempotency-Key", "short"),
                400,
                "invalid_key",
                "Idempotency-Key");
    }

    @Test
    void aListIsAnsweredAgainToo() {
        ApiClient.Answer first = api.postJson("/api/v1/things/next", THING, "Idempotency-Key", "key-00003");
        assertThat(first.json().path("items")).hasSize(1);
        assertThat(api.postJson("/api/v1/things/next", THING, "Idempotency-Key", "key-00003")
                        .text())
                .isEqualTo(first.text());
    }

    @Test
    void whatCannotBeKeptIsRefusedAsARoute() {
        assertThatThrownBy(() -> Route.post("/api/v1/stream", "streamThings")
                        .idempotent()
                        .events("What happens", Things::events))
                .hasMessageContaining("streamThings");
    }

    @Test
    void aRefusedCallLeavesItsKeyFree() {
        String bad = THING.replace("\"t\"", "\"fail\"");
        ApiClient.refusal(
                api.postJson("/api/v1/things", bad, "Idempotency-Key", "key-00002"), 400, "bad_request", null);
        assertThat(api.postJson("/api/v1/things", THING, "Idempotency-Key", "key-00002")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void uploadsAreCheckedAndSentOnce() {
        ApiClient.Answer first = upload("b1", "photo", "x".repeat(900));
        assertThat(first.json().path("bytes").asInt()).isEqualTo(900);
        assertThat(first.json().path("caption").asText()).isEqualTo("字");
        int made = MADE.get();
        assertThat(upload("b2", "photo", "x".repeat(900)).text()).isEqualTo(first.text());
        assertThat(MADE.get()).isEqualTo(made);
        ApiClient.refusal(upload("b3", "photo", "y".repeat(900)), 409, "key_reused", "Idempotency-Key");
        ApiClient.refusal(upload("b4", "photo", "x".repeat(1001)), 413, "too_large", "photo");
        ApiClient.refusal(upload("b5", "foto", "x"), 400, "unknown_field", null);
    }

    private static ApiClient.Answer upload(String boundary, String name, String content) {
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"; filename=\"C:\\a\\b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" + content + "\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\n字\r\n--" + boundary + "--\r\n";
        HttpRequest request = api.request("/api/v1/things/photo")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header(
                        "Idempotency-Key",
                        name.equals("photo") && content.length() == 900 ? "upload-1" : "upload-" + boundary)
                .POST(BodyPublishers.ofString(body))
                .build();
        return api.call(request);
    }

    @Test
    void eventsAreStreamedFromWhereTheCallerWas() throws Exception {
        ApiClient dispatcher = api.withSession("dispatcher");
        HttpRequest request = dispatcher
                .request("/api/v1/things/events")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", "once")
                .build();
        HttpResponse<byte[]> whole = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        assertThat(new String(whole.body(), StandardCharsets.UTF_8))
                .isEqualTo("id: 7\nevent: thing\ndata: {\"after\":\"once\"}\n\n");
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        ApiClient.refusal(api.get("/api/v1/things/events", "Accept", "text/event-stream"), 401, "not_logged_in", null);
        ApiClient.refusal(dispatcher.get("/api/v1/things/events"), 406, "not_acceptable", "Accept");
    }

    @Test
    void openStreamsEndWithTheServer() throws Exception {
        HttpServer other = HttpServer.start(
                HttpSettings.of(0, spool, "1"), Access.of(CALLERS), List.of(new Things()), List.of(), List.of());
        HttpRequest request = new ApiClient(other.port())
                .withSession("dispatcher")
                .request("/api/v1/things/events")
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<java.io.InputStream> live = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            lines.add(reader.readLine());
            other.close();
            reader.lines().forEach(lines::add);
        }
        assertThat(lines).startsWith("id: 7", "event: thing");
    }

    @Test
    void callsAreCountedByCaller() {
        assertThat(api.get("/api/v1/things/rare").status()).isEqualTo(200);
        assertThat(api.get("/api/v1/things/rare").status()).isEqualTo(200);
        ApiClient.Answer third = api.get("/api/v1/things/rare");
        ApiClient.refusal(third, 429, "too_many_requests", null);
        assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(1, 1801);
        assertThat(api.withSession("lead").get("/api/v1/things/rare").status()).isEqualTo(200);
    }

    @Test
    void redirectsNameTheirTarget() {
        ApiClient.Answer answer = api.get("/api/v1/things/elsewhere");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/things/secret");
    }

    @Test
    void theDocumentTellsWhoMayCallAndWhatIsSent() {
        var put = api.document().operation("PUT", "/api/v1/things/dispatch");
        assertThat(put.path("x-roles").toString()).isEqualTo("[\"dispatcher\",\"lead\"]");
        assertThat(put.path("x-grants").toString()).isEqualTo("[\"accept\"]");
        assertThat(put.path("security").toString()).isEqualTo("[{\"session\":[]},{\"service\":[]}]");
        assertThat(put.path("parameters").toString()).contains("X-CSRF-Token");
        var post = api.document().operation("POST", "/api/v1/things");
        assertThat(post.path("parameters").toString()).contains("Idempotency-Key");
        var schema = api.document().root().path("components").path("schemas").path("ThingInput");
        assertThat(schema.path("required").toString()).isEqualTo("[\"title\",\"parts\",\"count\"]");
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.path("properties").path("colour").path("enum").toString())
                .isEqualTo("[\"dark_red\",\"blue\"]");
    }

    @Test
    void forwardedAddressesAreBelievedOnlyFromOwnProxies() {
        assertThat(ClientAddress.network("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1:2");
        assertThat(ClientAddress.network("2001:db8::1")).isEqualTo("2001:db8");
        assertThat(ClientAddress.network("192.0.2.7")).isEqualTo("192.0.2.7");
    }
}
