package org.servicemap.incidents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.incidents.IncidentJson.CancelIncidentBody;
import org.servicemap.incidents.IncidentJson.EndIncidentBody;
import org.servicemap.incidents.IncidentJson.IncidentBody;
import org.servicemap.incidents.IncidentJson.PublicIncidentJson;
import org.servicemap.incidents.IncidentJson.PublicIncidentsJson;
import org.servicemap.incidents.IncidentJson.StaffIncidentJson;

/** Incidents: everybody reads what is open, dispatchers and supervisors make, change and end them. */
public final class IncidentRoutes implements RouteGroup {
    private static final String INCIDENTS = HttpServer.API + "/incidents";
    private static final Role[] MAKERS = {Role.DISPATCHER, Role.SUPERVISOR};
    private static final Role[] READERS = {Role.DISPATCHER, Role.SUPERVISOR, Role.OPERATOR};
    private static final int PAGE = 50;
    private static final int MOST_BYTES = 10 << 20;
    private static final Param<Double> LON = Param.number("lon", -180, 180, "Longitude, WGS 84; with lat");
    private static final Param<Double> LAT = Param.number("lat", -90, 90, "Latitude, WGS 84; with lon");
    private static final Param<String> LEVEL = Param.text("level", "Level of an area; with area");
    private static final Param<String> AREA = Param.text("area", "Code of an area that it must meet; with level");
    private static final Param<String> CATEGORY =
            Param.text("category", "Only what is about this category, one above or one below it");
    private static final Param<String> STATE =
            Param.oneOf("state", List.of("open", "ended", "cancelled"), "Only of this state");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 200, "At most so many; default " + PAGE);
    private static final Param<Long> ID = Param.id("id", "The incident").inPath();
    private static final RateLimit LOOKING = RateLimit.perMinute("incidents", 120);

    private final Incidents incidents;
    private final Outages outages;
    private final Clock clock;

    public IncidentRoutes(Incidents incidents, Outages outages, Clock clock) {
        this.incidents = incidents;
        this.outages = outages;
        this.clock = clock;
    }

    @Override
    public String tag() {
        return "incidents";
    }

    @Override
    public String description() {
        return "Incidents and planned outages";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(INCIDENTS, "listIncidents")
                        .summary("Open incidents and planned outages, near a place when one is said")
                        .description(
                                "With lon and lat: those whose outline holds the point or lies within the city's distance. With"
                                        + " level and area: those that meet the area. Planned outages show some time before they begin.")
                        .takes(LON, LAT, LEVEL, AREA, CATEGORY)
                        .limit(LOOKING)
                        .fails(IncidentErrors.BAD_FIELD)
                        .json(PublicIncidentsJson.class, "What is open", this::open),
                Route.get(INCIDENTS + "/all", "listAllIncidents")
                        .summary("All incidents, the newest first")
                        .roles(READERS)
                        .takes(STATE, Cursor.PARAM, LIMIT)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(StaffIncidentJson.class, "Incidents", this::list),
                Route.post(INCIDENTS, "openIncident")
                        .summary("Open an incident, with the request that others will follow")
                        .roles(MAKERS)
                        .body(IncidentBody.class, "What is said of it")
                        .idempotent()
                        .fails(IncidentErrors.BAD_FIELD, ErrorCode.OUT_OF_SCOPE)
                        .created(StaffIncidentJson.class, "The incident", this::create),
                Route.post(INCIDENTS + "/import", "importOutages")
                        .summary("Import planned outages from a file, all or nothing")
                        .description("CSV or GeoJSON, UTF-8. Columns, or properties: "
                                + String.join(", ", OutageRow.COLUMNS)
                                + ". The same reference of a source again changes its notice, or nothing.")
                        .roles(MAKERS)
                        .reads("The file", "text/csv", "application/geo+json", "application/json")
                        .fails(IncidentErrors.BAD_FILE)
                        .json(TakenOutagesJson.class, "What was imported", this::take),
                one(Route.get(INCIDENTS + "/{id}", "getIncident"), "One incident", READERS)
                        .json(StaffIncidentJson.class, "The incident", exchange -> json(exchange, get(exchange))),
                changing(Route.put(INCIDENTS + "/{id}", "changeIncident"), "Say something else of an open incident")
                        .body(IncidentBody.class, "What is said of it now")
                        .json(StaffIncidentJson.class, "The incident", this::change),
                changing(Route.post(INCIDENTS + "/{id}/end", "endIncident"), "End it: each who asked gets the answer")
                        .body(EndIncidentBody.class, "The answer")
                        .idempotent()
                        .json(StaffIncidentJson.class, "The incident", this::end),
                changing(
                                Route.post(INCIDENTS + "/{id}/cancel", "cancelIncident"),
                                "Take it back; what followed goes back to the dispatcher")
                        .body(CancelIncidentBody.class, "Why")
                        .idempotent()
                        .json(StaffIncidentJson.class, "The incident", this::cancel));
    }

    private static RouteBuilder one(RouteBuilder route, String summary, Role... roles) {
        return route.summary(summary).roles(roles).takes(ID).fails(IncidentErrors.UNKNOWN);
    }

    private static RouteBuilder changing(RouteBuilder route, String summary) {
        return one(route, summary, MAKERS)
                .fails(IncidentErrors.BAD_FIELD, IncidentErrors.CHANGED, IncidentErrors.ENDED, ErrorCode.OUT_OF_SCOPE);
    }

    @Describe("What an import did")
    record TakenOutagesJson(int created, int changed, int unchanged) {}

    private TakenOutagesJson take(Exchange exchange) {
        try (InputStream body = exchange.spooledBody()) {
            byte[] file = body.readNBytes(MOST_BYTES + 1);
            if (file.length > MOST_BYTES) {
                throw ErrorCode.TOO_LARGE.problem("a file of planned outages has at most 10 MB");
            }
            Outages.Taken taken = outages.take(exchange.caller(), file);
            return new TakenOutagesJson(taken.created(), taken.changed(), taken.unchanged());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PublicIncidentsJson open(Exchange exchange) {
        return new PublicIncidentsJson(found(exchange).stream()
                .map(near -> PublicIncidentJson.of(near, incidents.categories(), zone()))
                .toList());
    }

    private List<Incidents.Near> found(Exchange exchange) {
        String category = exchange.find(CATEGORY);
        Double lon = exchange.find(LON);
        Double lat = exchange.find(LAT);
        String level = exchange.find(LEVEL);
        String area = exchange.find(AREA);
        if ((lon == null) != (lat == null) || (level == null) != (area == null)) {
            throw IncidentErrors.BAD_FIELD.problem(
                    "lon goes with lat, level with area", lon == null != (lat == null) ? "lon" : "level");
        }
        if (lon != null && lat != null) {
            return incidents.near(new LonLat(lon, lat), category);
        }
        return level != null && area != null ? incidents.in(level, area, category) : incidents.everywhere(category);
    }

    private Page<StaffIncidentJson> list(Exchange exchange) {
        String word = exchange.find(STATE);
        Incident.State state = word == null ? null : Incident.State.valueOf(word.toUpperCase(Locale.ROOT));
        String scope = "incidents " + word;
        int limit = exchange.get(LIMIT, PAGE);
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        return Page.part(incidents.list(state, offset, limit + 1), offset, limit, scope)
                .map(each -> json(exchange, each));
    }

    private StaffIncidentJson create(Exchange exchange) {
        IncidentBody body = exchange.body(IncidentBody.class);
        return json(exchange, incidents.open(exchange.caller(), said(body)));
    }

    private StaffIncidentJson change(Exchange exchange) {
        IncidentBody body = exchange.body(IncidentBody.class);
        Integer seen = body.version();
        if (seen == null) {
            throw IncidentException.bad("version", "say which version was changed");
        }
        return json(exchange, incidents.change(exchange.caller(), exchange.get(ID), seen, said(body)));
    }

    private Announcement said(IncidentBody body) {
        return body.announcement(incidents.outlines(), clock.instant());
    }

    private StaffIncidentJson end(Exchange exchange) {
        EndIncidentBody body = exchange.body(EndIncidentBody.class);
        return json(
                exchange,
                incidents.end(exchange.caller(), exchange.get(ID), body.version(), body.answer(), body.outcome()));
    }

    private StaffIncidentJson cancel(Exchange exchange) {
        CancelIncidentBody body = exchange.body(CancelIncidentBody.class);
        return json(exchange, incidents.cancel(exchange.caller(), exchange.get(ID), body.version(), body.reason()));
    }

    private Incident get(Exchange exchange) {
        return incidents.get(exchange.get(ID));
    }

    private StaffIncidentJson json(Exchange exchange, Incident incident) {
        return StaffIncidentJson.of(
                incident,
                incidents.followers(incident),
                isMine(exchange.caller(), incident),
                incidents.categories(),
                zone());
    }

    private boolean isMine(Caller caller, Incident incident) {
        if (!incident.isOpen() || !(caller.has(Role.DISPATCHER) || caller.has(Role.SUPERVISOR))) {
            return false;
        }
        try {
            incidents.requireScope(caller, incident);
            return true;
        } catch (IncidentException e) {
            return false;
        }
    }

    private ZoneId zone() {
        return incidents.city().zone();
    }
}
