package org.servicemap.ogc;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.predicate.RectangleIntersects;
import org.servicemap.geo.BBox;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;

/**
 * Which features are asked for; all conditions must hold.
 *
 * @param boxes one of them must meet the geometry; null for everywhere
 * @param conditions by the number of the property
 * @param filter what CQL2 asks; null when nothing
 */
record ItemQuery(
        Layer layer,
        int limit,
        int offset,
        @Nullable List<BBox> boxes,
        @Nullable Period datetime,
        Map<Integer, Object> conditions,
        @Nullable Condition filter) {
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,15}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,15})?(?:[eE][-+]?\\d{1,2})?");
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** Reads it and refuses what the collection does not have. */
    static ItemQuery read(Exchange exchange, Layer layer) {
        Map<Integer, Object> conditions = new LinkedHashMap<>();
        exchange.others().forEach((name, values) -> {
            if (values.stream().anyMatch(String::isBlank)) {
                throw ErrorCode.EMPTY_PARAMETER.problem(name + " is empty", name);
            }
            if (!Params.RESERVED.contains(name)) {
                condition(layer, name, values, conditions);
            } else if (!OgcRoutes.ITEM_PARAMS.contains(name)) {
                throw unknown(layer, name);
            }
        });
        return new ItemQuery(
                layer,
                exchange.get(Params.LIMIT, Params.USUAL),
                exchange.get(Params.OFFSET, 0),
                exchange.find(Params.BBOX),
                exchange.find(Params.DATETIME),
                conditions,
                filter(exchange, layer));
    }

    private static @Nullable Condition filter(Exchange exchange, Layer layer) {
        String text = exchange.find(Params.FILTER);
        return text == null ? null : CqlFilter.read(layer, text);
    }

    private static void condition(Layer layer, String name, List<String> values, Map<Integer, Object> conditions) {
        Property property = layer.findFilter(name).orElseThrow(() -> unknown(layer, name));
        if (values.size() > 1) {
            throw ErrorCode.REPEATED_PARAMETER.problem(name + " is given more than once", name);
        }
        conditions.put(layer.properties().indexOf(property), value(property, values.get(0)));
    }

    private static RuntimeException unknown(Layer layer, String name) {
        List<String> known = new ArrayList<>(OgcRoutes.ITEM_PARAMS);
        layer.filters().forEach(property -> known.add(property.name()));
        return ErrorCode.UNKNOWN_PARAMETER.problem(
                "there is no such parameter here; it takes " + String.join(", ", known), name);
    }

    private static Object value(Property property, String text) {
        try {
            return switch (property.type()) {
                case INTEGER, NUMBER -> number(property, text);
                case BOOLEAN -> bool(property, text);
                case DATE -> LocalDate.parse(text);
                default -> text;
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            throw Params.invalid(property.name(), "a value of type " + property.schema());
        }
    }

    /** As JSON writes numbers: Java's own reader also takes NaN, hexadecimal digits and {@code 5d}. */
    private static Double number(Property property, String text) {
        Pattern form = property.type() == Property.Type.INTEGER ? INTEGER : NUMBER;
        if (!form.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.valueOf(text);
    }

    private static Boolean bool(Property property, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw Params.invalid(property.name(), "true or false");
        }
        return text.equals("true");
    }

    /** All features that match, in the collection's order. */
    int[] matches() {
        return IntStream.range(0, layer.features().size()).filter(this::matches).toArray();
    }

    private boolean matches(int feature) {
        return isInTime(feature) && hasValues(feature) && isInBoxes(feature) && isFiltered(feature);
    }

    /** What is neither true nor false is left out. */
    private boolean isFiltered(int feature) {
        return filter == null || Boolean.TRUE.equals(filter.holds(feature));
    }

    private boolean isInTime(int feature) {
        Period time = datetime == null ? null : layer.features().period(feature);
        return datetime == null || time == null || time.meets(datetime);
    }

    private boolean hasValues(int feature) {
        return conditions.entrySet().stream()
                .allMatch(condition ->
                        equal(condition.getValue(), layer.features().value(feature, condition.getKey())));
    }

    private static boolean equal(Object wanted, @Nullable Object value) {
        return value instanceof Number number
                ? wanted instanceof Double other && other == number.doubleValue()
                : Objects.equals(wanted, value);
    }

    private boolean isInBoxes(int feature) {
        BBox box = boxes == null ? null : layer.features().box(feature);
        if (boxes == null || box == null) {
            return true;
        }
        return boxes.stream()
                .anyMatch(wanted -> wanted.intersects(box) && (holds(wanted, box) || meets(wanted, feature)));
    }

    private static boolean holds(BBox outer, BBox inner) {
        return outer.contains(inner.minLon(), inner.minLat()) && outer.contains(inner.maxLon(), inner.maxLat());
    }

    /** Exact: a box may touch a feature's box and not the feature. */
    private boolean meets(BBox box, int feature) {
        Geometry geometry = layer.features().geometry(feature);
        Geometry wanted = GEOMETRIES.toGeometry(new Envelope(box.minLon(), box.maxLon(), box.minLat(), box.maxLat()));
        if (geometry == null) {
            return true;
        }
        return wanted instanceof Polygon rectangle
                ? RectangleIntersects.intersects(rectangle, geometry)
                : geometry.intersects(wanted);
    }
}
