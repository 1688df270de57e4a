package org.servicemap.places;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.servicemap.http.Exchange;
import org.servicemap.http.Json;
import org.servicemap.http.JsonBytes;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** All places of a filter as one file: the pack's own table, or GeoJSON. */
final class DownloadRoutes implements RouteGroup {
    private static final String CSV = "text/csv";
    private static final String GEO_JSON = "application/geo+json";
    private static final int AT_ONCE = 1000;

    private final Places places;
    private final Clock clock;
    private final FilterParams filters;

    DownloadRoutes(Places places, EarliestSlots earliest, Clock clock) {
        this.places = places;
        this.clock = clock;
        this.filters = new FilterParams(places, earliest, clock);
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
                Route.get(PlaceRoutes.PLACES + ".csv", "downloadPlacesCsv")
                        .summary("Places as the table that a city pack and an import take")
                        .takes(FilterParams.ALL)
                        .fails(FilterParams.ERRORS)
                        .stream(List.of(CSV), "CSV, UTF-8 with BOM", this::csv),
                Route.get(PlaceRoutes.PLACES + ".geojson", "downloadPlacesGeoJson")
                        .summary("Places as GeoJSON points")
                        .takes(FilterParams.ALL)
                        .fails(FilterParams.ERRORS)
                        .stream(GEO_JSON, new Route.Shape.GeoJson("FeatureCollection"), "GeoJSON", this::geoJson));
    }

    private Route.Body csv(Exchange exchange) {
        PlaceSearch search = places.search();
        int[] found = search.all(filters.read(exchange));
        List<Place> wanted =
                Arrays.stream(found).mapToObj(search.view().set()::place).toList();
        List<String> languages = places.city().languages();
        return out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write('\uFEFF');
            writer.write(PlaceCsv.header(languages));
            for (int i = 0; i < wanted.size(); i += AT_ONCE) {
                writer.write(PlaceCsv.rows(wanted.subList(i, Math.min(i + AT_ONCE, wanted.size())), languages));
            }
            writer.flush();
        };
    }

    private Route.Body geoJson(Exchange exchange) {
        PlaceSearch search = places.search();
        int[] found = search.all(filters.read(exchange));
        PlaceItems items = new PlaceItems(search, clock.instant());
        return out -> {
            ascii(out, "{\"type\":\"FeatureCollection\",\"features\":[");
            for (int i = 0; i < found.length; i++) {
                out.write(feature(items.item(found[i], null), i == 0));
            }
            ascii(out, "]}");
        };
    }

    private static byte[] feature(PlaceItems.PlaceItemJson item, boolean first) {
        JsonBytes json = new JsonBytes()
                .ascii(first ? "" : ",")
                .ascii("{\"type\":\"Feature\",\"id\":")
                .text(item.code());
        json.ascii(",\"geometry\":{\"type\":\"Point\",\"coordinates\":[" + item.lon() + "," + item.lat() + "]}");
        return json.ascii(",\"properties\":").bytes(Json.bytes(item)).ascii("}").toArray();
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
