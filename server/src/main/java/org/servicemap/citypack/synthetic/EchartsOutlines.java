package org.servicemap.citypack.synthetic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Outlines in the compressed GeoJSON of ECharts' map files: coordinates are zigzag deltas in units of 1/1024 degree, one
 * character each, offset by 64. Source of the encoding: ECharts {@code parseGeoJson}.
 */
final class EchartsOutlines {
    /** Units in a degree. */
    static final double SCALE = 1024;

    private static final int BIAS = 64;
    /** Three points, two characters each. */
    private static final int SHORTEST_RING = 6;

    private EchartsOutlines() {}

    static List<Outline> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode root = json(file, in);
            if (!root.path("UTF8Encoding").asBoolean()) {
                throw bad(file, "is not in ECharts' compressed form (UTF8Encoding: true)");
            }
            List<Outline> outlines = new ArrayList<>();
            for (JsonNode feature : root.path("features")) {
                outlines.add(outline(file, feature));
            }
            if (outlines.isEmpty()) {
                throw bad(file, "has no features");
            }
            return outlines;
        }
    }

    private static JsonNode json(Path file, InputStream in) throws IOException {
        try {
            return new ObjectMapper().readTree(in);
        } catch (JsonProcessingException e) {
            throw bad(file, "is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Outline outline(Path file, JsonNode feature) {
        JsonNode geometry = feature.path("geometry");
        JsonNode coordinates = geometry.path("coordinates");
        JsonNode offsets = geometry.path("encodeOffsets");
        List<List<int[]>> polygons = new ArrayList<>();
        switch (geometry.path("type").asText()) {
            case "Polygon" -> polygons.add(polygon(file, coordinates, offsets));
            case "MultiPolygon" -> {
                for (int i = 0; i < coordinates.size(); i++) {
                    polygons.add(polygon(file, coordinates.get(i), offsets.path(i)));
                }
            }
            default -> throw bad(file, "has a feature that is no polygon");
        }
        return new Outline(feature.path("id").asText(), polygons);
    }

    private static List<int[]> polygon(Path file, JsonNode rings, JsonNode offsets) {
        List<int[]> decoded = new ArrayList<>();
        for (int i = 0; i < rings.size(); i++) {
            String text = rings.get(i).asText();
            if (text.length() < SHORTEST_RING
                    || text.length() % 2 != 0
                    || offsets.path(i).size() != 2) {
                throw bad(file, "has a ring that is cut off, too short or without its offset");
            }
            decoded.add(ring(text, offsets.path(i)));
        }
        if (decoded.isEmpty()) {
            throw bad(file, "has a polygon without rings");
        }
        return decoded;
    }

    static int[] ring(String text, JsonNode offset) {
        int x = offset.path(0).asInt();
        int y = offset.path(1).asInt();
        int[] ring = new int[text.length()];
        for (int i = 0; i + 1 < text.length(); i += 2) {
            x += delta(text.charAt(i));
            y += delta(text.charAt(i + 1));
            ring[i] = x;
            ring[i + 1] = y;
        }
        return ring;
    }

    private static int delta(char c) {
        int zigzag = c - BIAS;
        return (zigzag >> 1) ^ -(zigzag & 1);
    }

    private static GeneratorException bad(Path file, String message) {
        return new GeneratorException("bad_outlines", file.getFileName() + " " + message);
    }
}
