package org.servicemap.areas.tiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.geo.GeoJson;

/** Writes areas as GeoJSON features with {@code level}, {@code rank}, {@code code} and {@code name} by language. */
final class AreaJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Coverage coverage;
    private final Topology topology;
    private final Outlines outlines;

    AreaJson(Coverage coverage, Topology topology, double tolerance) {
        this.coverage = coverage;
        this.topology = topology;
        this.outlines = new Outlines(topology, tolerance);
    }

    byte[] feature(int ordinal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            write(out, coverage.areas().get(ordinal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    byte[] collection(int[] ordinals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("type", "FeatureCollection");
            out.writeArrayFieldStart("features");
            for (int ordinal : ordinals) {
                write(out, coverage.areas().get(ordinal));
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator out, CoverageArea area) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", "Feature");
        out.writeStringField("id", area.code());
        out.writeObjectFieldStart("properties");
        for (var level : coverage.levels()) {
            if (level.rank() == area.level()) {
                out.writeStringField("level", level.id());
            }
        }
        out.writeNumberField("rank", area.level());
        out.writeStringField("code", area.code());
        out.writeObjectFieldStart("name");
        for (Map.Entry<String, String> name : area.name().byTag().entrySet()) {
            out.writeStringField(name.getKey(), name.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
        out.writeFieldName("geometry");
        writeGeometry(out, topology.rings(area.ordinal()));
        out.writeEndObject();
    }

    private void writeGeometry(JsonGenerator out, int[][][] polygons) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", polygons.length == 1 ? "Polygon" : "MultiPolygon");
        out.writeFieldName("coordinates");
        if (polygons.length == 1) {
            writePolygon(out, polygons[0]);
        } else {
            out.writeStartArray();
            for (int[][] polygon : polygons) {
                writePolygon(out, polygon);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private void writePolygon(JsonGenerator out, int[][] rings) throws IOException {
        CanonicalGrid grid = coverage.grid();
        out.writeStartArray();
        for (int[] arcs : rings) {
            int[] ring = outlines.ring(arcs);
            out.writeStartArray();
            for (int i = 0; i < ring.length; i += 2) {
                GeoJson.writePosition(out, grid.lon(ring[i]), grid.lat(ring[i + 1]));
            }
            out.writeEndArray();
        }
        out.writeEndArray();
    }
}
