package org.servicemap.open311;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.attachments.Attachments;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.PartRule;
import org.servicemap.http.ProblemFormat;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.http.Upload;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.Filed;
import org.servicemap.requests.Filing;
import org.servicemap.requests.PlacesByWords;
import org.servicemap.requests.PublicRequest;
import org.servicemap.storage.Database;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryAttributes;
import org.servicemap.units.Units;

/** GeoReport v2, each operation in both formats, at the production and the test endpoint. */
public final class Open311Routes implements RouteGroup {
    private static final RateLimit FILING = RateLimit.perMinute("open311_filing", 600);
    private static final String GRANT = "file";
    private static final String CHANNEL = "api";
    private static final int MOST_FILES = 5;

    private final Ground ground;
    private final Map<Endpoint, ServiceRequests> requests;

    /**
     * What the endpoints stand on.
     *
     * @param places where addresses are looked up of requests without a point
     * @param publicUrl where the world finds the server; null to take what each caller uses
     * @param maxBytes of one picture
     */
    public record Ground(
            Supplier<City> city,
            Units units,
            Database database,
            CityRequests requests,
            PlacesByWords places,
            Attachments attachments,
            @Nullable URI publicUrl,
            long maxBytes,
            Clock clock) {}

    public Open311Routes(Ground ground) {
        this.ground = ground;
        requests = Map.of(
                Endpoint.PRODUCTION,
                new CityDesk(ground.database(), ground.requests(), ground.attachments()),
                Endpoint.TEST,
                new Sandbox(() -> ground.units().current().categories(), ground.clock()));
    }

    @Override
    public String tag() {
        return "open311";
    }

    @Override
    public String description() {
        return "Open311 GeoReport v2: services, and the requests that are public";
    }

    @Override
    public ProblemFormat problems() {
        return Open311Errors.FORMAT;
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            for (Format format : Format.values()) {
                new Operations(endpoint, format).addTo(routes);
            }
        }
        return routes;
    }

    /** The operations of one endpoint in one format. */
    private final class Operations {
        private final Endpoint endpoint;
        private final Format format;
        private final ServiceRequests desk;

        Operations(Endpoint endpoint, Format format) {
            this.endpoint = endpoint;
            this.format = format;
            desk = java.util.Objects.requireNonNull(requests.get(endpoint));
        }

        void addTo(List<Route> routes) {
            routes.add(get("/discovery", "discover", "Where the endpoints are", object(), this::discovery));
            routes.add(get("/services", "listServices", "What can be reported", list(), this::services));
            routes.add(get(
                    "/services/{service_code}",
                    "getService",
                    "The attributes of a service; 404 where its metadata is false",
                    object(),
                    this::definition,
                    Params.SERVICE));
            routes.add(get(
                    "/requests",
                    "listServiceRequests",
                    "Published requests, the newest first: of 90 days, 1000 at most",
                    list(),
                    this::requests,
                    RequestFilter.ALL));
            routes.add(get(
                    "/requests/{service_request_id}",
                    "getServiceRequest",
                    "One request",
                    list(),
                    this::request,
                    Params.REQUEST,
                    Params.EXTENSIONS));
            routes.add(get("/tokens/{token}", "getToken", "The id behind a token", list(), this::token, Params.TOKEN));
            routes.add(filing());
        }

        private Route get(
                String path,
                String verb,
                String summary,
                Route.Shape shape,
                Function<Exchange, Document> handler,
                Param<?>... params) {
            return Route.get(endpoint.path() + path + format.suffix(), endpoint.id(verb, format))
                    .summary(summary)
                    .takes(params)
                    .takes(Params.JURISDICTION)
                    .anyQuery()
                    .fails(Open311Errors.UNKNOWN_JURISDICTION, Open311Errors.BAD_ARGUMENT)
                    .fails(path.contains("{") ? unknown(path) : new ErrorCode[0])
                    .fixed(format.mediaType(), shape, summary, exchange -> write(exchange, handler));
        }

        private static ErrorCode[] unknown(String path) {
            return path.startsWith("/services")
                    ? new ErrorCode[] {Open311Errors.UNKNOWN_SERVICE, Open311Errors.NO_DEFINITION}
                    : new ErrorCode[] {Open311Errors.UNKNOWN_REQUEST};
        }

        private Route filing() {
            return Route.post(
                            endpoint.path() + "/requests" + format.suffix(), endpoint.id("fileServiceRequest", format))
                    .summary("File a request: it is stored and routed before this answers")
                    .description(
                            "Needs api_key, service_code and a location: lat and long, address_string or address_id."
                                    + " Takes attribute[CODE], description, media_url, first_name, last_name, phone, email too;"
                                    + " a service whose definition asks for attribute[contact] needs that, phone or email.")
                    .form("The arguments", PartRule.file("media", MOST_FILES, ground.maxBytes(), "Pictures"))
                    .takes(Params.JURISDICTION)
                    .anyQuery()
                    .idempotent()
                    .limit(FILING)
                    .fails(
                            Open311Errors.UNKNOWN_JURISDICTION,
                            Open311Errors.UNKNOWN_SERVICE,
                            Open311Errors.BAD_KEY,
                            Open311Errors.BAD_ARGUMENT)
                    .fixedCreated(format.mediaType(), list(), "The id", exchange -> format.write(file(exchange)));
        }

        private Route.Shape list() {
            return format == Format.JSON ? new Route.Shape.JsonObjects() : new Route.Shape.Text();
        }

        private Route.Shape object() {
            return format == Format.JSON ? new Route.Shape.AnyJson() : new Route.Shape.Text();
        }

        private byte[] write(Exchange exchange, Function<Exchange, Document> handler) {
            checkJurisdiction(exchange.find(Params.JURISDICTION));
            return format.write(handler.apply(exchange));
        }

        private Document discovery(Exchange exchange) {
            return Discovery.of(city().name().in(language(), "en"), origin(exchange));
        }

        private String origin(Exchange exchange) {
            URI known = ground.publicUrl();
            return known == null ? exchange.origin() : known.toString().replaceAll("/+$", "");
        }

        private Document services(Exchange exchange) {
            return Open311Routes.this.services().list();
        }

        private Document definition(Exchange exchange) {
            String code = exchange.get(Params.SERVICE);
            Attributes attributes = Open311Routes.this.services().attributes(service(code));
            if (attributes.isEmpty()) {
                throw Open311Errors.NO_DEFINITION.problem("the service has no attributes: its metadata is false");
            }
            return attributes.definition(code);
        }

        private Document requests(Exchange exchange) {
            List<String> ids = exchange.find(RequestFilter.IDS);
            List<PublicRequest> found = ids == null
                    ? desk.list(RequestFilter.query(exchange, ground.clock().instant()))
                    : desk.find(ids);
            return fields(exchange).list(found);
        }

        private Document request(Exchange exchange) {
            return fields(exchange).list(List.of(find(exchange.get(Params.REQUEST))));
        }

        private PublicRequest find(String id) {
            return desk.find(List.of(id)).stream()
                    .findFirst()
                    .orElseThrow(() -> Open311Errors.UNKNOWN_REQUEST.problem("there is no such request to be seen"));
        }

        private RequestFields fields(Exchange exchange) {
            return new RequestFields(
                    language(),
                    origin(exchange),
                    exchange.get(Params.EXTENSIONS, "").equals("true"));
        }

        /** Ids are given out at once; a token is only ever the id again. */
        private Document token(Exchange exchange) {
            String id = find(exchange.get(Params.TOKEN)).number();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("service_request_id", id);
            fields.put("token", id);
            return Document.list("service_requests", "request", List.of(fields));
        }

        private Document file(Exchange exchange) {
            Submission submission = new Submission(exchange.fields());
            String jurisdiction = submission.find("jurisdiction_id");
            checkJurisdiction(jurisdiction == null ? exchange.find(Params.JURISDICTION) : jurisdiction);
            Caller caller = caller(exchange, submission);
            Category service = service(submission.require("service_code"));
            List<CleanFile> media = exchange.files("media").stream()
                    .map(Upload::readAll)
                    .map(bytes -> CleanFile.of(bytes, false))
                    .toList();
            Services services = Open311Routes.this.services();
            Filing filing = submission.filing(
                    service.code(), services.name(service), CHANNEL, ground.places(), services.attributes(service));
            return receipt(desk.file(filing, media, caller));
        }

        private Document receipt(Filed filed) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("service_request_id", filed.number());
            fields.put("service_notice", "Query code " + filed.queryCode());
            fields.put("account_id", null);
            return Document.list("service_requests", "request", List.of(fields));
        }
    }

    /** By api_key, or by the header that all of the city's interfaces take. */
    private static Caller caller(Exchange exchange, Submission submission) {
        String key = submission.find("api_key");
        if (key == null) {
            key = exchange.other("api_key");
        }
        Caller caller = key == null || key.isBlank() ? exchange.caller() : exchange.callerByToken(key.strip());
        if (!caller.service() || !caller.mayBy(GRANT)) {
            throw Open311Errors.BAD_KEY.problem("a valid api_key is needed to file requests", "api_key");
        }
        return caller;
    }

    private void checkJurisdiction(@Nullable String id) {
        if (id != null && !id.equals(city().id())) {
            throw Open311Errors.UNKNOWN_JURISDICTION.problem(
                    "jurisdiction_id was not found: it is " + city().id() + " here, or left out", "jurisdiction_id");
        }
    }

    private Category service(String code) {
        return services()
                .find(code)
                .orElseThrow(() -> Open311Errors.UNKNOWN_SERVICE.problem("service_code was not found", "service_code"));
    }

    private Services services() {
        return new Services(ground.units().current().categories(), CategoryAttributes.of(city().process()), language());
    }

    private City city() {
        return ground.city().get();
    }

    private String language() {
        return city().defaultLanguage();
    }
}
