package org.servicemap.citypack.synthetic;

/**
 * One more vertex in the middle of every border edge, moved sideways a little. It stays inside the kite of the edge (its ends and
 * the two neighbouring triangles' centroids); kites do not overlap, so no two edges can cross.
 */
final class Bends {
    /** A triangle's kite is at least a sixth of its height wide in the middle of an edge. */
    private static final double OF_HEIGHT = 0.14;

    private static final double OF_LENGTH = 0.11;

    private final Mesh mesh;
    private final long seed;

    Bends(Mesh mesh, long seed) {
        this.mesh = mesh;
        this.seed = seed;
    }

    /** Coordinates of the middle vertex of a half-edge: the same for both directions. */
    long middle(int halfEdge) {
        int a = Math.min(mesh.start(halfEdge), mesh.end(halfEdge));
        int b = Math.max(mesh.start(halfEdge), mesh.end(halfEdge));
        long dx = (long) mesh.x()[b] - mesh.x()[a];
        long dy = (long) mesh.y()[b] - mesh.y()[a];
        double share = room(halfEdge, dx, dy) * sway(a, b);
        Frame frame = mesh.frame();
        double skew = frame.metresPerY() / frame.metresPerX();
        int x = (int) Math.rint(mesh.x()[a] + dx / 2.0 - dy * share * skew);
        int y = (int) Math.rint(mesh.y()[a] + dy / 2.0 + dx * share / skew);
        return ((long) x << 32) | y;
    }

    /** How far sideways, as a share of the length, the kite lets the middle go. */
    private double room(int halfEdge, long dx, long dy) {
        int t = mesh.across()[halfEdge];
        if (t < 0) {
            return 0;
        }
        double m = mesh.frame().metresPerX();
        double n = mesh.frame().metresPerY();
        double squaredLength = Seats.square(dx * m) + Seats.square(dy * n);
        double height = Math.min(mesh.orientation(halfEdge / 3), mesh.orientation(t)) * m * n / squaredLength;
        return Math.min(OF_LENGTH, OF_HEIGHT * height);
    }

    private double sway(int a, int b) {
        long h = seed ^ (a * 0x9E3779B97F4A7C15L) ^ (b * 0xC2B2AE3D27D4EB4FL);
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return ((h ^ (h >>> 31)) >>> 11) * 0x1p-52 - 1;
    }
}
