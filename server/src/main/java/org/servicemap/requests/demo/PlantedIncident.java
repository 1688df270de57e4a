package org.servicemap.requests.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that is made to happen in the invented year, so that it is known what analysis should find: for some days the places in a
 * circle have {@code factor} times as many requests in all as usual, and what is more is of one category.
 *
 * @param lon WGS 84, as lat is
 * @param fromDay of the invented year, 0 is its first
 * @param category a leaf
 */
public record PlantedIncident(
        String id, double lon, double lat, double radiusMetres, int fromDay, int days, String category, double factor) {
    private static final double METRES_PER_DEGREE = 111_000;

    public PlantedIncident {
        if (!(radiusMetres > 0 && fromDay >= 0 && days > 0 && factor > 1)) {
            throw new IllegalArgumentException("planted incident " + id + ": radius_m, from_day, days, factor > 1");
        }
    }

    /** @param first the first day of the year */
    public boolean isOn(LocalDate day, LocalDate first) {
        long number = day.toEpochDay() - first.toEpochDay();
        return number >= fromDay && number < fromDay + days;
    }

    public boolean contains(double atLon, double atLat) {
        return metres(atLon, atLat) <= radiusMetres;
    }

    /** From its middle, as the crow flies; good enough within a city. */
    public double metres(double atLon, double atLat) {
        double east = (atLon - lon) * METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
        return Math.hypot(east, (atLat - lat) * METRES_PER_DEGREE);
    }

    /** Positions of the city's spots where it happens: all within, else the nearest one. */
    int[] spotsIn(List<DemoCity.Spot> spots) {
        List<Integer> within = new ArrayList<>();
        int nearest = 0;
        for (int i = 0; i < spots.size(); i++) {
            if (contains(spots.get(i).lon(), spots.get(i).lat())) {
                within.add(i);
            }
            nearest = distance(spots, i) < distance(spots, nearest) ? i : nearest;
        }
        return within.isEmpty()
                ? new int[] {nearest}
                : within.stream().mapToInt(Integer::intValue).toArray();
    }

    private double distance(List<DemoCity.Spot> spots, int at) {
        return metres(spots.get(at).lon(), spots.get(at).lat());
    }
}
