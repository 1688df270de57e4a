package org.servicemap.gazetteer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;

/**
 * Reads a coordinate as people type it: two numbers in degrees, with or without degree signs and N, S, E, W or 北 南 东 西,
 * in either order. Letters decide the order, else what cannot be a latitude, else the order that falls into the city, else
 * longitude first.
 */
final class Coordinates {
    private static final String NUMBER =
            "([NSEWnsew北南东西]?)[纬经]?\\s*(-?\\d{1,3}(?:\\.\\d{1,15})?)\\s*[°º度]?\\s*([NSEWnsew]?)";
    private static final Pattern PAIR = Pattern.compile("\\s*" + NUMBER + "\\s*[,，;；、\\s]\\s*" + NUMBER + "\\s*");

    /** Several in a row would let {@link #PAIR} try each way to share them out, which takes the sixth power of their number. */
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Coordinates() {}

    static Optional<LonLat> parse(String text, @Nullable BBox city) {
        Matcher pair = PAIR.matcher(BLANKS.matcher(text).replaceAll(" "));
        if (!pair.matches()) {
            return Optional.empty();
        }
        String first = direction(pair.group(1) + pair.group(3));
        String second = direction(pair.group(4) + pair.group(6));
        double a = signed(pair.group(2), first);
        double b = signed(pair.group(5), second);
        if (isLatitude(first) || isLongitude(second)) {
            return position(b, a);
        }
        if (isLongitude(first) || isLatitude(second)) {
            return position(a, b);
        }
        return position(a, b)
                .filter(lonLat -> city == null || city.contains(a, b) || !city.contains(b, a))
                .or(() -> position(b, a));
    }

    private static String direction(String letters) {
        return letters.isEmpty() ? "" : letters.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
    }

    private static boolean isLatitude(String direction) {
        return !direction.isEmpty() && "NS北南".contains(direction);
    }

    private static boolean isLongitude(String direction) {
        return !direction.isEmpty() && "EW东西".contains(direction);
    }

    private static double signed(String number, String direction) {
        double value = Double.parseDouble(number);
        return !direction.isEmpty() && "SW南西".contains(direction) ? -value : value;
    }

    private static Optional<LonLat> position(double lon, double lat) {
        boolean possible = Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
        return possible ? Optional.of(new LonLat(lon, lat)) : Optional.empty();
    }
}
