package org.servicemap.areas.coverage;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * One import at work: the candidates of all levels, the plane that their boundaries cut up, and what is known of each. The parts of
 * import (links, ownership, mending, assembly) read it and pass it on.
 */
final class Work {
    /** A parent that was named but does not exist: unlike "no parent" it matches nothing. */
    static final int ORPHAN = -2;
    /** Differences below this (0.01 m²) are the grid's own rounding and are not reported one by one. */
    static final double NOISE_M2 = 0.01;

    final List<Candidate> candidates;
    final int[][][][] shapes;
    final int levels;
    final int authoritative;
    final CoverageOptions options;
    final Findings findings;
    final CanonicalGrid grid;
    final Arrangement plane;
    final Faces faces;
    /** By candidate: index of its parent, −1 or {@link #ORPHAN}. */
    final int[] parent;
    /** By candidate: m² of its own outline, as read. */
    final double[] rawM2;
    /** By face: the candidate that owns it, or −1. */
    final int[] owner;
    /** Partial replacement: candidates before this index are taken over as they are, and nothing lies outside them. */
    final int fixed;
    /** Partial replacement: fixed candidates that may give their place to new children. */
    final BitSet open;

    Work(
            List<Candidate> candidates,
            int[][][][] shapes,
            int fixed,
            BitSet open,
            int levels,
            int authoritative,
            CanonicalGrid grid,
            CoverageOptions options,
            Findings findings) {
        this.candidates = candidates;
        this.shapes = shapes;
        this.fixed = fixed;
        this.open = open;
        this.levels = levels;
        this.authoritative = authoritative;
        this.grid = grid;
        this.options = options;
        this.findings = findings;
        plane = Arrangement.of(shapes);
        faces = new Faces(plane, grid);
        parent = new int[candidates.size()];
        Arrays.fill(parent, -1);
        owner = new int[plane.faceCount];
        Arrays.fill(owner, -1);
        rawM2 = new double[candidates.size()];
        for (int f = 1; f < plane.faceCount; f++) {
            for (int candidate : faces.covers[f]) {
                rawM2[candidate] += faces.m2[f];
            }
        }
    }

    int level(int candidate) {
        return candidates.get(candidate).level();
    }

    String label(int candidate) {
        return candidate < 0 ? "" : candidates.get(candidate).subject().label();
    }

    Findings.Subject subject(int candidate) {
        return candidate < 0 ? Findings.Subject.NONE : candidates.get(candidate).subject();
    }

    /** The candidate itself or its ancestor at a level, −1 when it has none there. */
    int ancestor(int candidate, int level) {
        int at = candidate;
        while (at >= 0 && level(at) > level) {
            at = parent[at];
        }
        return at >= 0 && level(at) == level ? at : -1;
    }

    boolean isBelow(int candidate, int ancestor) {
        int at = candidate;
        while (at >= 0 && at != ancestor) {
            at = parent[at];
        }
        return at == ancestor && candidate != ancestor;
    }

    /** Where a candidate's outline begins: a place for what concerns all of it; null when it has no outline. */
    @Nullable
    Coordinate firstPlace(int candidate) {
        if (shapes[candidate].length == 0) {
            return null;
        }
        int[] ring = shapes[candidate][0][0];
        return new Coordinate(grid.lon(ring[0]), grid.lat(ring[1]));
    }

    /** A place on a face: the middle of one of its edges, which is enough to find it on a map. */
    Coordinate place(int face) {
        int h = faces.anyEdge[face];
        if (h < 0) {
            return new Coordinate(grid.originLon(), grid.originLat());
        }
        int u = plane.origin[h];
        int v = plane.target(h);
        return new Coordinate(
                (grid.lon(plane.xs[u]) + grid.lon(plane.xs[v])) / 2,
                (grid.lat(plane.ys[u]) + grid.lat(plane.ys[v])) / 2);
    }
}
