package org.servicemap.geo;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells numbers that cannot be in a CRS, and says what they may be instead. */
final class CrsPlausibility {
    /** How far outside its area of use a system may still be meant: surveyors stretch zones. */
    private static final double SLACK_DEGREES = 6;

    private CrsPlausibility() {}

    static void require(Crs crs, RawBox raw, @Nullable BBox city) {
        if (!possible(crs, raw)) {
            throw implausible(crs, raw, city);
        }
        if (city != null && !meets(crs, raw, city)) {
            // Not where the city is: refused only when something else fits, since the city's box may be rough.
            Optional<Crs> better = CrsGuess.find(raw, city);
            if (better.isPresent() || CrsGuess.swapped(raw, city) || CrsGuess.northingFirst(crs, raw, city)) {
                throw implausible(crs, raw, city);
            }
        }
    }

    /** Whether all four corners transform to positions on Earth, not too far from the system's area of use. */
    static boolean possible(Crs crs, RawBox raw) {
        if (crs.geographic() != looksLikeDegrees(raw)) {
            return false;
        }
        double[] corners = corners(raw);
        try {
            crs.toWgs84(corners, 4);
        } catch (GeoException e) {
            return false;
        }
        BBox wide = widened(crs.validity());
        for (int i = 0; i < 8; i += 2) {
            if (!wide.contains(corners[i], corners[i + 1])) {
                return false;
            }
        }
        return true;
    }

    static boolean looksLikeDegrees(RawBox raw) {
        return raw.minX() >= -180 && raw.maxX() <= 180 && raw.minY() >= -90 && raw.maxY() <= 90;
    }

    private static boolean meets(Crs crs, RawBox raw, BBox city) {
        double[] c = corners(raw);
        crs.toWgs84(c, 4);
        BBox there = new BBox(
                Math.min(Math.min(c[0], c[2]), Math.min(c[4], c[6])),
                Math.min(Math.min(c[1], c[3]), Math.min(c[5], c[7])),
                Math.max(Math.max(c[0], c[2]), Math.max(c[4], c[6])),
                Math.max(Math.max(c[1], c[3]), Math.max(c[5], c[7])));
        return there.intersects(city);
    }

    private static double[] corners(RawBox raw) {
        return new double[] {
            raw.minX(), raw.minY(), raw.maxX(), raw.minY(), raw.maxX(), raw.maxY(), raw.minX(), raw.maxY()
        };
    }

    private static BBox widened(BBox box) {
        return new BBox(
                Math.max(-180, box.minLon() - SLACK_DEGREES),
                Math.max(-90, box.minLat() - SLACK_DEGREES),
                Math.min(180, box.maxLon() + SLACK_DEGREES),
                Math.min(90, box.maxLat() + SLACK_DEGREES));
    }

    private static GeoException implausible(Crs crs, RawBox raw, @Nullable BBox city) {
        String expected = crs.geographic() ? "degrees" : "metres or feet of a projection";
        String message = String.format(
                Locale.ROOT,
                "%s is declared, which expects %s there, but x is %s … %s and y is %s … %s: %s",
                crs.label(),
                expected,
                number(raw.minX()),
                number(raw.maxX()),
                number(raw.minY()),
                number(raw.maxY()),
                guess(crs, raw, city));
        return new GeoException("implausible_coordinates", "crs", message);
    }

    private static String guess(Crs crs, RawBox raw, @Nullable BBox city) {
        if (CrsGuess.swapped(raw, city)) {
            return "are longitude and latitude swapped?";
        }
        if (CrsGuess.northingFirst(crs, raw, city)) {
            return "are x and y swapped (easting comes first)?";
        }
        return CrsGuess.find(raw, city)
                .map(found -> "is it " + found.label() + "?")
                .orElse("which system is it really in?");
    }

    /** For a transform that fails on a point. */
    static GeoException notInside(Crs crs, double x, double y) {
        return new GeoException(
                "implausible_coordinates",
                "crs",
                "(" + number(x) + ", " + number(y) + ") cannot be transformed with " + crs.label());
    }

    private static String number(double value) {
        return Math.abs(value) < 1000
                ? String.format(Locale.ROOT, "%.5f", value)
                : String.format(Locale.ROOT, "%,.0f", value);
    }
}
