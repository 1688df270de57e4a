package org.servicemap.areas.tiles;

import io.github.sebasbaumh.mapbox.vectortile.VectorTile;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.IUserDataConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.JtsAdapter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.UserDataKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.build.MvtLayerProps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateArrays;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.LineLimiter;
import org.locationtech.jts.operation.overlayng.RingClipper;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.Level;

/** Encodes one tile: a layer for each level with its polygons and the boundary lines that it owns, and one of label points. */
final class TileEncoder {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final IUserDataConverter TAGS = new UserDataKeyValueMapConverter();

    private final Coverage coverage;
    private final Labels labels;
    private final TileFrame frame;
    private final double tolerance;
    private final VectorTile.Tile.Builder tile = VectorTile.Tile.newBuilder();
    private final List<Geometry> labelPoints = new ArrayList<>();

    TileEncoder(Coverage coverage, Labels labels, TileFrame frame, double tolerance) {
        this.coverage = coverage;
        this.labels = labels;
        this.frame = frame;
        this.tolerance = tolerance;
    }

    /** @param visible the levels to draw, coarsest first, each with its topology */
    byte[] encode(Map<Level, Topology> visible) {
        Topology finest = null;
        for (Topology topology : visible.values()) {
            finest = topology;
        }
        Map<Integer, List<Geometry>> lines = finest == null ? Map.of() : lines(finest);
        visible.forEach((level, topology) -> {
            List<Geometry> features = polygons(topology);
            features.addAll(lines.getOrDefault(level.rank(), List.of()));
            addLayer(level.id(), features);
        });
        addLayer("labels", labelPoints);
        return tile.getLayersCount() == 0 ? new byte[0] : tile.build().toByteArray();
    }

    private void addLayer(String name, List<Geometry> features) {
        if (features.isEmpty()) {
            return;
        }
        VectorTile.Tile.Layer.Builder layer =
                VectorTile.Tile.Layer.newBuilder().setVersion(2).setName(name).setExtent(TileFrame.EXTENT);
        MvtLayerProps tags = new MvtLayerProps();
        JtsAdapter.addFeatures(layer, features, tags, TAGS);
        tags.getKeys().forEach(layer::addKeys);
        tags.getValues().forEach(value -> layer.addValues(MvtValues.of(value)));
        tile.addLayers(layer);
    }

    private List<Geometry> polygons(Topology topology) {
        Outlines outlines = new Outlines(topology, tolerance);
        List<Geometry> features = new ArrayList<>();
        for (int ordinal : topology.areasIn(frame.inGrid())) {
            CoverageArea area = coverage.areas().get(ordinal);
            List<Polygon> parts = new ArrayList<>();
            for (int[][] polygon : topology.rings(ordinal)) {
                Polygon part = polygon(outlines, polygon);
                if (part != null) {
                    parts.add(part);
                }
            }
            if (!parts.isEmpty()) {
                features.add(tagged(FACTORY.buildGeometry(parts), tags(area)));
                addLabel(area);
            }
        }
        return features;
    }

    private @Nullable Polygon polygon(Outlines outlines, int[][] rings) {
        LinearRing shell = ring(outlines.ring(rings[0]));
        if (shell == null) {
            return null;
        }
        List<LinearRing> holes = new ArrayList<>();
        for (int r = 1; r < rings.length; r++) {
            LinearRing hole = ring(outlines.ring(rings[r]));
            if (hole != null) {
                holes.add(hole);
            }
        }
        return FACTORY.createPolygon(shell, holes.toArray(LinearRing[]::new));
    }

    private @Nullable LinearRing ring(int[] xy) {
        Coordinate[] clipped = new RingClipper(frame.clip()).clip(coordinates(xy));
        for (Coordinate c : clipped) {
            c.x = Math.rint(c.x);
            c.y = Math.rint(c.y);
        }
        Coordinate[] points = CoordinateArrays.removeRepeatedPoints(clipped);
        return points.length < 4 ? null : FACTORY.createLinearRing(points);
    }

    private Coordinate[] coordinates(int[] xy) {
        Coordinate[] points = new Coordinate[xy.length / 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = frame.toTile(xy[2 * i], xy[2 * i + 1]);
        }
        return CoordinateArrays.removeRepeatedPoints(points);
    }

    /** By rank: the lines of the coarsest level that a border separates, so that none is drawn twice. */
    private Map<Integer, List<Geometry>> lines(Topology finest) {
        Outlines outlines = new Outlines(finest, tolerance);
        Map<Integer, List<Geometry>> lines = new LinkedHashMap<>();
        for (int arc : finest.arcsIn(frame.inGrid())) {
            Border border = Border.between(
                    coverage, finest.arcs().left(arc), finest.arcs().right(arc));
            Coordinate[] points = coordinates(outlines.line(arc));
            if (points.length < 2) {
                continue;
            }
            for (Coordinate[] part : new LineLimiter(frame.clip()).limit(points)) {
                if (part.length >= 2) {
                    lines.computeIfAbsent(border.rank(), rank -> new ArrayList<>())
                            .add(tagged(FACTORY.createLineString(part), border.tags()));
                }
            }
        }
        return lines;
    }

    private void addLabel(CoverageArea area) {
        Labels.Label label = labels.of(area.ordinal());
        Coordinate at = frame.toTile(label.gridX(), label.gridY());
        if (at.x >= 0 && at.y >= 0 && at.x < TileFrame.EXTENT && at.y < TileFrame.EXTENT) {
            Map<String, Object> tags = new LinkedHashMap<>();
            tags.put("level", levelId(area.level()));
            tags.putAll(tags(area));
            tags.put("km2", Math.rint(label.km2() * 1e6) / 1e6);
            labelPoints.add(tagged(FACTORY.createPoint(at), tags));
        }
    }

    private String levelId(int rank) {
        return coverage.levels().stream()
                .filter(level -> level.rank() == rank)
                .map(Level::id)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> tags(CoverageArea area) {
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put("code", area.code());
        area.name().byTag().forEach((tag, name) -> tags.put("name:" + tag, name));
        return tags;
    }

    private static Geometry tagged(Geometry geometry, Map<String, Object> tags) {
        geometry.setUserData(tags);
        return geometry;
    }
}
