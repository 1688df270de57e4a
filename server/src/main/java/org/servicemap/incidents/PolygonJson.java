package org.servicemap.incidents;

import com.fasterxml.jackson.databind.JsonNode;
import org.locationtech.jts.geom.Geometry;

/** Polygons from GeoJSON (RFC 7946). */
final class PolygonJson {
    private PolygonJson() {}

    /** {@link IncidentException} when it is neither a Polygon nor a MultiPolygon. */
    static Geometry read(JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        return switch (geometry.path("type").asText()) {
            case "Polygon" -> Outline.geometry(new double[][][][] {polygon(coordinates)});
            case "MultiPolygon" -> Outline.geometry(polygons(coordinates));
            default -> throw IncidentException.bad("outline", "an outline is a Polygon or a MultiPolygon");
        };
    }

    private static double[][][][] polygons(JsonNode node) {
        double[][][][] polygons = new double[node.size()][][][];
        for (int i = 0; i < polygons.length; i++) {
            polygons[i] = polygon(node.get(i));
        }
        return polygons;
    }

    private static double[][][] polygon(JsonNode node) {
        double[][][] rings = new double[node.size()][][];
        for (int i = 0; i < rings.length; i++) {
            rings[i] = ring(node.get(i));
        }
        return rings;
    }

    private static double[][] ring(JsonNode node) {
        double[][] positions = new double[node.size()][];
        for (int i = 0; i < positions.length; i++) {
            JsonNode at = node.get(i);
            positions[i] = at.size() < 2
                    ? new double[0]
                    : new double[] {at.get(0).asDouble(Double.NaN), at.get(1).asDouble(Double.NaN)};
        }
        return positions;
    }
}
