package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.index.strtree.STRtree;
import org.servicemap.areas.coverage.OverlayLayer;

/** Nearest line (or polygon border) of a layer within a tolerance in metres, by runs of segments in a packed tree. */
final class OverlaySegments {
    private static final int RUN = 16;
    private static final double METRES_PER_DEGREE_AT_LEAST = 110_000;

    private final STRtree tree = new STRtree();

    private OverlaySegments(OverlayLayer layer) {
        for (int f = 0; f < layer.features().size(); f++) {
            for (Object line :
                    LinearComponentExtracter.getLines(layer.features().get(f).wgs84())) {
                addRuns(f, ((LineString) line).getCoordinates());
            }
        }
        tree.build();
    }

    static OverlaySegments of(OverlayLayer layer) {
        return new OverlaySegments(layer);
    }

    /** Some neighbouring vertices of a feature. */
    private record Run(int feature, Coordinate[] vertices) {}

    /**
     * A feature, its distance and the side of it on which the point lies as the line was digitised (null on the line).
     */
    record Nearest(int feature, double metres, OverlayHit.@Nullable Side side) {}

    private void addRuns(int feature, Coordinate[] vertices) {
        for (int from = 0; from + 1 < vertices.length; from += RUN) {
            Coordinate[] run = java.util.Arrays.copyOfRange(vertices, from, Math.min(vertices.length, from + RUN + 1));
            Envelope envelope = new Envelope();
            for (Coordinate vertex : run) {
                envelope.expandToInclude(vertex);
            }
            tree.insert(envelope, new Run(feature, run));
        }
    }

    /** The nearest feature within the tolerance; ties go to the first. Null when there is none. */
    @Nullable
    Nearest nearest(double lon, double lat, double toleranceMetres) {
        LocalMetres metres = LocalMetres.at(lat);
        Search search = new Search(lon, lat, metres, toleranceMetres);
        runsAround(lon, lat, metres, toleranceMetres).forEach(search::look);
        return search.nearest();
    }

    /** All features whose line or border is within so many metres, ascending. */
    int[] within(double lon, double lat, double radiusMetres) {
        LocalMetres metres = LocalMetres.at(lat);
        return runsAround(lon, lat, metres, radiusMetres).stream()
                .filter(run -> {
                    Search search = new Search(lon, lat, metres, radiusMetres);
                    search.look(run);
                    return search.nearest() != null;
                })
                .mapToInt(Run::feature)
                .distinct()
                .sorted()
                .toArray();
    }

    private List<Run> runsAround(double lon, double lat, LocalMetres metres, double radiusMetres) {
        Envelope around = new Envelope(lon, lon, lat, lat);
        around.expandBy(radiusMetres / Math.max(1, metres.perLon()), radiusMetres / METRES_PER_DEGREE_AT_LEAST);
        List<Run> runs = new ArrayList<>();
        for (Object run : tree.query(around)) {
            runs.add((Run) run);
        }
        return runs;
    }

    private static final class Search {
        private static final double SAME = 1e-9;
        private static final double ROUNDING = 1e-6;

        private final double lon;
        private final double lat;
        private final LocalMetres metres;
        private double best;
        private double bestHeight;
        private int feature = -1;
        private double cross;

        Search(double lon, double lat, LocalMetres metres, double tolerance) {
            this.lon = lon;
            this.lat = lat;
            this.metres = metres;
            this.best = tolerance;
        }

        void look(Run run) {
            for (int i = 0; i + 1 < run.vertices.length; i++) {
                segment(run.feature, run.vertices[i], run.vertices[i + 1]);
            }
        }

        private void segment(int owner, Coordinate a, Coordinate b) {
            double ax = (a.x - lon) * metres.perLon();
            double ay = (a.y - lat) * metres.perLat();
            double dx = (b.x - a.x) * metres.perLon();
            double dy = (b.y - a.y) * metres.perLat();
            if (isBeyondReach(ax, ax + dx) || isBeyondReach(ay, ay + dy)) {
                return;
            }
            double length = Math.hypot(dx, dy);
            double t = length == 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (length * length)));
            double distance = Math.hypot(ax + t * dx, ay + t * dy);
            double across = ax * dy - ay * dx;
            double height = length == 0 ? 0 : Math.abs(across) / length;
            if (distance < best - SAME || distance <= best + SAME && better(owner, height)) {
                best = Math.min(best, distance);
                bestHeight = height;
                feature = owner;
                cross = height <= SAME ? 0 : across;
            }
        }

        /** Whether along one axis alone both ends are farther away, on one side, than what was found: more than rounding can err. */
        private boolean isBeyondReach(double from, double to) {
            double reach = best + ROUNDING;
            return from > reach && to > reach || from < -reach && to < -reach;
        }

        /** At a corner two segments are equally near: the one that the point stands off more tells the side. */
        private boolean better(int owner, double height) {
            return feature < 0 || owner < feature || owner == feature && height > bestHeight;
        }

        @Nullable
        Nearest nearest() {
            if (feature < 0) {
                return null;
            }
            OverlayHit.Side side = cross > 0 ? OverlayHit.Side.LEFT : OverlayHit.Side.RIGHT;
            return new Nearest(feature, best, cross == 0 ? null : side);
        }
    }
}
