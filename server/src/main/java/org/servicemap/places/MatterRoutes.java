package org.servicemap.places;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** What can be done at places. */
final class MatterRoutes implements RouteGroup {
    private static final Param<String> CODE =
            Param.text("code", "Code of the matter").inPath();

    private final Places places;

    MatterRoutes(Places places) {
        this.places = places;
    }

    @Describe("Something that citizens get done")
    record ServiceMatterJson(
            String code,
            LocalText name,
            @Describe("What to bring") List<LocalText> documents,

            @Describe("How long it takes until it is done") LocalText duration,

            LocalText fee,

            @Describe("Where it can be done online") @Nullable
            String link,

            @Describe("At the counter") @Nullable Integer minutes,

            @Describe("Categories of places where it can be done")
            List<String> categories) {
        static ServiceMatterJson of(Matter matter) {
            return new ServiceMatterJson(
                    matter.code(),
                    matter.name(),
                    matter.documents(),
                    matter.duration(),
                    matter.fee(),
                    matter.link(),
                    matter.minutes(),
                    matter.categories());
        }
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
        return List.of(
                Route.get(HttpServer.API + "/matters", "listMatters")
                        .summary("All matters")
                        .cache(CachePolicy.REVALIDATE)
                        .etag(exchange -> places.current().stamp())
                        .page(ServiceMatterJson.class, "Matters, in the city's order", exchange -> list()),
                Route.get(HttpServer.API + "/matters/{code}", "getMatter")
                        .summary("One matter")
                        .takes(CODE)
                        .fails(PlaceErrors.UNKNOWN_MATTER)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(exchange -> places.current().stamp())
                        .json(ServiceMatterJson.class, "The matter", this::matter));
    }

    private Page<ServiceMatterJson> list() {
        return Page.whole(
                places.current().matters().stream().map(ServiceMatterJson::of).toList());
    }

    private ServiceMatterJson matter(Exchange exchange) {
        String code = exchange.get(CODE);
        return places.current()
                .findMatter(code)
                .map(ServiceMatterJson::of)
                .orElseThrow(
                        () -> new PlaceException(PlaceException.UNKNOWN_MATTER, "code", "there is no matter " + code));
    }
}
