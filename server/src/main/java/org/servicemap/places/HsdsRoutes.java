package org.servicemap.places;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.units.UnitDirectory;

/** The download for programs that speak Open Referral's HSDS. */
final class HsdsRoutes implements RouteGroup {
    private static final Param<String> LANGUAGE =
            Param.text("lang", "Language tag of its texts; without it the city's language");

    private final Places places;
    private final Supplier<UnitDirectory> units;
    private final Clock clock;

    HsdsRoutes(Places places, Supplier<UnitDirectory> units, Clock clock) {
        this.places = places;
        this.units = units;
        this.clock = clock;
    }

    @Override
    public String tag() {
        return "places";
    }

    @Override
    public String description() {
        return "The service map: places, matters, opening hours, who is in charge";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(PlaceRoutes.PLACES + ".hsds.zip", "downloadHsds")
                .summary("All places as tables of Open Referral's HSDS 3.0")
                .description("organizations, services, required_documents, locations, addresses, phones, accessibility,"
                        + " schedules and service_at_locations, CSV in UTF-8 in a ZIP.")
                .takes(LANGUAGE)
                .stream("application/zip", new Route.Shape.Binary(), "The tables", this::export));
    }

    private Route.Body export(Exchange exchange) {
        PlaceSearch search = places.search();
        LocalDate today = LocalDate.ofInstant(clock.instant(), search.clock().zone());
        String language = exchange.get(LANGUAGE, places.city().defaultLanguage());
        HsdsExport export = new HsdsExport(search, places.city(), units.get(), today, language);
        return export::writeTo;
    }
}
