package org.servicemap.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.TestSize;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.app.Commands;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.TestDatabases;

/**
 * Two servers behind a balancer on a primary with a replica: what one does the other knows, and neither a killed server nor a lost
 * primary costs a request that was acknowledged. In order, on one cluster: the last tests leave it without its primary.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
    private static final int CLIENTS = 4;
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final HttpClient LISTENER = HttpClient.newHttpClient();

    private static Cluster cluster;
    private static ApiClient one;
    private static ApiClient other;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(Cluster.canRun(), "no cluster here");
        cluster = Cluster.start(Map.of("SERVICEMAP_LEAVE_SECONDS", "2", "SERVICEMAP_DB_READ_STALE", "2"));
        // the demo's accounts are made after a server has begun to answer
        for (String node : List.of("node1", "node2")) {
            await(node + " has started whole", () -> cluster.log(node).contains("ServiceMap is at"));
        }
        one = new ApiClient(cluster.node1());
        other = new ApiClient(cluster.node2());
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static ApiClient dispatcherAt(ApiClient node) {
        ApiClient client = node.fresh();
        client.postJson("/api/v1/session", Map.of("login", "dispatcher", "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    /** The same person with the same cookie at another server. */
    private static ApiClient sameAt(ApiClient node, ApiClient known) {
        return node.withSession(known.cookies().values().iterator().next());
    }

    private static String filing(String text) {
        return """
                {"text": "%s", "category": "CITY-WASTE", "kind": "help",
                 "where": {"kind": "pin", "lon": 116.4215, "lat": 39.9069},
                 "contact": {"name": "李雷", "phone": "13800000001"}}
                """.formatted(text);
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Test
    @Order(1)
    void aSessionOfOneServerIsOneOfTheOther() {
        ApiClient here = dispatcherAt(one);
        ApiClient there = sameAt(other, here);
        assertThat(there.get("/api/v1/session").json().at("/account/login").asText())
                .isEqualTo("dispatcher");

        // a change with the CSRF token of the other server: the session ends everywhere
        assertThat(there.send("DELETE", "/api/v1/session").status()).isEqualTo(204);
        await("logged out here too", () -> here.get("/api/v1/requests/count").status() == 401);
    }

    @Test
    @Order(2)
    void anOpenDeskHearsWhatAnotherServerDidAndGoesOnAtTheOther() throws Exception {
        ApiClient here = dispatcherAt(one);
        Iterator<String> lines = listen(sameAt(other, here), null);
        String number = file(one, "第一件");
        String id = eventWith(lines, number);
        String second = file(other, "第二件");
        assertThat(eventWith(listen(here, id), second)).isNotEqualTo(id);

        // told by the other server, not found by looking: that is every half second at most, and every five while calls
        // arrive
        long[] millis = new long[7];
        for (int i = 0; i < millis.length; i++) {
            String each = file(one, "又一件" + i);
            long filed = System.nanoTime();
            eventWith(lines, each);
            millis[i] = Duration.ofNanos(System.nanoTime() - filed).toMillis();
        }
        Arrays.sort(millis);
        System.out.println("from the receipt at one server to the desk at the other, ms: " + Arrays.toString(millis));
        // the quickest: the machine may be busy with something else at the others
        assertThat(millis[0]).isLessThan(400);
    }

    private static String file(ApiClient at, String text) {
        ApiClient.Answer answer = at.postJson("/api/v1/requests", filing(text));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("number").asText();
    }

    private static Iterator<String> listen(ApiClient client, String last) throws Exception {
        var request = client.request("/api/v1/requests/events").header("Accept", "text/event-stream");
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<Stream<String>> answer = LISTENER.send(request.build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().iterator();
    }

    /** The id of the first event that names the request. */
    private static String eventWith(Iterator<String> lines, String number) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    String id = "";
                    while (lines.hasNext()) {
                        String line = lines.next();
                        if (line.startsWith("id:")) {
                            id = line.substring(3).strip();
                        } else if (line.startsWith("data:") && line.contains(number)) {
                            return id;
                        }
                    }
                    throw new AssertionError("the stream ended");
                })
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @Order(3)
    void aKeyIsUsedOnceWhicheverServersItIsSentTo() throws Exception {
        for (int i = 0; i < TestSize.pick(5, 200, 2000); i++) {
            String key = UUID.randomUUID().toString();
            String body = filing("同一件" + i);
            List<ApiClient.Answer> answers = Stream.of(one, other, one)
                    .map(node -> CompletableFuture.supplyAsync(
                            () -> node.postJson("/api/v1/requests", body, "Idempotency-Key", key)))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(answers).extracting(ApiClient.Answer::status).containsOnly(201);
            assertThat(answers.stream().map(ApiClient.Answer::text).distinct()).hasSize(1);
        }
    }

    /** Published by a third process: nobody files under borders that are no longer in force, and every server shows the new ones soon. */
    @Test
    @Order(4)
    void aNewVersionOfTheAreasIsInForceAtAllServersAtOnce(@TempDir Path data) {
        Commands third = new Commands(data, new TestDatabases.Address(cluster.url("PRIMARY"), "servicemap", ""));
        third.environment()
                .put("SERVICEMAP_KEYS", cluster.folder().resolve("shared/keys").toString());
        String tiny = Path.of("..", "gis-data", "tiny").toString();
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        third.done("import", tiny, "--label", "second", "--effective-from", today, "--publish", "--yes");
        long published = System.nanoTime();
        List<String> numbers = Stream.of(one, other, one, other)
                .map(node -> file(node, "按新的界线"))
                .toList();
        assertThat(cluster.ask(
                        "PRIMARY",
                        "SELECT DISTINCT v.label FROM requests r JOIN area_versions v"
                                + " ON v.id::text = r.area_version WHERE number IN ('" + String.join("', '", numbers)
                                + "')"))
                .containsExactly("second");
        for (ApiClient node : List.of(one, other)) {
            await("it shows them", () -> versionAt(node).equals("second"));
        }
        System.out.println("a new version of the areas was shown by both servers, ms after it was published: "
                + Duration.ofNanos(System.nanoTime() - published).toMillis());
    }

    private static String versionAt(ApiClient node) {
        return node.get("/api/v1/resolve?lon=116.4215&lat=39.9069")
                .json()
                .at("/version/label")
                .asText();
    }

    /** The replica has the log, but nothing of it is done there: what it says is old, and counts no longer than may be. */
    @Test
    @Order(5)
    void whatAReplicaSaysIsAsOldAsItMayBeAndNoOlder() {
        ApiClient here = dispatcherAt(one);
        await("the replica is read", () -> replicaOf(one).startsWith("read, "));
        long before = received(here);
        cluster.ask("REPLICA", "SELECT pg_wal_replay_pause()");
        await(
                "paused",
                () -> cluster.ask("REPLICA", "SELECT pg_get_wal_replay_pause_state()")
                        .get(0)
                        .equals("paused"));
        long filed = System.nanoTime();
        file(one, "副本还不知道");
        long told = received(here);
        if (replicaOf(one).startsWith("read, ")) {
            assertThat(told).as("read at the replica").isEqualTo(before);
        }
        await("past the bound the primary is read", () -> received(here) == before + 1);
        System.out.println("what the replica did not know was told after ms: "
                + Duration.ofNanos(System.nanoTime() - filed).toMillis());
        assertThat(replicaOf(one)).startsWith("not read");
        cluster.ask("REPLICA", "SELECT pg_wal_replay_resume()");
    }

    private static long received(ApiClient dispatcher) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        ApiClient.Answer answer = dispatcher.get("/api/v1/rates/dispatch?from=" + now.minus(Duration.ofDays(1))
                + "&until=" + now.plus(Duration.ofDays(1)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().at("/now/received").asLong();
    }

    @Test
    @Order(6)
    void theReplicaIsReadWhileItIsFreshAndThePrimaryOtherwise() {
        ApiClient here = dispatcherAt(one);
        await("the replica is read", () -> replicaOf(one).startsWith("read, "));
        long before = received(here);

        cluster.run("sync", "off");
        cluster.run("pause", "replica");
        await("a replica that hangs is not", () -> replicaOf(one).startsWith("not read"));
        assertThat(received(here)).isEqualTo(before);
        cluster.run("resume", "replica");

        await("it is read again", () -> replicaOf(one).startsWith("read, "));
        cluster.run("stop", "replica");
        assertThat(received(here)).as("at once, before anybody has noticed").isEqualTo(before);
        cluster.run("start", "replica");
        cluster.run("sync", "on");
        await("it is read again", () -> replicaOf(one).startsWith("read, "));
    }

    private static String replicaOf(ApiClient node) {
        return node.get("/health/ready").json().at("/checks/replica").asText();
    }

    @Test
    @Order(7)
    void killedUnderLoadAServerLosesNothingAndDoublesNothing() throws Exception {
        List<String> before = cluster.ask("PRIMARY", "SELECT number FROM requests");
        try (Filings filings = Filings.begin(CLIENTS, cluster.balancer())) {
            int kills = TestSize.pick(1, 10, 200);
            for (int kill = 1; kill <= kills; kill++) {
                filings.awaitAnswers(3 * CLIENTS);
                cluster.run("kill", kill % 2 == 0 ? "node1" : "node2");
                filings.awaitAnswers(3 * CLIENTS);
                if (kills > 1) {
                    cluster.run("up");
                }
            }
            Duration longest = filings.end();
            System.out.println("killed servers: " + filings.receipts().size() + " receipts, longest without an answer "
                    + longest.toMillis() + " ms, refusals " + filings.refusals());
            assertThat(filings.refusals().keySet()).doesNotContain(500);
            filings.compare(cluster, "PRIMARY", before);
        }
    }

    @Test
    @Order(8)
    void withThePrimaryGoneTheReplicaTakesOver() throws Exception {
        List<String> before = cluster.ask("PRIMARY", "SELECT number FROM requests");
        try (Filings filings = Filings.begin(CLIENTS, cluster.balancer())) {
            filings.awaitAnswers(3 * CLIENTS);
            assertThatThrownBy(() -> cluster.run("promote"))
                    .as("while the primary runs")
                    .hasMessageContaining("two would part");
            cluster.run("kill", "primary");
            await("readiness says so", () -> one.get("/health/ready").status() == 503);
            assertThat(one.get("/health/live").status()).isEqualTo(200);
            ApiClient.Answer refused = one.postJson("/api/v1/requests", filing("现在不行"));
            ApiClient.refusal(refused, 503, "unavailable", null);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            try (ProductionBalancer production = ProductionBalancer.start(cluster)) {
                productionStillSaysWhereAPointLies(new ApiClient(production.port()));
            }

            long promoted = System.nanoTime();
            cluster.run("promote");
            filings.awaitAnswers(3 * CLIENTS);
            Duration back = Duration.ofNanos(System.nanoTime() - promoted);
            Duration longest = filings.end();
            System.out.println("fail-over: " + filings.receipts().size() + " receipts, answers again "
                    + back.toMillis() + " ms after the promotion began, longest without an answer "
                    + longest.toMillis() + " ms, refusals " + filings.refusals());
            assertThat(filings.refusals().keySet()).doesNotContain(500);
            filings.compare(cluster, "REPLICA", before);
        }
        // two that take writes would part
        assertThatThrownBy(() -> cluster.run("start", "primary")).hasMessageContaining("rejoin");
    }

    /** Somebody starts the former primary all the same, by hand: it answers as a primary, and is named first in the URL. */
    @Test
    @Order(9)
    void aFormerPrimaryThatComesBackIsNotAsked() throws Exception {
        Files.delete(cluster.folder().resolve("former"));
        cluster.run("start", "primary");
        assertThat(cluster.ask("PRIMARY", "SELECT pg_is_in_recovery()")).containsExactly("f");
        await("connections are made anew, and the former one is refused", () -> {
            cluster.ask("REPLICA", """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'servicemap%'""");
            one.get("/health/ready");
            return cluster.log("node1").contains("a former primary that another took over from");
        });
        String[] number = {""};
        await("who goes on with the new one", () -> {
            ApiClient.Answer answer = one.postJson("/api/v1/requests", filing("在新的主库上"));
            number[0] = answer.json().path("number").asText();
            return answer.status() == 201;
        });
        assertThat(cluster.ask("REPLICA", "SELECT number FROM requests")).contains(number[0]);
    }

    /** As a restart of the machine or an upgrade does it: balancers leave it first, and what they still send is served. */
    @Test
    @Order(10)
    void aServerThatIsToldToEndSaysSoAndServesOn() throws Exception {
        CompletableFuture<String> stopped = CompletableFuture.supplyAsync(() -> cluster.run("stop", "node1"));
        await("it is not ready any more", () -> one.get("/health/ready").status() == 503);
        assertThat(ApiClient.refusal(one.get("/health/ready"), 503, "unavailable", null))
                .isEqualTo("not ready: stop");
        assertThat(one.get("/health/live").status()).isEqualTo(200);
        file(one, "还来得及");
        stopped.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static void productionStillSaysWhereAPointLies(ApiClient balancer) {
        assertThat(balancer.get("/api/v1/resolve?lon=116.4215&lat=39.9069").status())
                .isEqualTo(200);
        ApiClient.Answer refused = balancer.postJson("/api/v1/requests", filing("现在也不行"));
        ApiClient.refusal(refused, 503, "unavailable", null);
        assertThat(refused.header("Retry-After")).isNotEmpty();
    }
}
