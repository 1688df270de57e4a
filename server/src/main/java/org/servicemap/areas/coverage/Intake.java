package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.servicemap.geo.BBox;

/** Takes features one by one, checks what can be told of each alone, and keeps them compact. */
final class Intake {
    private final Findings findings;
    private final Map<Integer, Integer> levelByRank = new HashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<String, Integer> byLevelAndCode = new HashMap<>();
    private double minLon = Double.POSITIVE_INFINITY;
    private double minLat = Double.POSITIVE_INFINITY;
    private double maxLon = Double.NEGATIVE_INFINITY;
    private double maxLat = Double.NEGATIVE_INFINITY;

    Intake(List<Level> levels, Findings findings) {
        this.findings = findings;
        for (int i = 0; i < levels.size(); i++) {
            levelByRank.put(levels.get(i).rank(), i);
        }
    }

    List<Candidate> candidates() {
        return candidates;
    }

    /** Box of all coordinates taken in; null when there are none. */
    @Nullable
    BBox box() {
        return minLon <= maxLon ? new BBox(minLon, minLat, maxLon, maxLat) : null;
    }

    void add(SourceFeature feature) {
        Findings.Subject subject = Findings.Subject.of(feature);
        Integer level = levelByRank.get(feature.level());
        if (level == null) {
            findings.add(FindingCode.UNKNOWN_LEVEL, Severity.ERROR, subject, place(feature), 0, null);
            return;
        }
        List<List<RawRing>> outlines = outlines(feature, subject);
        if (outlines == null) {
            return;
        }
        String code = feature.code() == null ? "" : feature.code().strip();
        if (code.isEmpty()) {
            findings.add(FindingCode.MISSING_CODE, findings.repairable(), subject, place(feature), 0, null);
            code = feature.layer() + "-" + feature.number();
        }
        keep(feature, subject, level, code, outlines);
    }

    private void keep(
            SourceFeature feature, Findings.Subject subject, int level, String code, List<List<RawRing>> outlines) {
        Integer same = byLevelAndCode.get(level + "/" + code);
        String parent = feature.parentCode() == null || feature.parentCode().isBlank()
                ? null
                : feature.parentCode().strip();
        if (same != null) {
            Candidate first = candidates.get(same);
            String other = first.subject().layer() + " #" + first.subject().feature();
            findings.add(FindingCode.DUPLICATE_CODE, findings.repairable(), subject, place(feature), 0, other);
            if (first.name().equals(feature.name()) && Objects.equals(first.parentCode(), parent)) {
                first.outlines().addAll(outlines);
                return;
            }
            code = free(level, code);
        }
        byLevelAndCode.put(level + "/" + code, candidates.size());
        candidates.add(new Candidate(level, code, parent, feature.name(), feature.attributes(), subject, outlines));
    }

    private String free(int level, String code) {
        int n = 2;
        while (byLevelAndCode.containsKey(level + "/" + code + "-" + n)) {
            n++;
        }
        return code + "-" + n;
    }

    private static @Nullable Coordinate place(SourceFeature feature) {
        return feature.wgs84() == null ? null : feature.wgs84().getCoordinate();
    }

    /** The feature's polygons; empty when it has none, null when its coordinates make no sense. */
    private @Nullable List<List<RawRing>> outlines(SourceFeature feature, Findings.Subject subject) {
        List<List<RawRing>> outlines = new ArrayList<>(1);
        Geometry geometry = feature.wgs84();
        if (feature.fault() != null) {
            findings.add(FindingCode.BAD_GEOMETRY, findings.repairable(), subject, null, 0, feature.fault());
            return outlines;
        }
        if (geometry == null) {
            findings.add(FindingCode.NULL_GEOMETRY, findings.repairable(), subject, null, 0, null);
            return outlines;
        }
        if (geometry.isEmpty()) {
            findings.add(FindingCode.EMPTY_GEOMETRY, findings.repairable(), subject, null, 0, null);
            return outlines;
        }
        Coordinate open = feature.unclosed();
        if (open != null) {
            findings.add(FindingCode.UNCLOSED_RING, findings.repairable(), subject, open, 0, null);
        }
        return parts(geometry, subject, outlines) ? outlines : null;
    }

    /** A collection may hold collections: a multipolygon in a GeoJSON GeometryCollection is land like any other. */
    private boolean parts(Geometry geometry, Findings.Subject subject, List<List<RawRing>> outlines) {
        if (geometry instanceof GeometryCollection collection) {
            boolean good = true;
            for (int i = 0; good && i < collection.getNumGeometries(); i++) {
                good = parts(collection.getGeometryN(i), subject, outlines);
            }
            return good;
        }
        List<RawRing> rings = new ArrayList<>(1);
        boolean good = polygon(geometry, subject, rings);
        if (good && !rings.isEmpty()) {
            outlines.add(rings);
        }
        return good;
    }

    private boolean polygon(Geometry part, Findings.Subject subject, List<RawRing> rings) {
        if (part instanceof Polygon polygon) {
            boolean good = ring(polygon.getExteriorRing(), subject, rings);
            for (int i = 0; good && i < polygon.getNumInteriorRing(); i++) {
                good = ring(polygon.getInteriorRingN(i), subject, rings);
            }
            return good;
        }
        if (part instanceof LineString line && line.getNumPoints() > 2) {
            findings.add(FindingCode.UNCLOSED_RING, findings.repairable(), subject, line.getCoordinate(), 0, null);
            return ring(line, subject, rings);
        }
        findings.add(FindingCode.NOT_A_POLYGON, findings.repairable(), subject, part.getCoordinate(), 0, null);
        return true;
    }

    private boolean ring(LineString line, Findings.Subject subject, List<RawRing> rings) {
        CoordinateSequence points = line.getCoordinateSequence();
        if (points.size() == 0) {
            return true;
        }
        for (int i = 0; i < points.size(); i++) {
            if (!sensible(points.getX(i), points.getY(i), subject)) {
                return false;
            }
        }
        rings.add(RawRing.of(points));
        return true;
    }

    private boolean sensible(double lon, double lat, Findings.Subject subject) {
        if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) {
            minLon = Math.min(minLon, lon);
            maxLon = Math.max(maxLon, lon);
            minLat = Math.min(minLat, lat);
            maxLat = Math.max(maxLat, lat);
            return true;
        }
        FindingCode code = Double.isNaN(lon + lat)
                ? FindingCode.NOT_A_NUMBER
                : Math.abs(lon) <= 90 && Math.abs(lat) <= 180
                        ? FindingCode.AXIS_ORDER
                        : FindingCode.COORDINATE_OUT_OF_RANGE;
        Coordinate place = code == FindingCode.NOT_A_NUMBER ? null : new Coordinate(lon, lat);
        findings.add(code, Severity.ERROR, subject, place, 0, null);
        return false;
    }
}
