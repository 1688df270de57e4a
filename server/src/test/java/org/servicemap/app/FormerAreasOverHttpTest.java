package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Role;

/** A sub-district gets another code while the server runs: who supervises it goes on with what is there, and others see nothing of it. */
class FormerAreasOverHttpTest {
    private static final String OLD = "990101003";
    private static final String NEW = "990101009";

    @TempDir
    private static Path folder;

    private static Commands commands;
    private static ServiceMap server;
    private static ApiClient nobody;
    private static BoundAccounts accounts;
    private static double[] spot = {};

    @BeforeAll
    static void start() {
        commands = Commands.demo(folder.resolve("data"));
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
        accounts = BoundAccounts.on(nobody);
        try (Core core = Core.open(commands.config())) {
            spot = core.database()
                    .jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "SELECT label_lon, label_lat FROM areas WHERE code = '" + OLD + "' LIMIT 1")
                            .map((rs, context) -> new double[] {rs.getDouble(1), rs.getDouble(2)})
                            .one());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String filed() {
        Map<String, Object> filing = Map.of(
                "text",
                "路边堆了很多垃圾",
                "category",
                "CITY-WASTE",
                "where",
                Map.of("kind", "pin", "lon", spot[0], "lat", spot[1]),
                "contact",
                Map.of("name", "李雷", "phone", "13800001234"));
        return nobody.postJson("/api/v1/requests", filing).json().path("number").asText();
    }

    private static ApiClient supervisorOf(String area) {
        return accounts.ofArea("of-" + area, Role.SUPERVISOR, "subdistrict", area);
    }

    private static void assertSees(ApiClient caller, String... numbers) {
        JsonNode items = caller.get("/api/v1/requests?limit=200").json().path("items");
        assertThat(items.findValuesAsText("number")).contains(numbers);
        assertThat(caller.get("/api/v1/requests/count").json().path("count").asInt())
                .isEqualTo(items.size());
        for (String number : numbers) {
            ApiClient.Answer one = caller.get("/api/v1/requests/" + number);
            assertThat(one.status()).as(one.text()).isEqualTo(200);
        }
    }

    private static void assertRefused(ApiClient caller, String number) {
        ApiClient.refusal(caller.get("/api/v1/requests/" + number), 404, "unknown_request", "number");
        assertThat(caller.get("/api/v1/requests?limit=200").text()).doesNotContain(number);
    }

    /** Logs in again: what a session says is believed for two seconds. */
    private static ApiClient again(String area, String now) {
        ApiClient client = nobody.fresh();
        JsonNode session = client.postJson(
                        "/api/v1/session", Map.of("login", "of-" + area, "password", BoundAccounts.PASSWORD))
                .json();
        assertThat(session.path("account").path("area").asText())
                .as(session.toString())
                .isEqualTo(now);
        return client;
    }

    @Test
    void whatWasFiledUnderTheFormerCodeStaysInTheHandsOfThoseWhoHadIt() throws IOException {
        ApiClient first = supervisorOf(OLD);
        ApiClient other = supervisorOf("990101001");
        String before = filed();
        assertSees(first, before);

        commands.done("import", recoded().toString(), "--only", "district/990101", "--label", "codes");
        commands.done("publish", "codes", "--from", LocalDate.now().toString(), "--yes");
        ApiClient own = again(OLD, NEW);
        String since = filed();
        assertSees(own, before, since);
        assertRefused(other, before);
        assertRefused(other, since);
        assertFiguresByAreaAreWhole(own, 2);

        commands.done("publish", "codes", "--roll-back");
        assertSees(again(OLD, OLD), before, since);
        assertRefused(other, since);
    }

    /** What lies under the former code has a row of its own, so that the list has what the total has; at a finer level too. */
    private static void assertFiguresByAreaAreWhole(ApiClient caller, long total) {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (received(caller) != total) {
            assertThat(System.nanoTime()).as("the facts follow").isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
        JsonNode areas = figures(caller, "subdistrict");
        assertThat(areas.findValuesAsText("code")).containsExactly(NEW, OLD);
        assertThat(areas.findValuesAsText("former")).containsExactly("false", "true");
        assertThat(areas.findValuesAsText("n")).containsExactly("1", "1");
        assertThat(areas.get(1).path("name")).isEqualTo(areas.get(0).path("name"));
        long sum = 0;
        for (JsonNode community : figures(caller, "community")) {
            sum += community.path("n").asLong();
        }
        assertThat(sum).isEqualTo(total);
        assertThat(figures(caller, "community&within=subdistrict:" + OLD))
                .isNotEmpty()
                .allMatch(row -> row.path("former").asBoolean());
    }

    /** Nothing while the facts are being built. */
    private static long received(ApiClient caller) {
        for (JsonNode card : caller.get("/api/v1/insights/summary").json().path("cards")) {
            if (card.path("measure").asText().equals("received")) {
                return card.path("n").asLong();
            }
        }
        return -1;
    }

    private static JsonNode figures(ApiClient caller, String level) {
        return caller.get("/api/v1/insights/areas?level=" + level).json().path("items");
    }

    private static Path recoded() throws IOException {
        Path pack = Commands.copyOfTiny(folder.resolve("recoded"));
        try (Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, Files.readString(file).replace(OLD, NEW));
            }
        }
        return pack;
    }
}
