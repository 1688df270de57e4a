package org.servicemap.ogc;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.servicemap.geo.BBox;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Param;
import org.servicemap.http.Problem;

/** Parameters as OGC API – Features writes them. */
final class Params {
    static final int MOST = 10_000;
    static final int USUAL = 10;
    private static final int MANY_DIGITS = 9;

    /** The answer's format, where the caller cannot say it by {@code Accept}. */
    static final Param<String> FORMAT =
            Param.oneOf("f", List.of("json", "html"), "Format of the answer; without it Accept decides");

    static final Param<String> COLLECTION =
            Param.text("collectionId", "Id of the collection").inPath();
    static final Param<String> FEATURE =
            Param.text("featureId", "Id of the feature").inPath();

    static final Param<Integer> LIMIT = of(
            "limit",
            "At most so many features; more than the maximum means the maximum",
            ordered("type", "integer", "minimum", 1, "maximum", MOST, "default", USUAL),
            Params::limit);

    static final Param<Integer> OFFSET =
            Param.integer("offset", 0, Integer.MAX_VALUE, "Features to leave out; next links carry it");

    static final Param<List<BBox>> BBOX = of(
            "bbox",
            "Only features whose geometry meets the box, or that have none: min lon, min lat, max lon, max lat in WGS 84, or six"
                    + " numbers with heights, which are not looked at. A box over 180° has the greater longitude first.",
            ordered("type", "array", "minItems", 4, "maxItems", 6, "items", Map.of("type", "number")),
            Params::boxes);

    static final Param<Period> DATETIME = of(
            "datetime",
            "Only features whose time meets this instant (RFC 3339) or interval (two with / between, .. for an open end), or that"
                    + " have none",
            Map.of("type", "string"),
            Params::period);

    static final Param<String> FILTER = of(
            "filter",
            "Only features for which this condition on the collection's queryables is true, in CQL2 text",
            Map.of("type", "string"),
            text -> text);

    static final Param<String> FILTER_LANGUAGE =
            Param.oneOf("filter-lang", List.of("cql2-text"), "Language of filter; cql2-text without it");

    static final Param<String> FILTER_CRS =
            Param.oneOf("filter-crs", List.of(Descriptions.CRS84), "Of coordinates in filter; CRS84 without it");

    /** Names that mean something themselves and so are no filters by properties. */
    static final Set<String> RESERVED = Set.of(
            "f", "limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs");

    private Params() {}

    private static <T> Param<T> of(
            String name, String description, Map<String, Object> schema, Function<String, T> parse) {
        return new Param<>(name, description, Param.Place.QUERY, false, schema, parse);
    }

    private static int limit(String text) {
        if (!text.matches("\\+?\\d+")) {
            throw invalid("limit", "a whole number from 1 to " + MOST);
        }
        String digits = text.replaceFirst("^\\+?0*", "");
        if (digits.isEmpty()) {
            throw ErrorCode.OUT_OF_RANGE.problem("limit is at least 1", "limit");
        }
        return digits.length() > MANY_DIGITS ? MOST : Math.min(MOST, Integer.parseInt(digits));
    }

    private static List<BBox> boxes(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4 && parts.length != 6) {
            throw invalid("bbox", "four or six numbers");
        }
        double[] all = new double[parts.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = number(parts[i]);
        }
        int upper = all.length / 2;
        if (upper == 3 && all[2] > all[5]) {
            throw invalid("bbox", "a box whose least height is not above its greatest");
        }
        return boxes(all[0], all[1], all[upper], all[upper + 1]);
    }

    private static List<BBox> boxes(double west, double south, double east, double north) {
        if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90) {
            throw ErrorCode.OUT_OF_RANGE.problem("bbox is in degrees: lon -180 to 180, lat -90 to 90", "bbox");
        }
        if (south > north) {
            throw invalid("bbox", "a box whose least latitude is not above its greatest");
        }
        List<BBox> boxes = new ArrayList<>();
        if (west <= east) {
            boxes.add(new BBox(west, south, east, north));
        } else {
            boxes.add(new BBox(west, south, 180, north));
            boxes.add(new BBox(-180, south, east, north));
        }
        return boxes;
    }

    private static double number(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value) && text.strip().matches("[-+0-9.eE]+")) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through: not a number
        }
        throw invalid("bbox", "four or six numbers");
    }

    private static Period period(String text) {
        try {
            return Period.parse(text);
        } catch (DateTimeException e) {
            throw invalid("datetime", "an instant as 2026-01-31T00:00:00Z, or an interval of two, .. for an open end");
        }
    }

    static Problem invalid(String name, String expected) {
        return ErrorCode.INVALID_PARAMETER.problem(name + " must be " + expected, name);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
