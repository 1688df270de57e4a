package org.servicemap.routing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.servicemap.geo.Crs;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;

/** The places of a question beside the incident's: where the employer is registered, where who asks resides. */
public final class FurtherPlaces {
    private static final int MOST = 4;
    private static final String ROLE = "[A-Za-z0-9_-]{1,40}";
    private static final Pattern PLACE = Pattern.compile("\\s*(" + ROLE + "):([^,;]+),([^,;]+)");
    private static final String INCIDENT = "incident";

    private FurtherPlaces() {}

    /** Whether these can be the roles of one question's further places: few, each a word, none the incident's. */
    public static boolean areRoles(Collection<String> roles) {
        return roles.size() <= MOST && roles.stream().allMatch(role -> role.matches(ROLE) && !role.equals(INCIDENT));
    }

    /**
     * Reads {@code registered:116.41,39.92;residence:116.30,39.95}: role, x and y of each in units of {@code crs}.
     *
     * @return by role, in WGS 84
     * @throws IllegalArgumentException when it does not read so; {@link GeoException} when a point is none
     */
    public static Map<String, LonLat> parse(String line, Crs crs) {
        Map<String, LonLat> places = new LinkedHashMap<>();
        for (String each : line.split(";", -1)) {
            Matcher place = PLACE.matcher(each);
            if (!place.matches() || places.put(place.group(1), point(place, crs)) != null) {
                throw wrong(each);
            }
        }
        if (!areRoles(places.keySet())) {
            throw wrong(line);
        }
        return places;
    }

    private static LonLat point(Matcher place, Crs crs) {
        return named(place.group(1), () -> crs.toWgs84(number(place.group(2)), number(place.group(3))));
    }

    /** What a place's point is, and of which place it is said when it is none. */
    static LonLat named(String role, Supplier<LonLat> point) {
        try {
            return point.get();
        } catch (GeoException e) {
            throw new GeoException(e.code(), "places." + role + "." + e.field(), role + ": " + e.getMessage());
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("up to " + MOST
                + " further places, each once, as role:x,y with ; between them, such as registered:116.41,39.92; not «"
                + text + "»");
    }
}
