package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.accounts.ServiceAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;

/**
 * Every registered route, called by everyone there is: nobody, each role, a service account. Whoever adds a route that is open
 * to all must list it here; whoever adds one that depends on a unit or area adds a row to {@link ScopeCase}.
 */
class AccessMatrixTest {
    /** '"\;--<👍%_../ in a URL. */
    private static final String HOSTILE = "%27%22%5C%3B--%3C%F0%9F%91%8D%25_..";

    /** What changes something and is open to all on purpose. */
    private static final Set<String> PUBLIC_WRITES = Set.of(
            "POST /api/v1/resolve/batch",
            "POST /api/v1/session",
            "DELETE /api/v1/session",
            "POST /api/v1/session/codes",
            "POST /api/v1/session/citizen",
            "POST /api/v1/attachments",
            "POST /api/v1/qr",
            "POST /api/v1/qr/read",
            "POST /api/v1/requests",
            "POST /api/v1/places/{code}/corrections",
            // with an api_key among the arguments
            "POST /open311/v2/requests.json",
            "POST /open311/v2/requests.xml",
            "POST /open311/test/v2/requests.json",
            "POST /open311/test/v2/requests.xml",
            "POST /api/v1/categories/guess",
            "POST /api/v1/route",
            "POST /api/v1/requests/{number}/followers",
            "POST /api/v1/requests/{number}/followers/stop",
            // with the request's number and query code
            "POST /api/v1/requests/{number}/status",
            "POST /api/v1/requests/{number}/attachments/{id}",
            "POST /api/v1/requests/{number}/facts",
            "POST /api/v1/requests/{number}/withdrawal",
            "POST /api/v1/requests/{number}/evaluation",
            // with what a message's link carries
            "POST /api/v1/callback-links/status",
            "POST /api/v1/callback-links/evaluation",
            "POST /api/v1/places/guess",
            "POST /api/v1/bookings",
            // with a link's token
            "POST /api/v1/field/devices",
            // with number and phone
            "POST /api/v1/bookings/find",
            "POST /api/v1/waitlist",
            // with the entry's or booking's token
            "POST /api/v1/waitlist/{id}/status",
            "POST /api/v1/waitlist/{id}/cancel",
            "POST /api/v1/bookings/{booking}/check-in",
            "POST /api/v1/bookings/{id}/status",
            // with the pass of the hall's kiosk
            "POST /api/v1/halls/{place}/walk-ins",
            "POST /api/v1/halls/{place}/kiosk/bookings",
            "POST /api/v1/bookings/{id}/confirm",
            "POST /api/v1/bookings/{id}/accept",
            "POST /api/v1/bookings/{id}/extend",
            "POST /api/v1/bookings/{id}/cancel",
            "POST /api/v1/bookings/{id}/reschedule",
            "POST /api/v1/bookings/{id}/calendar");

    /**
     * Reading that is open to all on purpose: the city, its areas, units, rules and import reports, and what one needs to log in.
     * Attachments decide by their own rule who may see them.
     */
    private static final Set<String> PUBLIC_READS = Set.of("""
            GET /api/v1/areas
            GET /api/v1/areas.geojson
            GET /api/v1/areas/{level}/{code}
            GET /api/v1/areas/{level}/{code}/children
            GET /api/v1/areas/{level}/{code}/geometry
            GET /api/v1/areas/{level}/{code}/parents
            GET /api/v1/articles
            GET /api/v1/articles/{code}
            GET /api/v1/attachments/{id}
            GET /api/v1/attachments/{id}/thumbnail
            GET /api/v1/catalogue
            GET /api/v1/categories
            GET /api/v1/categories/{code}
            GET /api/v1/city
            GET /api/v1/courtyard/{area}
            GET /api/v1/courtyard/{area}/proposals
            GET /api/v1/proposals/{id}
            GET /api/v1/proposals/{id}/photo
            GET /api/v1/halls
            GET /api/v1/halls/matters
            GET /api/v1/halls/{place}
            GET /api/v1/halls/{place}/availability
            GET /api/v1/halls/{place}/display
            GET /api/v1/halls/{place}/display/events
            GET /api/v1/hotlines
            GET /api/v1/incidents
            GET /api/v1/openapi.json
            GET /api/v1/overlays
            GET /api/v1/overlays/{layer}.geojson
            GET /api/v1/matters
            GET /api/v1/matters/{code}
            GET /api/v1/places
            GET /api/v1/places.csv
            GET /api/v1/places.geojson
            GET /api/v1/places.hsds.zip
            GET /api/v1/places/categories
            GET /api/v1/places/counts
            GET /api/v1/roads
            GET /api/v1/published/{number}/photos/{id}
            GET /api/v1/places/responsible
            GET /api/v1/places/{code}/photos/{id}
            GET /api/v1/places/{code}/photos/{id}/thumbnail
            GET /places/{code}
            GET /sitemap.xml
            GET /sitemaps/places-{part}.xml
            GET /api/v1/places/tiles/{z}/{x}/{y}.mvt
            GET /api/v1/places/{code}
            GET /api/v1/reports
            GET /api/v1/reports/{id}
            GET /api/v1/reports/{id}/findings
            GET /api/v1/requests/near
            GET /api/v1/requests/near/counts
            GET /api/v1/requests/transitions
            GET /api/v1/resolve
            GET /api/v1/route
            GET /api/v1/route/overview
            GET /api/v1/search
            GET /api/v1/statistics
            GET /api/v1/statistics/counts
            GET /api/v1/statistics/counts.geojson
            GET /api/v1/statistics/terms
            GET /api/v1/session
            GET /api/v1/session/oidc/{provider}
            GET /api/v1/session/oidc/{provider}/callback
            GET /api/v1/suggest
            GET /api/v1/tiles/{version}/{z}/{x}/{y}.mvt
            GET /api/v1/units
            GET /api/v1/units/{code}
            GET /api/v1/versions
            GET /api/v1/versions/{from}/diff/{to}
            GET /api/v1/versions/{id}
            GET /api/v1/versions/{id}/report
            GET /metrics
            GET /health/live
            GET /health/ready
            GET /ogc
            GET /ogc/api
            GET /ogc/collections
            GET /ogc/collections/{collectionId}
            GET /ogc/collections/{collectionId}/items
            GET /ogc/collections/{collectionId}/items/{featureId}
            GET /ogc/collections/{collectionId}/queryables
            GET /ogc/conformance
            GET /open311/v2/discovery.json
            GET /open311/v2/discovery.xml
            GET /open311/v2/requests.json
            GET /open311/v2/requests.xml
            GET /open311/v2/requests/{service_request_id}.json
            GET /open311/v2/requests/{service_request_id}.xml
            GET /open311/v2/services.json
            GET /open311/v2/services.xml
            GET /open311/v2/services/{service_code}.json
            GET /open311/v2/services/{service_code}.xml
            GET /open311/v2/tokens/{token}.json
            GET /open311/v2/tokens/{token}.xml
            GET /open311/test/v2/discovery.json
            GET /open311/test/v2/discovery.xml
            GET /open311/test/v2/requests.json
            GET /open311/test/v2/requests.xml
            GET /open311/test/v2/requests/{service_request_id}.json
            GET /open311/test/v2/requests/{service_request_id}.xml
            GET /open311/test/v2/services.json
            GET /open311/test/v2/services.xml
            GET /open311/test/v2/services/{service_code}.json
            GET /open311/test/v2/services/{service_code}.xml
            GET /open311/test/v2/tokens/{token}.json
            GET /open311/test/v2/tokens/{token}.xml
            """.strip().split("\n"));

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient nobody;
    private static final Map<Role, ApiClient> PEOPLE = new EnumMap<>(Role.class);
    private static final Map<String, Route> ROUTES = new TreeMap<>();
    private static ApiClient service;

    /**
     * What one of two callers with the same role may do, and the other may not.
     *
     * @param insider demo login whose unit or area covers it
     * @param outsider demo login whose does not
     * @param prepare makes what it is about; answers the path
     */
    enum ScopeCase {
        RESIDENCY(
                "handler-community",
                "handler-enterprise",
                "PUT",
                Map.of("confirmed", true, "unit", "C001", "reference", "access matrix 1"),
                AccessMatrixTest::residency),
        GRIDS("lead", "lead-enterprise", "GET", Map.of(), api -> "/api/v1/wardens/areas?area=subdistrict:990101001"),
        VISITS("lead", "lead-enterprise", "GET", Map.of(), api -> "/api/v1/wardens/visits?area=subdistrict:990101001"),
        SCHEDULE("lead", "lead-enterprise", "GET", Map.of(), DemoHallsOpen::schedule),
        KIOSK(
                "handler",
                "handler-enterprise",
                "GET",
                Map.of(),
                api -> DemoHallsOpen.schedule(api).replace("/schedule", "/kiosk"));

        private final String insider;
        private final String outsider;
        private final String method;
        private final Object body;
        private final Function<ApiClient, String> prepare;

        ScopeCase(String insider, String outsider, String method, Object body, Function<ApiClient, String> prepare) {
            this.insider = insider;
            this.outsider = outsider;
            this.method = method;
            this.body = body;
            this.prepare = prepare;
        }
    }

    @BeforeAll
    static void start() {
        server = ServiceMap.start(Commands.demo(data).config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
        server.registered().forEach((key, route) -> {
            if (route != null && !key.startsWith("HEAD ")) {
                ROUTES.put(key, route);
            }
        });
        for (Role role : Role.values()) {
            if (role.ordinal() > Role.CITIZEN.ordinal()) {
                PEOPLE.put(role, loggedIn(role == Role.ADMINISTRATOR ? "admin" : role.word()));
            }
        }
        PEOPLE.put(Role.CITIZEN, citizen("13900000001"));
        service = nobody.withBearer(serviceToken());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ApiClient loggedIn(String login) {
        ApiClient client = nobody.fresh();
        ApiClient.Answer answer =
                client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        assertThat(answer.status()).as(login + " " + answer.text()).isEqualTo(200);
        return client.takeCsrfToken();
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

    private static String serviceToken() {
        JsonNode units = nobody.get("/api/v1/units?kind=enterprise").json();
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("name", "System");
        wanted.put("unit", units.path("items").get(0).path("code").asText());
        wanted.put("grants", List.of("accept"));
        wanted.put("days", 1);
        return PEOPLE.get(Role.ADMINISTRATOR)
                .postJson("/api/v1/service-accounts", wanted)
                .json()
                .path("token")
                .asText();
    }

    /** The gate stands before everything else; a parameter that no route has keeps those who may pass from doing anything. */
    private static ApiClient.Answer knock(ApiClient caller, String key) {
        String[] parts = key.split(" ", 2);
        String path = parts[1].replaceAll("\\{[^}]+}", "1") + "?matrix=1";
        HttpRequest request = caller.request(path)
                .header("Accept", parts[1].endsWith("/events") ? "text/event-stream" : "application/json")
                .method(parts[0], BodyPublishers.noBody())
                .build();
        return caller.call(request);
    }

    private static boolean isRefused(ApiClient.Answer answer, int status, String code) {
        boolean problem = answer.header("Content-Type").startsWith("application/problem+json");
        // other standards say the status only
        return answer.status() == status
                && (!problem || answer.json().path("code").asText().equals(code));
    }

    @Test
    void nothingIsOpenByAccident() {
        Set<String> writes = new TreeSet<>();
        ROUTES.forEach((key, route) -> {
            if (route.isPublic() && !key.startsWith("GET ")) {
                writes.add(key);
            }
        });
        assertThat(writes).isEqualTo(new TreeSet<>(PUBLIC_WRITES));
    }

    @Test
    void readingIsOpenOnlyWhereItShallBe() {
        Set<String> reads = new TreeSet<>();
        ROUTES.forEach((key, route) -> {
            if (route.isPublic() && key.startsWith("GET ")) {
                reads.add(key);
            }
        });
        assertThat(reads).isEqualTo(new TreeSet<>(PUBLIC_READS));
    }

    @Test
    void withoutALoginOnlyWhatIsPublicCanBeCalled() {
        List<String> wrong = new ArrayList<>();
        ROUTES.forEach((key, route) -> {
            boolean refused = isRefused(knock(nobody, key), 401, "not_logged_in");
            if (refused == route.isPublic()) {
                wrong.add(key);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "PUBLIC", mode = EnumSource.Mode.EXCLUDE)
    void eachRoleCallsWhatNamesItAndNothingElse(Role role) {
        List<String> wrong = new ArrayList<>();
        ROUTES.forEach((key, route) -> {
            ApiClient.Answer answer = knock(PEOPLE.get(role), key);
            boolean may =
                    route.isPublic() || route.forAnyAccount() || route.roles().contains(role);
            if (answer.status() == 401 || isRefused(answer, 403, "forbidden") == may) {
                wrong.add(key + " → " + answer.status());
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void aServiceAccountCallsWhatItsGrantsNameAndNothingElse() {
        List<String> wrong = new ArrayList<>();
        ROUTES.forEach((key, route) -> {
            boolean may = route.isPublic() || route.grants().contains("accept");
            if (isRefused(knock(service, key), 403, "forbidden") == may) {
                wrong.add(key);
            }
        });
        assertThat(wrong).isEmpty();
        ROUTES.values().forEach(route -> assertThat(ServiceAccounts.GRANTS).containsAll(route.grants()));
    }

    @Test
    void aSessionWithoutItsCsrfTokenChangesNothing() {
        ApiClient admin = loggedIn("admin");
        admin.always("X-CSRF-Token", "");
        List<String> wrong = new ArrayList<>();
        ROUTES.keySet().stream().filter(key -> !key.startsWith("GET ")).forEach(key -> {
            if (!isRefused(knock(admin, key), 403, "bad_csrf_token")) {
                wrong.add(key);
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** What is SQL, markup, a path or no text at all elsewhere is here a value that does not fit, or finds nothing. */
    @Test
    void noParameterBreaksOut() {
        ApiClient admin = loggedIn("admin");
        List<String> wrong = new ArrayList<>();
        ROUTES.forEach((key, route) -> {
            boolean tried = key.startsWith("GET ") && !key.endsWith("/events");
            for (String name : tried ? textsOf(route) : List.<String>of()) {
                String path = key.substring(4).replaceAll("\\{[^}]+}", "1") + "?" + name + "=" + HOSTILE;
                if (admin.get(path).status() >= 500) {
                    wrong.add(key + " " + name);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static List<String> textsOf(Route route) {
        List<String> names = route.params().stream()
                .filter(param -> "string".equals(param.schema().get("type")) && param.place() == Param.Place.QUERY)
                .map(Param::name)
                .toList();
        return names.isEmpty() ? List.of("x") : names;
    }

    @ParameterizedTest
    @EnumSource(ScopeCase.class)
    void outsideTheOwnScopeNothingIsDone(ScopeCase each) {
        String path = each.prepare.apply(nobody);
        ApiClient.refusal(call(loggedIn(each.outsider), each, path), 403, "out_of_scope", null);
        assertThat(call(loggedIn(each.insider), each, path).status()).isBetween(200, 204);
    }

    private static ApiClient.Answer call(ApiClient caller, ScopeCase each, String path) {
        return switch (each.method) {
            case "PUT" -> caller.putJson(path, each.body);
            case "POST" -> caller.postJson(path, each.body);
            default -> caller.send(each.method, path);
        };
    }

    /** A citizen who says to live in the first community. */
    private static String residency(ApiClient api) {
        String community = api.get("/api/v1/units?kind=community")
                .json()
                .path("items")
                .get(0)
                .path("code")
                .asText();
        ApiClient citizen = citizen("13900000002");
        JsonNode asked = citizen.putJson(
                        "/api/v1/session/residency", Map.of("unit", community, "name", "王五", "address", "一号楼 101"))
                .json();
        return "/api/v1/residencies/" + asked.path("account").asText();
    }
}
