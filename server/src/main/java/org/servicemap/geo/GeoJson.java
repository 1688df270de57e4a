package org.servicemap.geo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes geometries in WGS 84 as GeoJSON (RFC 7946): two dimensions, seven decimals (1 cm) without trailing zeros, shells
 * counter-clockwise. Streaming and without state.
 */
public final class GeoJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final double SCALE = 1e7;

    private GeoJson() {}

    public static String toString(Geometry geometry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            write(out, geometry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Writes one geometry object. */
    public static void write(JsonGenerator out, Geometry geometry) throws IOException {
        out.writeStartObject();
        out.writeStringField(
                "type", geometry.getGeometryType().equals("LinearRing") ? "LineString" : geometry.getGeometryType());
        boolean collection = geometry.getClass() == GeometryCollection.class;
        out.writeFieldName(collection ? "geometries" : "coordinates");
        if (collection) {
            writeMembers(out, geometry);
        } else {
            writeCoordinates(out, geometry);
        }
        out.writeEndObject();
    }

    private static void writeMembers(JsonGenerator out, Geometry collection) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < collection.getNumGeometries(); i++) {
            write(out, collection.getGeometryN(i));
        }
        out.writeEndArray();
    }

    private static void writeCoordinates(JsonGenerator out, Geometry geometry) throws IOException {
        if (geometry instanceof Point point) {
            writePoint(out, point);
        } else if (geometry instanceof LineString line) {
            writeLine(out, line.getCoordinateSequence(), false);
        } else if (geometry instanceof Polygon polygon) {
            writePolygon(out, polygon);
        } else if (geometry instanceof MultiPoint
                || geometry instanceof MultiLineString
                || geometry instanceof MultiPolygon) {
            out.writeStartArray();
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                writeCoordinates(out, geometry.getGeometryN(i));
            }
            out.writeEndArray();
        } else {
            throw new IllegalArgumentException("GeoJSON has no " + geometry.getGeometryType());
        }
    }

    private static void writePoint(JsonGenerator out, Point point) throws IOException {
        out.writeStartArray();
        if (!point.isEmpty()) {
            writeNumber(out, point.getX());
            writeNumber(out, point.getY());
        }
        out.writeEndArray();
    }

    private static void writePolygon(JsonGenerator out, Polygon polygon) throws IOException {
        out.writeStartArray();
        if (!polygon.isEmpty()) {
            writeRing(out, polygon.getExteriorRing(), true);
            for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
                writeRing(out, polygon.getInteriorRingN(h), false);
            }
        }
        out.writeEndArray();
    }

    private static void writeRing(JsonGenerator out, LinearRing ring, boolean counterClockwise) throws IOException {
        CoordinateSequence points = ring.getCoordinateSequence();
        writeLine(out, points, Orientation.isCCW(points) != counterClockwise);
    }

    private static void writeLine(JsonGenerator out, CoordinateSequence points, boolean backwards) throws IOException {
        out.writeStartArray();
        int n = points.size();
        for (int i = 0; i < n; i++) {
            int at = backwards ? n - 1 - i : i;
            writePosition(out, points.getX(at), points.getY(at));
        }
        out.writeEndArray();
    }

    /** Writes {@code [lon,lat]}. */
    public static void writePosition(JsonGenerator out, double lon, double lat) throws IOException {
        out.writeStartArray();
        writeNumber(out, lon);
        writeNumber(out, lat);
        out.writeEndArray();
    }

    /** Writes degrees with up to seven decimals. */
    public static void writeNumber(JsonGenerator out, double degrees) throws IOException {
        out.writeNumber(number(degrees));
    }

    /** Degrees with up to seven decimals, never in exponent notation. */
    public static String number(double degrees) {
        long scaled = Math.round(degrees * SCALE);
        long whole = Math.abs(scaled) / 10_000_000L;
        long fraction = Math.abs(scaled) % 10_000_000L;
        StringBuilder text = new StringBuilder(13);
        text.append(scaled < 0 ? "-" : "").append(whole);
        if (fraction != 0) {
            String digits = Long.toString(fraction + 10_000_000L);
            int end = digits.length();
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            text.append('.').append(digits, 1, end);
        }
        return text.toString();
    }
}
