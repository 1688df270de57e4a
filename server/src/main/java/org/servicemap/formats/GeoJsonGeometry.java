package org.servicemap.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * A GeoJSON geometry from a token stream, whichever of its members comes first. Positions of an array are packed; a third
 * number (height) is dropped. Faults are IllegalArgumentExceptions that a person understands.
 */
final class GeoJsonGeometry {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** Positions in one array, or a list of such. */
    private sealed interface Node permits Positions, Nested {}

    private record Positions(double[] xy, boolean single) implements Node {}

    private record Nested(List<Node> parts) implements Node {}

    private @Nullable String type;
    private @Nullable Node coordinates;
    private @Nullable List<GeoJsonGeometry> members;
    private @Nullable String fault;

    /** Reads the object whose start the parser stands on. */
    static GeoJsonGeometry object(JsonParser parser) throws IOException {
        GeoJsonGeometry geometry = new GeoJsonGeometry();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("type")) {
                geometry.type = parser.getText();
            } else {
                geometry.read(parser, name);
            }
        }
        return geometry;
    }

    /** Reads {@code coordinates} or {@code geometries}; skips anything else. */
    void read(JsonParser parser, String name) throws IOException {
        boolean array = parser.currentToken() == JsonToken.START_ARRAY;
        if (name.equals("coordinates") && array) {
            coordinates = array(parser);
        } else if (name.equals("geometries") && array) {
            members = new ArrayList<>();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                members.add(object(parser));
            }
        } else {
            parser.skipChildren();
        }
    }

    private Node array(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != null && first.isNumeric()) {
            return new Positions(position(parser), true);
        }
        List<Node> parts = new ArrayList<>();
        double[] packed = new double[16];
        int n = 0;
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_ARRAY) {
                fault = "coordinates hold " + (token == null ? "nothing" : parser.getText());
                parser.skipChildren();
                continue;
            }
            Node part = array(parser);
            if (part instanceof Positions p && p.single() && parts.isEmpty()) {
                packed = n + 2 > packed.length ? Arrays.copyOf(packed, 2 * n) : packed;
                packed[n++] = p.xy()[0];
                packed[n++] = p.xy()[1];
            } else {
                parts.add(part);
            }
        }
        if (n > 0 && !parts.isEmpty()) {
            fault = "positions and lists of positions are mixed";
        }
        return n > 0 ? new Positions(Arrays.copyOf(packed, n), false) : new Nested(parts);
    }

    /** Reads the numbers of a position, the first of which is the current token. */
    private double[] position(JsonParser parser) throws IOException {
        double[] xy = {Double.NaN, Double.NaN};
        int i = 0;
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null || !token.isNumeric()) {
                fault = "a position holds something that is no number";
                parser.skipChildren();
            } else if (i < 2) {
                xy[i] = parser.getDoubleValue();
            }
            i++;
        }
        if (!Double.isFinite(xy[0]) || !Double.isFinite(xy[1])) {
            fault = "a position needs two finite numbers";
        }
        return xy;
    }

    Geometry build(RingClosing rings) {
        if (type == null) {
            throw new IllegalArgumentException("the geometry has no type");
        }
        return build(type, rings);
    }

    Geometry build(String geometryType, RingClosing rings) {
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        return switch (geometryType) {
            case "Point" -> point(coordinates);
            case "LineString" -> line(coordinates);
            case "Polygon" -> polygon(coordinates, rings);
            case "MultiPoint" -> FACTORY.createMultiPoint(sequence(coordinates));
            case "MultiLineString" ->
                FACTORY.createMultiLineString(
                        parts(coordinates).stream().map(GeoJsonGeometry::line).toArray(LineString[]::new));
            case "MultiPolygon" ->
                FACTORY.createMultiPolygon(parts(coordinates).stream()
                        .map(part -> polygon(part, rings))
                        .toArray(Polygon[]::new));
            case "GeometryCollection" -> collection(rings);
            default -> throw new IllegalArgumentException("\"" + geometryType + "\" is no GeoJSON geometry");
        };
    }

    private Geometry collection(RingClosing rings) {
        List<GeoJsonGeometry> parts = members == null ? List.of() : members;
        return FACTORY.createGeometryCollection(
                parts.stream().map(part -> part.build(rings)).toArray(Geometry[]::new));
    }

    private static Point point(@Nullable Node node) {
        if (node instanceof Positions positions && positions.single()) {
            return FACTORY.createPoint(packed(positions));
        }
        if (node == null || node instanceof Nested nested && nested.parts().isEmpty()) {
            return FACTORY.createPoint();
        }
        throw new IllegalArgumentException("a Point needs one position");
    }

    private static LineString line(@Nullable Node node) {
        return FACTORY.createLineString(sequence(node));
    }

    private static Polygon polygon(@Nullable Node node, RingClosing closing) {
        List<Node> rings = parts(node);
        if (rings.isEmpty()) {
            return FACTORY.createPolygon();
        }
        LinearRing[] holes = rings.stream()
                .skip(1)
                .map(ring -> closing.createLinearRing(sequence(ring)))
                .toArray(LinearRing[]::new);
        return FACTORY.createPolygon(closing.createLinearRing(sequence(rings.get(0))), holes);
    }

    private static List<Node> parts(@Nullable Node node) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof Nested nested) {
            return nested.parts();
        }
        throw new IllegalArgumentException("coordinates are not nested deep enough for their type");
    }

    private static CoordinateSequence sequence(@Nullable Node node) {
        if (node instanceof Positions positions && !positions.single()) {
            return packed(positions);
        }
        if (node == null || node instanceof Nested nested && nested.parts().isEmpty()) {
            return new PackedCoordinateSequence.Double(new double[0], 2, 0);
        }
        throw new IllegalArgumentException("a list of positions is expected in the coordinates");
    }

    private static CoordinateSequence packed(Positions positions) {
        return new PackedCoordinateSequence.Double(positions.xy(), 2, 0);
    }
}
