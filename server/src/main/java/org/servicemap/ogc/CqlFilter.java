package org.servicemap.ogc;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.geo.BBox;

/**
 * Reads a filter in CQL2 text (OGC 21-065r2): comparisons, {@code AND OR NOT}, {@code IS NULL}, {@code BETWEEN}, {@code LIKE},
 * {@code IN}, and {@code S_INTERSECTS} with a point or a box in WGS 84, longitude first. Properties stand on the left, values on
 * the right. A filter has at most 4,000 characters and parentheses 50 deep.
 */
final class CqlFilter {
    /** Name by which filters speak of a feature's shape. */
    static final String GEOMETRY = "geometry";

    private static final int MOST = 4000;
    private static final int DEEPEST = 50;
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final Layer layer;
    private final CqlWords words;
    private int depth;

    private CqlFilter(Layer layer, String text) {
        this.layer = layer;
        words = new CqlWords(text);
    }

    /** Problem {@code invalid_parameter} of {@code filter} says what cannot be read and where. */
    static Condition read(Layer layer, String text) {
        try {
            if (text.length() > MOST) {
                throw new CqlFault("has more than " + MOST + " characters", MOST);
            }
            CqlFilter filter = new CqlFilter(layer, text);
            Condition condition = filter.or();
            if (filter.words.peek().kind() != CqlWords.Kind.END) {
                throw filter.words.fault("«AND», «OR» or the end is expected");
            }
            return condition;
        } catch (CqlFault e) {
            throw Params.invalid("filter", "CQL2 text: " + e.getMessage());
        }
    }

    private Condition or() {
        Condition condition = and();
        while (words.skip("OR")) {
            condition = condition.or(and());
        }
        return condition;
    }

    private Condition and() {
        Condition condition = not();
        while (words.skip("AND")) {
            condition = condition.and(not());
        }
        return condition;
    }

    private Condition not() {
        return words.skip("NOT") ? Condition.not(primary()) : primary();
    }

    private Condition primary() {
        if (words.skip("(")) {
            if (++depth > DEEPEST) {
                throw words.fault("parentheses are too deep");
            }
            Condition inner = or();
            words.need(")");
            depth--;
            return inner;
        }
        if (words.skip("TRUE")) {
            return feature -> true;
        }
        if (words.skip("FALSE")) {
            return feature -> false;
        }
        return words.skip("S_INTERSECTS") ? intersects() : predicate();
    }

    private Condition intersects() {
        words.need("(");
        CqlWords.Word name = words.take();
        if (!name.text().equals(GEOMETRY)) {
            throw new CqlFault("the shape is called " + GEOMETRY, name.at());
        }
        words.need(",");
        Geometry wanted = shape();
        words.need(")");
        Envelope around = wanted.getEnvelopeInternal();
        return feature -> {
            BBox box = layer.features().box(feature);
            if (box == null) {
                return null;
            }
            Geometry own = around.intersects(new Envelope(box.minLon(), box.maxLon(), box.minLat(), box.maxLat()))
                    ? layer.features().geometry(feature)
                    : null;
            return own != null && own.intersects(wanted);
        };
    }

    private Geometry shape() {
        if (words.skip("POINT")) {
            words.need("(");
            Coordinate point = new Coordinate(number(), number());
            words.need(")");
            return GEOMETRIES.createPoint(point);
        }
        words.need("BBOX");
        words.need("(");
        double west = number();
        double south = afterComma();
        double east = afterComma();
        double north = afterComma();
        words.need(")");
        if (west > east || south > north) {
            throw words.fault("the box's least corner comes first");
        }
        return GEOMETRIES.toGeometry(new Envelope(west, east, south, north));
    }

    private double afterComma() {
        words.need(",");
        return number();
    }

    private double number() {
        CqlWords.Word word = words.take();
        if (word.kind() != CqlWords.Kind.NUMBER) {
            throw new CqlFault("a number is expected", word.at());
        }
        return Double.parseDouble(word.text());
    }

    private Condition predicate() {
        CqlWords.Word name = words.take();
        Property property = property(name);
        int number = layer.properties().indexOf(property);
        if (words.skip("IS")) {
            boolean negated = words.skip("NOT");
            words.need("NULL");
            return feature -> (layer.features().value(feature, number) == null) != negated;
        }
        if (property.type() == Property.Type.LIST) {
            throw new CqlFault(property.name() + " is a list, which can only be asked for by IS NULL", name.at());
        }
        boolean negated = words.skip("NOT");
        Condition condition = compared(property, number, negated);
        return negated ? Condition.not(condition) : condition;
    }

    private Property property(CqlWords.Word name) {
        boolean named = name.kind() == CqlWords.Kind.NAME || name.kind() == CqlWords.Kind.QUOTED;
        return layer.properties().stream()
                .filter(each -> named && each.name().equals(name.text()))
                .findFirst()
                .orElseThrow(() -> new CqlFault("there is no property «" + name.text() + "»", name.at()));
    }

    private Condition compared(Property property, int number, boolean negated) {
        if (words.skip("BETWEEN")) {
            Object least = value(property);
            words.need("AND");
            Object most = value(property);
            return test(number, own -> order(own, least) >= 0 && order(own, most) <= 0);
        }
        if (words.skip("IN")) {
            List<Object> all = values(property);
            return test(number, own -> all.stream().anyMatch(one -> order(own, one) == 0));
        }
        if (words.skip("LIKE")) {
            String pattern = pattern(property);
            return test(number, own -> Wildcards.match(pattern, own.toString()));
        }
        if (negated) {
            throw words.fault("«BETWEEN», «IN» or «LIKE» is expected");
        }
        return ordered(property, number);
    }

    private Condition ordered(Property property, int number) {
        CqlWords.Word sign = words.take();
        Object wanted = value(property);
        return switch (sign.text()) {
            case "=" -> test(number, own -> order(own, wanted) == 0);
            case "<>" -> test(number, own -> order(own, wanted) != 0);
            case "<" -> test(number, own -> order(own, wanted) < 0);
            case ">" -> test(number, own -> order(own, wanted) > 0);
            case "<=" -> test(number, own -> order(own, wanted) <= 0);
            case ">=" -> test(number, own -> order(own, wanted) >= 0);
            default -> throw new CqlFault("a comparison is expected", sign.at());
        };
    }

    /** What is asked of a value that is there. */
    private interface Test {
        boolean passes(Object own);
    }

    private Condition test(int number, Test test) {
        return feature -> {
            @Nullable Object own = layer.features().value(feature, number);
            return own == null ? null : test.passes(own instanceof Number n ? (Object) n.doubleValue() : own);
        };
    }

    /** Of two values of a property's type. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int order(Object one, Object other) {
        return one instanceof Comparable first && one.getClass() == other.getClass()
                ? first.compareTo(other)
                : one.toString().compareTo(Objects.toString(other));
    }

    private List<Object> values(Property property) {
        words.need("(");
        List<Object> all = new ArrayList<>();
        do {
            all.add(value(property));
        } while (words.skip(","));
        words.need(")");
        return all;
    }

    private Object value(Property property) {
        CqlWords.Word word = words.take();
        boolean text = word.kind() == CqlWords.Kind.TEXT;
        switch (property.type()) {
            case INTEGER, NUMBER -> {
                if (word.kind() == CqlWords.Kind.NUMBER) {
                    return Double.valueOf(word.text());
                }
            }
            case BOOLEAN -> {
                if (word.is("TRUE") || word.is("FALSE")) {
                    return word.is("TRUE");
                }
            }
            case DATE -> {
                return word.is("DATE") ? inParentheses(word) : date(word, text);
            }
            default -> {
                if (text) {
                    return word.text();
                }
            }
        }
        throw new CqlFault(property.name() + " is compared with a value of type " + property.schema(), word.at());
    }

    private LocalDate inParentheses(CqlWords.Word word) {
        words.need("(");
        CqlWords.Word day = words.take();
        words.need(")");
        return date(day, day.kind() == CqlWords.Kind.TEXT && word.is("DATE"));
    }

    private static LocalDate date(CqlWords.Word word, boolean text) {
        try {
            if (text) {
                return LocalDate.parse(word.text());
            }
        } catch (DateTimeException e) {
            // falls through: no date
        }
        throw new CqlFault("a date is written DATE('2026-01-31')", word.at());
    }

    private String pattern(Property property) {
        if (property.type() != Property.Type.STRING) {
            throw words.fault("LIKE is for texts");
        }
        return (String) value(property);
    }
}
