package org.servicemap.places;

import java.time.Clock;
import java.util.List;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.Route.Shape;
import org.servicemap.http.RouteGroup;

/** Places as vector tiles. */
final class TileRoutes implements RouteGroup {
    private static final String TILE = "application/vnd.mapbox-vector-tile";
    private static final Param<Integer> Z =
            Param.integer("z", 0, PlaceTiles.DEEPEST, "Zoom").inPath();
    private static final Param<Integer> X =
            Param.integer("x", 0, (1 << PlaceTiles.DEEPEST) - 1, "Column").inPath();
    private static final Param<Integer> Y = Param.integer("y", 0, (1 << PlaceTiles.DEEPEST) - 1, "Row from the north")
            .inPath();
    private static final ErrorCode NO_SUCH_TILE =
            new ErrorCode(400, "no_such_tile", "column or row beyond the zoom's last");
    private static final long MINUTE_MILLIS = 60_000;

    private final Places places;
    private final Clock clock;
    private final FilterParams filters;

    TileRoutes(Places places, EarliestSlots earliest, Clock clock) {
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
        return List.of(Route.get(PlaceRoutes.PLACES + "/tiles/{z}/{x}/{y}.mvt", "getPlaceTile")
                .summary("A vector tile of places")
                .description(
                        "Layer `places`: points with `code`, `category`, `icon`, `name:*`, and `appointments` where visits"
                                + " can be booked. Layer `clusters`, below zoom " + PlaceTiles.ALL_FROM
                                + ": points with `count`. Both reach 256 of 4096 units beyond the tile. Takes the filters of the"
                                + " list.")
                .takes(Z, X, Y)
                .takes(FilterParams.OF_TILES)
                .fails(FilterParams.ERRORS)
                .fails(NO_SUCH_TILE)
                .cache(CachePolicy.REVALIDATE)
                .etag(this::stamp)
                .bytes(TILE, new Shape.Binary(), "Mapbox Vector Tile 2.1", this::tile));
    }

    /** What is open, and who has a free appointment, changes by the minute. */
    private String stamp(Exchange exchange) {
        PlaceFilter filter = filters.readForTile(exchange);
        String stamp = places.search().view().stamp();
        return filter.openAt() == null && filter.free() == null ? stamp : stamp + "-" + clock.millis() / MINUTE_MILLIS;
    }

    private byte[] tile(Exchange exchange) {
        int z = exchange.get(Z);
        int x = exchange.get(X);
        int y = exchange.get(Y);
        if (!PlaceTiles.exists(z, x, y)) {
            throw NO_SUCH_TILE.problem("at zoom " + z + " columns and rows go to " + ((1 << z) - 1));
        }
        PlaceSearch search = places.search();
        PlaceFilter filter = filters.readForTile(exchange);
        return search.tiles().tile(z, x, y, filter.asksNothing() ? null : filter.on(search.view(), search.clock()));
    }
}
