package org.servicemap.areas;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.Crs;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;

/** The parameters {@code lon}, {@code lat}, {@code crs} and {@code accuracy} of every route that takes a position. */
public final class Position {
    public static final Param<Double> LON = Param.number("lon", "Longitude in degrees (or easting in units of crs)")
            .mandatory();
    public static final Param<Double> LAT = Param.number("lat", "Latitude in degrees (or northing in units of crs)")
            .mandatory();
    public static final Param<String> CRS = Param.text(
            "crs", "wgs84 (default), gcj02, bd09, EPSG:n, or a PROJ string: what lon and lat are measured in");
    public static final Param<Double> ACCURACY = Param.number(
            "accuracy", 0, Query.MAX_ACCURACY_METRES, "Radius in metres of the disc in which the true position lies");

    /** Parsing one costs milliseconds, and people use few; bounded because callers choose the keys. */
    private static final Map<String, Crs> KNOWN = new ConcurrentHashMap<>();

    private static final int MAX_KNOWN = 64;

    private Position() {}

    /** The position in WGS 84; throws {@link org.servicemap.geo.GeoException}. */
    public static LonLat of(Exchange exchange) {
        return of(exchange.get(LON), exchange.get(LAT), exchange.find(CRS));
    }

    /** What the parameters are measured in. */
    public static Crs crs(Exchange exchange) {
        String crs = exchange.find(CRS);
        return crs(crs == null ? "wgs84" : crs);
    }

    /** The same of a body that says what the parameters say. */
    public static LonLat of(double x, double y, @Nullable String crs) {
        return crs == null ? new LonLat(x, y) : crs(crs).toWgs84(x, y);
    }

    static Crs crs(String definition) {
        Crs known = KNOWN.get(definition);
        if (known != null) {
            return known;
        }
        Crs parsed = Crs.parse(definition);
        if (KNOWN.size() < MAX_KNOWN) {
            KNOWN.put(definition, parsed);
        }
        return parsed;
    }
}
