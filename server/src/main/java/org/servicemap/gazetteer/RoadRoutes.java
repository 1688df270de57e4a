package org.servicemap.gazetteer;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.operation.overlay.OverlayOp;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.servicemap.geo.BBox;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.Problem;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** {@code GET /roads}: the roads of a few streets' width, for maps that are drawn without tiles or a network. WGS 84. */
public final class RoadRoutes implements RouteGroup {
    private static final Param<BBox> BBOX = Param.bbox(
                    "bbox", "min_lon,min_lat,max_lon,max_lat in WGS 84, at most 0.2 degrees wide and high")
            .mandatory();
    private static final RateLimit READING = RateLimit.perMinute("roads", 120);
    private static final double MOST_DEGREES = 0.2;
    private static final int MOST = 2000;
    private static final double SIX_DECIMALS = 1e6;

    private final Gazetteer gazetteer;

    public RoadRoutes(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    @Describe("A road, as far as it lies in the box")
    record RoadJson(
            String code,
            LocalText name,

            @Describe("Lines of longitude and latitude") double[][][] lines) {}

    @Describe("Roads, by code; at most 2,000")
    record RoadsJson(List<RoadJson> items) {}

    @Override
    public String tag() {
        return "search";
    }

    @Override
    public String description() {
        return "Names and roads";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/roads", "listRoads")
                .summary("The roads in a box, cut at its edges")
                .takes(BBOX)
                .cache(CachePolicy.MINUTE)
                .limit(READING)
                .fails(ErrorCode.INVALID_FIELD)
                .json(RoadsJson.class, "The roads", this::list));
    }

    private RoadsJson list(Exchange exchange) {
        BBox box = exchange.get(BBOX);
        if (box.maxLon() - box.minLon() > MOST_DEGREES || box.maxLat() - box.minLat() > MOST_DEGREES) {
            throw tooLarge();
        }
        Geometry cut =
                new GeometryFactory().toGeometry(new Envelope(box.minLon(), box.maxLon(), box.minLat(), box.maxLat()));
        List<RoadJson> roads = new ArrayList<>();
        for (Road road : gazetteer.roads(box, MOST)) {
            double[][][] lines = lines(OverlayNGRobust.overlay(road.line(), cut, OverlayOp.INTERSECTION));
            if (lines.length > 0) {
                roads.add(new RoadJson(road.code(), road.name(), lines));
            }
        }
        return new RoadsJson(roads);
    }

    private static Problem tooLarge() {
        return ErrorCode.INVALID_FIELD.problem("the box is at most " + MOST_DEGREES + " degrees wide and high", "bbox");
    }

    private static double[][][] lines(Geometry cut) {
        List<double[][]> lines = new ArrayList<>();
        for (int i = 0; i < cut.getNumGeometries(); i++) {
            Geometry part = cut.getGeometryN(i);
            if (part.getDimension() == 1) {
                lines.add(line(part.getCoordinates()));
            }
        }
        return lines.toArray(double[][][]::new);
    }

    private static double[][] line(Coordinate[] points) {
        double[][] line = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            line[i] = new double[] {rounded(points[i].x), rounded(points[i].y)};
        }
        return line;
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * SIX_DECIMALS) / SIX_DECIMALS;
    }
}
