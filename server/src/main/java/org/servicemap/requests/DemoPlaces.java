package org.servicemap.requests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.gazetteer.Compound;
import org.servicemap.gazetteer.GazetteerContent;
import org.servicemap.gazetteer.Intersection;
import org.servicemap.geo.LonLat;
import org.servicemap.requests.demo.DemoCity;
import org.servicemap.text.LocalText;

/** Where the invented requests of a city are: its compounds with the crossing nearest to each, else its finest areas. */
final class DemoPlaces {
    private static final int FEW = 50;
    /** Cells of about a kilometre. */
    private static final double CELL = 0.01;

    private final String language;
    private final Map<String, String> roads = new HashMap<>();
    private final Map<Long, List<Intersection>> crossings = new HashMap<>();

    private DemoPlaces(String language, GazetteerContent content) {
        this.language = language;
        content.roads().forEach(road -> roads.put(road.code(), in(road.name())));
        content.intersections()
                .forEach(crossing -> crossings
                        .computeIfAbsent(cell(crossing.position(), 0, 0), key -> new ArrayList<>())
                        .add(crossing));
    }

    static List<DemoCity.Spot> of(GazetteerContent content, AreaDirectory areas, String language) {
        DemoPlaces places = new DemoPlaces(language, content);
        List<DemoCity.Spot> spots = new ArrayList<>();
        for (Compound compound : content.compounds()) {
            Coordinate centre = compound.footprint().getCentroid().getCoordinate();
            spots.add(places.spot(places.in(compound.name()), new LonLat(centre.x, centre.y)));
        }
        for (int area = 0; spots.size() < FEW && area < areas.size(); area++) {
            if (areas.children(area).length == 0) {
                spots.add(places.spot(places.in(areas.name(area)), areas.labelPoint(area)));
            }
        }
        return spots;
    }

    private DemoCity.Spot spot(String name, LonLat at) {
        Intersection near = nearest(at);
        String crossing = near == null ? name : in(near.name());
        String road = near == null || near.road1() == null ? name : roads.getOrDefault(near.road1(), name);
        return new DemoCity.Spot(name, road, crossing, at.lon(), at.lat());
    }

    private @Nullable Intersection nearest(LonLat at) {
        Intersection best = null;
        double least = Double.MAX_VALUE;
        for (int x = -1; x <= 1; x++) {
            for (int y = -1; y <= 1; y++) {
                for (Intersection each : crossings.getOrDefault(cell(at, x, y), List.of())) {
                    double distance = Math.hypot(
                            each.position().lon() - at.lon(), each.position().lat() - at.lat());
                    if (distance < least) {
                        least = distance;
                        best = each;
                    }
                }
            }
        }
        return best;
    }

    private static long cell(LonLat at, int x, int y) {
        return ((long) Math.floor(at.lon() / CELL) + x) * 100_000 + (long) Math.floor(at.lat() / CELL) + y;
    }

    private String in(LocalText name) {
        return name.in(language, language);
    }
}
