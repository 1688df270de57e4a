package org.servicemap.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the CRS of numbers by trying systems that cities use: degrees, Web Mercator, China's Gauss-Krüger zones with and
 * without the zone number in front, UTM, US State Plane in feet and metres, national grids. With the city's place known, the
 * one that lands nearest to it wins; without, only systems that leave no doubt are named.
 */
final class CrsGuess {
    private static final int[] NATIONAL = {
        2326, 3826, 5179, 5186, 27700, 2154, 28992, 2056, 21781, 31466, 31467, 31468, 31469, 25830, 25831, 25832, 25833,
        25834, 25835, 3414, 6677, 6674, 2193, 31370, 3006, 3067
    };
    private static final double NEAR_DEGREES = 1.5;
    /** So little means: in the middle of the city. The search ends there, since each further system costs milliseconds. */
    private static final double CERTAIN_DEGREES = 0.0003;
    /** A less usual system (UTM has the meridians of China's 6° zones) must be this much nearer to win. */
    private static final double CLEARLY_DEGREES = 0.03;

    private CrsGuess() {}

    static Optional<String> guess(RawBox raw, @Nullable BBox city) {
        return find(raw, city).map(Crs::id);
    }

    static Optional<Crs> find(RawBox raw, @Nullable BBox city) {
        return city == null ? withoutPlace(raw) : nearest(raw, city);
    }

    /** Whether the numbers make sense as latitude, longitude. */
    static boolean swapped(RawBox raw, @Nullable BBox city) {
        boolean degrees = raw.minX() >= -90 && raw.maxX() <= 90 && raw.minY() >= -180 && raw.maxY() <= 180;
        if (city == null) {
            return degrees && (raw.minY() < -90 || raw.maxY() > 90);
        }
        return degrees && distance(centreY(raw), centreX(raw), city) < NEAR_DEGREES;
    }

    /** Whether a projection's numbers land at the city when northing and easting change places, as some programs write them. */
    static boolean northingFirst(Crs declared, RawBox raw, @Nullable BBox city) {
        RawBox turned = new RawBox(raw.minY(), raw.minX(), raw.maxY(), raw.maxX());
        return city != null && !declared.geographic() && distance(declared, turned, city) < NEAR_DEGREES;
    }

    private static Optional<Crs> withoutPlace(RawBox raw) {
        if (CrsPlausibility.looksLikeDegrees(raw)) {
            return Optional.of(PlainDegrees.WGS84);
        }
        int zone = (int) Math.floor(raw.minX() / 1e6);
        boolean oneZone = zone == (int) Math.floor(raw.maxX() / 1e6);
        if (oneZone && zone >= 25 && zone <= 45) {
            return plausible(4513 + zone - 25, raw);
        }
        if (oneZone && zone >= 13 && zone <= 23) {
            return plausible(4491 + zone - 13, raw);
        }
        return Optional.empty();
    }

    private static Optional<Crs> plausible(int code, RawBox raw) {
        return decoded(code).filter(crs -> CrsPlausibility.possible(crs, raw));
    }

    private static Optional<Crs> nearest(RawBox raw, BBox city) {
        Crs best = null;
        double bestDistance = NEAR_DEGREES;
        for (int code : candidates(city)) {
            if (bestDistance < CERTAIN_DEGREES) {
                break;
            }
            Crs crs = decoded(code).orElse(null);
            double distance = crs == null ? NEAR_DEGREES : distance(crs, raw, city);
            if (crs != null && distance < bestDistance - CLEARLY_DEGREES) {
                best = crs;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<Crs> decoded(int code) {
        try {
            return Optional.of(CrsParser.parse("EPSG:" + code));
        } catch (GeoException e) {
            return Optional.empty();
        }
    }

    /** Degrees between the centre of the box, as the CRS has it, and the city's; large when it cannot be. */
    private static double distance(Crs crs, RawBox raw, BBox city) {
        if (!CrsPlausibility.possible(crs, raw)) {
            return Double.MAX_VALUE;
        }
        double[] centre = {centreX(raw), centreY(raw)};
        crs.toWgs84(centre, 1);
        return distance(centre[0], centre[1], city);
    }

    /** Degrees between a point and the box of the city, or, inside, a little that grows towards the edge. */
    private static double distance(double lon, double lat, BBox city) {
        double lonAway = Math.max(0, Math.max(city.minLon() - lon, lon - city.maxLon()));
        double latAway = Math.max(0, Math.max(city.minLat() - lat, lat - city.maxLat()));
        double offCentre =
                Math.hypot(lon - (city.minLon() + city.maxLon()) / 2, lat - (city.minLat() + city.maxLat()) / 2);
        return Math.hypot(lonAway, latAway) + offCentre / 1000;
    }

    private static double centreX(RawBox raw) {
        return (raw.minX() + raw.maxX()) / 2;
    }

    private static double centreY(RawBox raw) {
        return (raw.minY() + raw.maxY()) / 2;
    }

    private static List<Integer> candidates(BBox city) {
        double lon = (city.minLon() + city.maxLon()) / 2;
        double lat = (city.minLat() + city.maxLat()) / 2;
        List<Integer> codes = new ArrayList<>(List.of(4326, 3857));
        if (lon > 70 && lon < 140 && lat > 0 && lat < 56) {
            addChina(codes, lon);
        }
        if (lon < -60 && lat > 17) {
            addStatePlane(codes);
        }
        addUtm(codes, lon, lat);
        for (int code : NATIONAL) {
            codes.add(code);
        }
        return codes;
    }

    /** CGCS 2000 Gauss-Krüger, 3° and 6° zones around the city, by central meridian and with the zone's number in front. */
    private static void addChina(List<Integer> codes, double lon) {
        int three = (int) Math.round(lon / 3);
        int six = (int) Math.floor(lon / 6) + 1;
        for (int step = -1; step <= 1; step++) {
            codes.add(4534 + three + step - 25);
            codes.add(4513 + three + step - 25);
            codes.add(4502 + six + step - 13);
            codes.add(4491 + six + step - 13);
        }
    }

    private static void addStatePlane(List<Integer> codes) {
        for (int feet = 2222; feet <= 2289; feet++) {
            codes.add(feet);
        }
        for (int metres = 26929; metres <= 26998; metres++) {
            codes.add(metres);
        }
    }

    private static void addUtm(List<Integer> codes, double lon, double lat) {
        int zone = Math.min(60, (int) Math.floor((lon + 180) / 6) + 1);
        codes.add((lat >= 0 ? 32600 : 32700) + zone);
    }
}
