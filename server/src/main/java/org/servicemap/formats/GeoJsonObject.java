package org.servicemap.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** One Feature or bare geometry while its members come in, in any order. */
final class GeoJsonObject {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> GEOMETRIES = Set.of(
            "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection");

    private final JsonParser parser;
    private final GeoJsonGeometry bare = new GeoJsonGeometry();
    private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    private @Nullable Object id;
    private @Nullable String type;
    private @Nullable Geometry geometry;
    private @Nullable String badGeometry;
    private final RingClosing rings = new RingClosing();
    private final LongSupplier number;

    GeoJsonObject(JsonParser parser, LongSupplier number) {
        this.parser = parser;
        this.number = number;
    }

    /** Reads the member whose value the parser stands on. */
    void read(String name) throws IOException {
        switch (name) {
            case "type" -> type = parser.getText();
            case "id" -> id = value();
            case "properties" -> readAttributes();
            case "geometry" -> readGeometry();
            case "coordinates", "geometries" -> bare.read(parser, name);
            default -> parser.skipChildren();
        }
    }

    private void readGeometry() throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            GeoJsonGeometry parts = GeoJsonGeometry.object(parser);
            try {
                geometry = parts.build(rings);
            } catch (IllegalArgumentException e) {
                badGeometry = "feature " + number.getAsLong() + " (to line "
                        + parser.currentLocation().getLineNr() + "): " + e.getMessage();
            }
        } else {
            parser.skipChildren();
        }
    }

    private void readAttributes() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            attributes.put(name, value());
        }
    }

    /** A plain value; objects and arrays as their JSON text. */
    private @Nullable Object value() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.getText()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT, START_ARRAY -> text(MAPPER.readTree(parser));
            default -> null;
        };
    }

    /** NaN and infinities are no values of an attribute; no database or JSON would take them. */
    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private static String text(JsonNode node) {
        return node.toString();
    }

    Feature finish(long featureNumber, Path file) {
        if (id != null) {
            attributes.putIfAbsent("id", id);
        }
        if (badGeometry != null) {
            throw FormatException.badGeometry(new Feature(featureNumber, attributes, null), badGeometry, null);
        }
        if ("Feature".equals(type)) {
            return closed(new Feature(featureNumber, attributes, geometry), file);
        }
        if (type != null && GEOMETRIES.contains(type)) {
            return closed(new Feature(featureNumber, attributes, bareGeometry(type, featureNumber)), file);
        }
        String what = type == null ? "has no member \"type\"" : "is a " + type;
        throw new FormatException(
                "not_a_layer",
                featureNumber,
                file.getFileName() + " " + what + "; a GeoJSON FeatureCollection, Feature or geometry is expected");
    }

    private Feature closed(Feature feature, Path file) {
        Coordinate open = rings.place();
        if (open != null) {
            throw FormatException.unclosed(feature, open, String.valueOf(file.getFileName()));
        }
        return feature;
    }

    private Geometry bareGeometry(String bareType, long featureNumber) {
        try {
            return bare.build(bareType, rings);
        } catch (IllegalArgumentException e) {
            throw new FormatException(
                    "bad_geometry", featureNumber, "feature " + featureNumber + ": " + e.getMessage(), e);
        }
    }
}
