package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.http.ApiClient;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.http.ProblemMapping;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.Hotline;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitRoutes;
import org.servicemap.units.UnitTables;

/** Units, categories, hotlines and decisions over HTTP, for the town of {@link FixedAreas}. */
class RoutingRoutesTest {
    private static final String PLACE = "?lon=116.504&lat=39.754";
    private static final String YAML = """
            format: 1
            label: "2026"
            rules:
              - id: fire
                title: {zh: 火警, en: Fire}
                when: {category: F}
                divert: emergency
              - id: employer
                title: {zh: 登记地, en: Where it is registered}
                when: {category: H-1, place: registered}
                place: registered
                to: {area_unit: district}
              - id: heating
                title: {zh: 供热, en: Heating}
                when: {category: H-1, overlay: heating_zone}
                to: {overlay_unit: heating_zone}
                copies: [{area_unit: district}]
                legal_basis: {zh: 《供热办法》}
              - id: territorial
                title: {zh: 属地, en: Territorial}
                to: {area_unit: district}
            """;

    @TempDir
    static Path spool;

    private static HttpServer server;
    private static ApiClient api;

    private static UnitTables tables() {
        return new UnitTables(
                List.of(
                        unit("G1", "district_government", "西区政府", "district", "01", null, null),
                        unit("G2", "district_government", "东区政府", "district", "02", null, null),
                        unit("HEAT1", "enterprise", "一热力", null, null, "heating_zone", "H1")),
                List.of(category("H", null, "住房"), category("H-1", "H", "不热"), category("F", null, "火灾")),
                List.of(new Hotline("96069", "96069", LocalText.of("zh", "供热热线"), LocalText.of("zh", "热力集团"))));
    }

    private static Unit unit(
            String code, String kind, String name, String level, String area, String overlay, String feature) {
        return new Unit(
                code,
                kind,
                LocalText.of("zh", name),
                null,
                level,
                area,
                overlay,
                feature,
                null,
                Map.of("phone", "12345"));
    }

    private static Category category(String code, String parent, String name) {
        return new Category(code, parent, LocalText.of("zh", name), "ordinary", null, Set.of("basic_livelihood"));
    }

    private static Catalogue catalogue(AreaSnapshot snapshot) {
        Terms terms = Terms.of(Map.of(
                "urgency_classes",
                List.of(Map.of("id", "ordinary", "name", Map.of("zh", "普通"), "limit", Map.of("days", 7))),
                "channels",
                List.of(Map.of("id", "web", "name", Map.of("zh", "网络"))),
                "diversions",
                List.of(Map.of("id", "emergency", "name", Map.of("zh", "紧急热线")))));
        RoutingContext context = new RoutingContext(
                Territory.of(snapshot, 1),
                tables(),
                terms,
                WorkingCalendar.PLAIN,
                ZoneId.of("Asia/Shanghai"),
                List.of("zh", "en"));
        return Catalogue.compile(YAML, context);
    }

    /** The catalogue fits the boundaries in force, not those of before. */
    private static Catalogue fitting(AreaSnapshot snapshot) {
        if (snapshot.id().equals("1")) {
            throw new CatalogueException(List.of());
        }
        return catalogue(snapshot);
    }

    @BeforeAll
    static void start() {
        Clock clock = Clock.fixed(Instant.parse("2026-01-20T02:00:00Z"), ZoneOffset.UTC);
        List<ProblemMapping<?>> problems = Stream.of(AreaErrors.mappings(), RoutingErrors.mappings())
                .flatMap(List::stream)
                .toList();
        server = HttpServer.start(
                HttpSettings.of(0, spool, "1"),
                List.of(
                        new UnitRoutes(RoutingRoutesTest::tables),
                        new RoutingRoutes(
                                new FixedAreas(), RoutingRoutesTest::fitting, point -> point.lat() > 39.76, clock)),
                problems,
                List.of());
        api = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> codes(String path) {
        List<String> codes = new ArrayList<>();
        api.get(path)
                .json()
                .path("items")
                .forEach(item -> codes.add(item.path("code").asText()));
        return codes;
    }

    @Test
    void aDecisionComesWithItsReasons() {
        JsonNode answer = api.get("/api/v1/route" + PLACE + "&category=H-1").json();
        assertThat(answer.at("/resolution/areas/0/code").asText()).isEqualTo("01");
        JsonNode decision = answer.path("decision");
        assertThat(decision.at("/unit/code").asText()).isEqualTo("HEAT1");
        assertThat(decision.at("/unit/contacts/phone").asText()).isEqualTo("12345");
        assertThat(decision.at("/copies/0/code").asText()).isEqualTo("G1");
        assertThat(decision.at("/rule/id").asText()).isEqualTo("heating");
        assertThat(decision.at("/deadline").asText()).isEqualTo("2026-01-27T10:00:00+08:00");
        assertThat(decision.at("/explanation/zh").asText()).contains("一热力");
        assertThat(decision.at("/considered/0/outcome").asText()).isIn("won", "lost");
        assertThat(decision.path("area_version").asText()).isEqualTo("2");
    }

    @Test
    void adiversionIsNoUnit() {
        JsonNode decision =
                api.get("/api/v1/route" + PLACE + "&category=F").json().path("decision");
        assertThat(decision.path("unit").isNull()).isTrue();
        assertThat(decision.at("/diversion/code").asText()).isEqualTo("emergency");
    }

    @Test
    void theOverviewHasEveryLeaf() {
        JsonNode items = api.get("/api/v1/route/overview" + PLACE).json().path("items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/category/code").asText()).isEqualTo("H-1");
        assertThat(items.at("/0/unit/code").asText()).isEqualTo("HEAT1");
        assertThat(items.at("/1/rule/id").asText()).isEqualTo("fire");
        JsonNode outside = api.get("/api/v1/route/overview?lon=0&lat=0").json().path("items");
        assertThat(outside.at("/0/unit").isNull()).isTrue();
    }

    @Test
    void unknownWordsAreNamed() {
        String route = "/api/v1/route" + PLACE;
        api.refusal(route + "&category=X", 400, "unknown_category", "category");
        api.refusal(route, 400, "missing_parameter", "category");
        api.refusal(route + "&category=F&channel=fax", 400, "unknown_channel", "channel");
        api.refusal(route + "&category=F&hotline=1", 400, "unknown_hotline", "hotline");
        api.refusal(route + "&category=F&urgency=never", 400, "unknown_urgency", "urgency");
        api.refusal(route + "&category=F&at=yesterday", 400, "invalid_parameter", "at");
        api.refusal(route + "&category=F&at=2026-01-01T00:00:00", 400, "invalid_parameter", "at");
        api.refusal(route + "&category=F&at=%2B999999999-12-31T23:59:59Z", 400, "invalid_parameter", "at");
        api.refusal(route + "&category=F&on=%2B999999999-12-31", 400, "invalid_parameter", "on");
        api.refusal(route + "&category=F&on=1990-01-01", 400, "before_first_version", "on");
        api.refusal("/api/v1/route?lon=39&lat=116&category=F", 400, "coordinate_out_of_range", "lat");
    }

    @Test
    void boundariesThatTheCatalogueDoesNotFitAnyMoreAreNoReasonToTryAgain() {
        String on = PLACE + "&category=F&on=2024-07-01";
        api.refusal("/api/v1/route" + on, 409, "history_not_routable", "on");
        api.refusal("/api/v1/route/overview" + PLACE + "&on=2024-07-01", 409, "history_not_routable", "on");
        assertThat(api.get("/api/v1/route" + PLACE + "&category=F&on=2025-07-01")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theCatalogueIsPublic() {
        JsonNode catalogue = api.get("/api/v1/catalogue").json();
        assertThat(catalogue.path("version").asText()).isEqualTo("2026");
        assertThat(catalogue.path("rules")).hasSize(4);
        assertThat(catalogue.at("/rules/1/line").asInt()).isEqualTo(8);
    }

    @Test
    void unitsAreFoundByKindAreaAndName() {
        assertThat(codes("/api/v1/units")).containsExactly("G1", "G2", "HEAT1");
        assertThat(codes("/api/v1/units?kind=enterprise")).containsExactly("HEAT1");
        assertThat(codes("/api/v1/units?area=district:02")).containsExactly("G2");
        assertThat(codes("/api/v1/units?q=%E8%A5%BF%E5%8C%BA")).containsExactly("G1");
        assertThat(codes("/api/v1/units?limit=2")).hasSize(2);
        assertThat(api.get("/api/v1/units/HEAT1").json().path("overlay_feature").asText())
                .isEqualTo("H1");
        api.refusal("/api/v1/units/X", 404, "unknown_unit", "code");
        api.refusal("/api/v1/units?area=02", 400, "invalid_parameter", "area");
    }

    @Test
    void categoriesAndHotlinesAreListed() {
        assertThat(codes("/api/v1/categories")).containsExactly("H", "H-1", "F");
        JsonNode leaf = api.get("/api/v1/categories/H-1").json();
        assertThat(leaf.path("leaf").asBoolean()).isTrue();
        assertThat(leaf.path("publication").asText()).isEqualTo("none");
        assertThat(leaf.path("flags")).hasSize(1);
        api.refusal("/api/v1/categories/Z", 404, "unknown_category", "code");
        assertThat(codes("/api/v1/hotlines")).containsExactly("96069");
    }

    /** Words do not belong into an address; all else can be said in either way. */
    @Test
    void aBodySaysAllThatTheParametersSay() {
        String asked = "&category=H-1&crs=gcj02&accuracy=45&on=2026-01-15&channel=web&hotline=96069&urgency=ordinary"
                + "&at=2026-01-15T08:30:00%2B08:00&text=cold";
        String body = """
                {"category": "H-1", "lon": 116.504, "lat": 39.754, "crs": "gcj02", "accuracy": 45, "on": "2026-01-15",
                 "channel": "web", "hotline": "96069", "urgency": "ordinary",
                 "at": "2026-01-15T08:30:00+08:00", "text": "cold"}""";
        ApiClient.Answer got = api.get("/api/v1/route" + PLACE + asked);
        ApiClient.Answer posted = post(body);
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(posted.json()).isEqualTo(got.json());
        assertThat(post(body.replace("gcj02", "wgs84")).json()).isNotEqualTo(got.json());
        assertThat(post(body.replace("gcj02", "mars")).text()).contains("unknown_crs");
        for (String wrong : List.of("1900-01-15", "+999999999-12-31", "-999999999-01-01", "soon")) {
            assertThat(post(body.replace("\"on\": \"2026-01-15\"", "\"on\": \"" + wrong + "\""))
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        for (String wrong : List.of("+999999999-12-31T23:59:59Z", "2026-01-15T08:30:00", "later")) {
            assertThat(post(body.replace("2026-01-15T08:30:00+08:00", wrong)).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void furtherPlacesAreSaidInBothWaysAndWrongOnesAreNamed() {
        String route = "/api/v1/route" + PLACE + "&category=H-1";
        String body = """
                {"category": "H-1", "lon": 116.504, "lat": 39.754, "places": {"registered": {"lon": 116.504, "lat": 39.754}}}""";
        JsonNode asked = api.get(route + "&places=registered:116.504,39.754").json();
        assertThat(asked.at("/decision/rule/id").asText()).isEqualTo("employer");
        assertThat(post(body).json()).isEqualTo(asked);
        assertThat(api.get(route).json().at("/decision/rule/id").asText()).isEqualTo("heating");
        String east = "116.52,39.754";
        assertThat(api.get(route + "&places=registered:" + east)
                        .json()
                        .at("/decision/unit/code")
                        .asText())
                .isNotEqualTo(asked.at("/decision/unit/code").asText());
        for (String wrong : List.of(
                "registered",
                "registered:1",
                "a:1,2;a:1,2",
                "incident:1,2",
                "a:1,2;b:1,2;c:1,2;d:1,2;e:1,2",
                "a:x,2")) {
            api.refusal(route + "&places=" + wrong, 400, "invalid_parameter", "places");
        }
        api.refusal(route + "&places=registered:39,116", 400, "coordinate_out_of_range", "places.registered.lat");
        assertThat(post(body.replace("registered", "incident")).text()).contains("invalid_field", "places");
        assertThat(post(body.replace("\"lat\": 39.754}}", "\"lat\": 99}}")).text())
                .contains("places.registered.lat");
    }

    private static ApiClient.Answer post(String body) {
        return api.postJson("/api/v1/route", body);
    }
}
