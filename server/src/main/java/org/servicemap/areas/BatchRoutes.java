package org.servicemap.areas;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** {@code POST /resolve/batch}: the upload is spooled to disk, then the answer streams. */
public final class BatchRoutes implements RouteGroup {
    private static final Param<String> LON_COLUMN =
            Param.text("lon_column", "Column or member with the longitude; found by its name when left out");
    private static final Param<String> LAT_COLUMN =
            Param.text("lat_column", "Column or member with the latitude; found by its name when left out");
    private static final Param<String> LANG = Param.text("lang", "Language tag of the names in CSV");

    private final PublishedAreas areas;
    private final Supplier<City> city;
    private final Supplier<PileLearner> piles;

    public BatchRoutes(PublishedAreas areas, Supplier<City> city) {
        this(areas, city, PileLearner::fresh);
    }

    /**
     * @param piles gives one for each file; what it learns is not kept, since anybody may send a file
     */
    public BatchRoutes(PublishedAreas areas, Supplier<City> city, Supplier<PileLearner> piles) {
        this.areas = areas;
        this.city = city;
        this.piles = piles;
    }

    @Override
    public String tag() {
        return "batch";
    }

    @Override
    public String description() {
        return "Files of points";
    }

    @Override
    public List<Route> routes() {
        String csv = BatchFormat.CSV.mediaType();
        String ndjson = BatchFormat.NDJSON.mediaType();
        return List.of(Route.post(HttpServer.API + "/resolve/batch", "resolveBatch")
                .summary("The areas of many points")
                .description(
                        "Every row comes back in its place, with its other columns. A row that cannot be answered has"
                                + " its line number and an `error`; it does not stop the rest. Columns are recognised by name"
                                + " (lon, lng, longitude, x, 经度; lat, latitude, y, 纬度; …). Without an Accept header the"
                                + " answer has the format of the file.")
                .takes(Position.CRS, ResolveRoutes.ON, ResolveRoutes.OVERLAYS, LON_COLUMN, LAT_COLUMN, LANG)
                .reads(
                        "A CSV file with a header, or one JSON object on each line; UTF-8 unless charset says otherwise",
                        csv,
                        ndjson)
                .fails(AreaErrors.UNKNOWN_CRS, AreaErrors.UNKNOWN_OVERLAY_PARAMETER, AreaErrors.BEFORE_FIRST_VERSION)
                .fails(
                        AreaErrors.COLUMNS_NOT_FOUND,
                        AreaErrors.DOUBLED_COLUMN,
                        AreaErrors.UNKNOWN_CHARSET,
                        AreaErrors.EMPTY_FILE)
                .stream(List.of(csv, ndjson), "The rows with their areas", this::open));
    }

    private Route.Body open(Exchange exchange) throws IOException {
        BatchFormat input = BatchFormat.ofMediaType(exchange.requestType());
        BatchFormat output = BatchFormat.ofMediaType(exchange.prefer(input.mediaType()));
        BatchOptions options = options(exchange, input, output);
        LocalDate on = exchange.find(ResolveRoutes.ON);
        AreaResolver resolver = on == null ? areas.current() : areas.on(on);
        InputStream file = exchange.spooledBody();
        BatchResolve batch = BatchResolve.open(resolver, options, file, piles.get());
        return out -> {
            BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
            batch.writeTo(buffered, bytes -> {});
            buffered.flush();
        };
    }

    private BatchOptions options(Exchange exchange, BatchFormat input, BatchFormat output) {
        String crs = exchange.find(Position.CRS);
        String fallback = city.get().defaultLanguage();
        return new BatchOptions(
                input,
                output,
                exchange.requestCharset(),
                exchange.find(LON_COLUMN),
                exchange.find(LAT_COLUMN),
                crs == null ? null : Position.crs(crs),
                exchange.get(ResolveRoutes.OVERLAYS, Set.of()),
                exchange.get(LANG, fallback),
                fallback);
    }
}
