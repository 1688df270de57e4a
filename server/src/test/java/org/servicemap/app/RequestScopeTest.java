package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Role;
import org.servicemap.http.Route;

/**
 * Every registered route of one request, called by two people of each role: one whose unit or area has the request, and one whose has
 * not. Whoever adds such a route with a body says here what a good one is.
 */
class RequestScopeTest {
    private static final String ONE = "/api/v1/requests/{number}";

    /** What the routes with a body are sent. */
    private static final Map<String, Object> BODIES = Map.of(
            "POST " + ONE + "/actions/{action}", Map.of("text", "看一看"),
            "POST " + ONE + "/incident", Map.of("incident", "1"),
            "POST " + ONE + "/contact", Map.of("reason", "核实情况"),
            "POST " + ONE + "/split",
                    Map.of("reason", "两件事", "parts", List.of(Map.of("category", "CITY-LAMP", "text", "路灯也不亮"))),
            "PUT " + ONE + "/publication", Map.of("text", "垃圾堆放"));

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient nobody;
    private static final Map<String, Route> ROUTES = new TreeMap<>();
    private static final Map<Scoped, ApiClient> INSIDE = new EnumMap<>(Scoped.class);
    private static final Map<Scoped, ApiClient> OUTSIDE = new EnumMap<>(Scoped.class);

    /** People who are bound: to the unit S001 and the area 990101001, where the request is, or to others. */
    enum Scoped {
        HANDLER(Role.HANDLER, "S001", "S002", null, null),
        LEAD(Role.LEAD, "S001", "S002", null, null),
        /** Below the unit that has it is not the unit that has it. */
        LEAD_BELOW(Role.LEAD, "D01", "C002", null, null),
        HANDLER_BESIDE(Role.HANDLER, "D01", "WATER", null, null),
        DISPATCHER(Role.DISPATCHER, null, null, "990101001", "990101002"),
        SUPERVISOR(Role.SUPERVISOR, null, null, "990101001", "990101002");

        private final Role role;
        private final String unitInside;
        private final String unitOutside;
        private final String areaInside;
        private final String areaOutside;

        Scoped(Role role, String unitInside, String unitOutside, String areaInside, String areaOutside) {
            this.role = role;
            this.unitInside = unitInside;
            this.unitOutside = unitOutside;
            this.areaInside = areaInside;
            this.areaOutside = areaOutside;
        }
    }

    @BeforeAll
    static void start() {
        server = ServiceMap.start(Commands.demo(data).config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
        server.registered().forEach((key, route) -> {
            if (route != null && !route.isPublic() && key.contains(" " + ONE) && !key.startsWith("HEAD ")) {
                ROUTES.put(key, route);
            }
        });
        BoundAccounts accounts = BoundAccounts.on(nobody);
        for (Scoped each : Scoped.values()) {
            INSIDE.put(each, made(accounts, each, "in", each.unitInside, each.areaInside));
            OUTSIDE.put(each, made(accounts, each, "out", each.unitOutside, each.areaOutside));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ApiClient made(BoundAccounts accounts, Scoped each, String side, String unit, String area) {
        String login = (each + "." + side).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return unit != null
                ? accounts.ofUnit(login, each.role, unit)
                : accounts.ofArea(login, each.role, "subdistrict", area);
    }

    /** With S001, in 钟楼社区 of 东桥街道. */
    private static String filed() {
        return filed("CITY-WASTE");
    }

    private static String filed(String category) {
        Map<String, Object> filing = Map.of(
                "text",
                "路边堆了很多垃圾",
                "category",
                category,
                "where",
                Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072),
                "contact",
                Map.of("name", "李雷", "phone", "13800001234"));
        return nobody.postJson("/api/v1/requests", filing).json().path("number").asText();
    }

    private static ApiClient.Answer call(ApiClient caller, String key, String number) {
        String[] parts = key.split(" ", 2);
        String path = parts[1].replace("{number}", number).replace("{action}", "note");
        Object body = BODIES.get(key);
        return switch (parts[0]) {
            case "GET" -> caller.get(path);
            case "POST" -> caller.postJson(path, body == null ? Map.of() : body);
            case "PUT" -> body == null ? caller.send("PUT", path) : caller.putJson(path, body);
            default -> caller.send(parts[0], path);
        };
    }

    @Test
    void thereAreRoutesToTry() {
        assertThat(ROUTES.keySet())
                .contains("GET " + ONE, "PUT " + ONE + "/claim", "GET " + ONE + "/handlers")
                .containsAll(BODIES.keySet());
    }

    @ParameterizedTest
    @EnumSource(Scoped.class)
    void outsideTheOwnScopeNoRouteSaysThatTheRequestIsThere(Scoped each) {
        String number = filed();
        List<String> wrong = new ArrayList<>();
        ROUTES.forEach((key, route) -> {
            if (route.roles().contains(each.role)) {
                ApiClient.Answer answer = call(OUTSIDE.get(each), key, number);
                if (answer.status() != 404
                        || !answer.json().path("code").asText().equals("unknown_request")) {
                    wrong.add(key + " → " + answer.status() + " " + answer.text());
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Scoped.class)
    void insideTheOwnScopeNoRouteRefuses(Scoped each) {
        String number = filed();
        List<String> wrong = new ArrayList<>();
        ROUTES.forEach((key, route) -> {
            if (route.roles().contains(each.role)) {
                ApiClient.Answer answer = call(INSIDE.get(each), key, number);
                // there is no incident of this id: that is said only to who may see the request
                boolean noIncident = key.endsWith("/incident")
                        && answer.json().path("code").asText().equals("unknown_incident");
                if (answer.status() >= 300 && !noIncident) {
                    wrong.add(key + " → " + answer.status() + " " + answer.text());
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Scoped.class)
    void listsHaveWhatIsInScopeOnly(Scoped each) {
        String number = filed();

        assertThat(numbers(INSIDE.get(each))).contains(number);
        assertThat(numbers(OUTSIDE.get(each))).doesNotContain(number);
        assertThat(OUTSIDE.get(each)
                        .get("/api/v1/requests/count")
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
    }

    private static List<String> numbers(ApiClient caller) {
        JsonNode items = caller.get("/api/v1/requests?limit=200").json().path("items");
        assertThat(items.isArray()).isTrue();
        return items.findValuesAsText("number");
    }

    private static ApiClient demo(String login) {
        ApiClient client = nobody.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    /** Unpaid wages are with D01-LABOUR: not with those who work for the place, nor with who runs the city's lines. */
    @Test
    void whatIsSensitiveIsSeenByTheUnitsNamedForItAlone() {
        String number = filed("LABR-WAGE");
        String path = ONE.replace("{number}", number);
        List<ApiClient> nobodys = List.of(
                INSIDE.get(Scoped.HANDLER),
                INSIDE.get(Scoped.LEAD),
                INSIDE.get(Scoped.SUPERVISOR),
                OUTSIDE.get(Scoped.HANDLER_BESIDE),
                demo("operator"),
                demo("supervisor"),
                demo("analyst"));
        for (ApiClient each : nobodys) {
            assertThat(each.get(path).status()).isIn(403, 404);
            assertThat(numbers(each)).doesNotContain(number);
        }
        for (Scoped named : List.of(Scoped.LEAD_BELOW, Scoped.HANDLER_BESIDE)) { // D01 stands above
            assertThat(INSIDE.get(named).get(path).text()).contains("路边堆了很多垃圾");
        }
        String outline = INSIDE.get(Scoped.DISPATCHER).get(path).text();
        assertThat(outline).contains(number).doesNotContain("路边堆了很多垃圾").doesNotContain("LABR");
    }

    @Test
    void whatSomebodyHasOpenIsNotSentOnBySomebodyElse() {
        String claim = ONE.replace("{number}", filed()) + "/claim";
        ApiClient first = INSIDE.get(Scoped.DISPATCHER);
        ApiClient second = demo("dispatcher");
        assertThat(first.send("PUT", claim).status()).isEqualTo(200);
        assertThat(first.send("PUT", claim).status()).as("again, to go on").isEqualTo(200);
        assertThat(second.send("PUT", claim).json().path("code").asText()).isEqualTo("claimed_by_another");
        assertThat(second.postJson(claim.replace("claim", "actions/escalate"), Map.of("unit", "D01", "reason", "再看"))
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("claimed_by_another");
        second.send("DELETE", claim);
        assertThat(second.send("PUT", claim).status())
                .as("only its holder gives it back")
                .isEqualTo(409);
        first.send("DELETE", claim);
        assertThat(second.send("PUT", claim).status()).isEqualTo(200);
    }
}
