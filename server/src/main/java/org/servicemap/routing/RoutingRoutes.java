package org.servicemap.routing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.Position;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.ResolutionJson;
import org.servicemap.areas.ResolveRoutes;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.LonLat;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.UnitDirectory;

/** The responsibility catalogue, and who would have to act at a place. Nothing is stored. */
public final class RoutingRoutes implements RouteGroup {
    private static final Param<String> CATEGORY =
            Param.text("category", "Code of the category, as in /categories").mandatory();
    private static final Param<String> CHANNEL = Param.text("channel", "How it came");
    private static final Param<String> HOTLINE = Param.text("hotline", "Code of the hotline it came from");
    private static final Param<String> URGENCY = Param.text("urgency", "Urgency class; default: the category's");
    private static final Param<String> KIND = Param.text("kind", "Request kind");
    private static final Param<String> TEXT = Param.text("text", "What was said, for rules that look at words");
    private static final Param<String> PLACES = Param.text(
            "places",
            "Further places by role, for rules that go by them, in the same crs: registered:116.41,39.92;residence:116.30,39.95");
    private static final int MOST_TEXT = 4000;
    private static final RateLimit ASKING = RateLimit.perMinute("route_of_words", 120);
    private static final Param<OffsetDateTime> AT = Param.time("at", "When it was received; default now");

    private final PublishedAreas areas;
    private final Function<AreaSnapshot, Catalogue> catalogues;
    private final Predicate<LonLat> piles;
    private final Clock clock;

    /**
     * @param catalogues the published catalogue, compiled against an area version
     * @param piles whether a position is known to be a geocoder's default
     */
    public RoutingRoutes(
            PublishedAreas areas, Function<AreaSnapshot, Catalogue> catalogues, Predicate<LonLat> piles, Clock clock) {
        this.piles = piles;
        this.areas = areas;
        this.catalogues = catalogues;
        this.clock = clock;
    }

    @Describe("What GET takes as parameters, with what is said: words belong into a body, since addresses are logged")
    record RouteQuestionBody(
            @Describe("Code of the category, as in /categories")
            String category,

            @Describe("Longitude in degrees (or easting in units of crs)")
            double lon,

            @Describe("Latitude in degrees (or northing in units of crs)")
            double lat,

            @Describe("What lon and lat are measured in: wgs84 (default), gcj02, bd09, EPSG:n, or a PROJ string")
            @Nullable
            String crs,

            @Describe("Radius in metres") @Nullable Double accuracy,

            @Describe("Use the boundaries in force on this date; default today") @Nullable
            LocalDate on,

            @Describe("How it came") @Nullable String channel,

            @Describe("Code of the hotline it came from") @Nullable
            String hotline,

            @Describe("Urgency class; default: the category's") @Nullable
            String urgency,

            @Describe("Request kind") @Nullable String kind,

            @Describe("When it was received; default now") @Nullable
            OffsetDateTime at,

            @Describe("Further places by role (registered, residence …), for rules that go by them; at most 4")
            @Nullable
            Map<String, RoutePlaceJson> places,

            @Describe("More than 4000 characters are not read") @Nullable
            String text) {
        LonLat point() {
            return Position.of(lon, lat, crs);
        }

        /** The further places, in WGS 84. */
        Map<String, LonLat> further() {
            if (places == null) {
                return Map.of();
            }
            if (!FurtherPlaces.areRoles(places.keySet())) {
                throw ErrorCode.INVALID_FIELD.problem("up to 4 further places by role, such as registered", "places");
            }
            Map<String, LonLat> points = new HashMap<>();
            places.forEach((role, place) -> points.put(role, FurtherPlaces.named(role, () -> place.point(crs))));
            return points;
        }

        /** Days that no calendar of a database has are refused, as those of parameters are. */
        RouteQuestionBody requireYears() {
            requireYear(on == null ? 1 : on.getYear(), "on");
            requireYear(at == null ? 1 : at.getYear(), "at");
            return this;
        }

        private static void requireYear(int year, String field) {
            if (year < 1 || year > 9999) {
                throw ErrorCode.INVALID_FIELD.problem("a year from 1 to 9999", field);
            }
        }

        /** What is read of the text. */
        @Nullable
        String words() {
            return text == null || text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
        }
    }

    @Describe("One of the further places")
    record RoutePlaceJson(
            @Describe("Longitude in degrees (or easting in units of crs)")
            double lon,

            @Describe("Latitude in degrees (or northing in units of crs)")
            double lat) {
        LonLat point(@Nullable String crs) {
            return Position.of(lon, lat, crs);
        }
    }

    record RoutePreviewJson(ResolutionJson resolution, DecisionJson decision) {}

    @Describe("Who is responsible for what at a place")
    record OverviewJson(List<OverviewItemJson> items) {}

    record OverviewItemJson(
            CategoryNameJson category,
            DecisionJson.@Nullable ResponsibleJson unit,
            DecisionJson.@Nullable TermJson diversion,
            DecisionJson.@Nullable RuleJson rule) {}

    record CategoryNameJson(
            String code, LocalText name, @Nullable String parent) {}

    @Describe("The responsibility catalogue in force")
    record CatalogueJson(
            @Describe("Its label") String version,

            @Describe("SHA-256 of all that decisions depend on")
            String fingerprint,

            List<CatalogueRuleJson> rules) {}

    record CatalogueRuleJson(String id, int line, LocalText title, LocalText legalBasis) {}

    @Override
    public String tag() {
        return "routing";
    }

    @Override
    public String description() {
        return "Who is responsible, and why";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                at("/route", "previewRoute", "The unit that must act for a category at a place, with the reasons")
                        .takes(CATEGORY, CHANNEL, HOTLINE, URGENCY, KIND, PLACES, TEXT, AT)
                        .fails(RoutingErrors.ofQuestion())
                        .json(RoutePreviewJson.class, "Areas and decision", this::route),
                Route.post(HttpServer.API + "/route", "previewRouteOfWords")
                        .summary("The unit that must act, also by rules that look at words")
                        .body(RouteQuestionBody.class, "What is asked")
                        .limit(ASKING)
                        .fails(AreaErrors.ofPosition())
                        .fails(AreaErrors.BEFORE_FIRST_VERSION, RoutingErrors.HISTORY_NOT_ROUTABLE)
                        .fails(RoutingErrors.ofQuestion())
                        .json(RoutePreviewJson.class, "Areas and decision", this::routeOfWords),
                at("/route/overview", "getRouteOverview", "The unit that must act at a place, for every leaf category")
                        .takes(AT)
                        .json(OverviewJson.class, "One item for each leaf category", this::overview),
                Route.get(HttpServer.API + "/catalogue", "getCatalogue")
                        .summary("The responsibility catalogue: its version and rules")
                        .cache(CachePolicy.MINUTE)
                        .json(CatalogueJson.class, "The catalogue", this::catalogue));
    }

    private static RouteBuilder at(String path, String id, String summary) {
        return Route.get(HttpServer.API + path, id)
                .summary(summary)
                .takes(Position.LON, Position.LAT, Position.CRS, Position.ACCURACY, ResolveRoutes.ON)
                .fails(AreaErrors.ofPosition())
                .fails(AreaErrors.BEFORE_FIRST_VERSION, RoutingErrors.HISTORY_NOT_ROUTABLE);
    }

    /** A place, and the catalogue as it is compiled for the place's area version. */
    private record Asked(AreaResolver resolver, Resolution resolution, Catalogue catalogue) {
        AreaSnapshot snapshot() {
            return resolver.snapshot();
        }

        Place place() {
            return Place.of(resolution, snapshot().directory());
        }

        /** The incident's place and the further ones. */
        Map<String, Place> places(Map<String, LonLat> further) {
            Map<String, Place> places = new HashMap<>();
            further.forEach((role, point) -> places.put(
                    role,
                    Place.of(
                            resolver.resolve(new Query(point, null, Set.of(Query.ALL))),
                            snapshot().directory())));
            places.put("incident", place());
            return places;
        }

        DecisionJson.Writer writer() {
            RoutingContext context = catalogue.context();
            UnitDirectory units = new UnitDirectory(context.tables().units());
            return new DecisionJson.Writer(units::find, snapshot().levels(), context.zone());
        }
    }

    private Asked ask(Exchange exchange) {
        return ask(exchange.find(ResolveRoutes.ON), Position.of(exchange), exchange.find(Position.ACCURACY));
    }

    private Asked ask(@Nullable LocalDate on, LonLat point, @Nullable Double accuracy) {
        AreaResolver resolver = on == null ? areas.current() : areas.on(on);
        Query query = new Query(point, accuracy, Set.of(Query.ALL));
        return new Asked(resolver, resolver.resolve(query), catalogue(resolver.snapshot()));
    }

    /** Today's rules and units need not fit the boundaries of another day: that is no reason to try again later. */
    private Catalogue catalogue(AreaSnapshot asked) {
        try {
            return catalogues.apply(asked);
        } catch (CatalogueException e) {
            if (asked.id().equals(areas.current().snapshot().id())) {
                throw e;
            }
            throw new RoutingException(
                    RoutingErrors.HISTORY_NOT_ROUTABLE.code(),
                    "on",
                    "today's catalogue does not fit the boundaries of version \"" + asked.label()
                            + "\", which were in force then; GET /resolve answers for them");
        }
    }

    private Instant when(@Nullable OffsetDateTime at) {
        return at == null ? clock.instant() : at.toInstant();
    }

    private RoutePreviewJson route(Exchange exchange) {
        Asked asked = ask(exchange);
        Question question = new Question(
                exchange.get(CATEGORY),
                asked.places(further(exchange)),
                exchange.find(CHANNEL),
                exchange.find(HOTLINE),
                exchange.find(URGENCY),
                exchange.find(KIND),
                when(exchange.find(AT)),
                exchange.find(TEXT));
        return preview(asked, question);
    }

    private static Map<String, LonLat> further(Exchange exchange) {
        String places = exchange.find(PLACES);
        try {
            return places == null ? Map.of() : FurtherPlaces.parse(places, Position.crs(exchange));
        } catch (IllegalArgumentException e) {
            throw ErrorCode.INVALID_PARAMETER.problem(String.valueOf(e.getMessage()), "places");
        }
    }

    private RoutePreviewJson routeOfWords(Exchange exchange) {
        RouteQuestionBody body = exchange.body(RouteQuestionBody.class).requireYears();
        Asked asked = ask(body.on(), body.point(), body.accuracy());
        Question question = new Question(
                body.category(),
                asked.places(body.further()),
                body.channel(),
                body.hotline(),
                body.urgency(),
                body.kind(),
                when(body.at()),
                body.words());
        return preview(asked, question);
    }

    private RoutePreviewJson preview(Asked asked, Question question) {
        Decision decision = asked.catalogue().decide(question);
        return new RoutePreviewJson(
                ResolutionJson.of(
                        asked.snapshot(),
                        asked.resolution(),
                        piles.test(asked.resolution().point())),
                asked.writer().of(decision));
    }

    private OverviewJson overview(Exchange exchange) {
        Asked asked = ask(exchange);
        Place place = asked.place();
        Instant when = when(exchange.find(AT));
        DecisionJson.Writer writer = asked.writer();
        CategoryTree tree =
                new CategoryTree(asked.catalogue().context().tables().categories());
        return new OverviewJson(tree.leaves().stream()
                .map(leaf -> item(leaf, asked.catalogue().outcome(Question.of(leaf.code(), place, when)), writer))
                .toList());
    }

    private static OverviewItemJson item(Category leaf, Catalogue.Outcome outcome, DecisionJson.Writer writer) {
        Decision.RuleName rule = outcome.rule();
        return new OverviewItemJson(
                new CategoryNameJson(leaf.code(), leaf.name(), leaf.parent()),
                writer.unit(outcome.unit()),
                DecisionJson.TermJson.of(outcome.diversion()),
                rule == null ? null : DecisionJson.RuleJson.of(rule));
    }

    private CatalogueJson catalogue(Exchange exchange) {
        Catalogue catalogue = catalogues.apply(areas.current().snapshot());
        return new CatalogueJson(
                catalogue.label(),
                catalogue.fingerprint(),
                catalogue.rules().stream()
                        .map(rule ->
                                new CatalogueRuleJson(rule.id(), rule.mark().line(), rule.title(), rule.legalBasis()))
                        .toList());
    }
}
