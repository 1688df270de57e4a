package org.servicemap.areas.coverage;

import java.util.BitSet;

/**
 * Boundaries of many features as flat arrays: vertices and undirected edges stored once, and the segments, each an edge with
 * the feature on whose boundary it lies and the direction (the feature's inside is on the left).
 */
final class Linework {
    final IntList xs;
    final IntList ys;
    final IntList edgeU;
    final IntList edgeV;
    final IntList segmentEdge;
    /** Feature × 2 + 1 when the segment runs from the edge's V to its U. */
    final IntList segmentOwner;
    /** Edges that were split and are no more. */
    final BitSet dead = new BitSet();
    /** Edges not yet tested against the others. */
    final BitSet fresh = new BitSet();

    private final LongIndex vertices;
    private final LongIndex edges;

    Linework(int expectedSegments) {
        int half = expectedSegments / 2;
        xs = new IntList(half);
        ys = new IntList(half);
        edgeU = new IntList(half);
        edgeV = new IntList(half);
        segmentEdge = new IntList(expectedSegments);
        segmentOwner = new IntList(expectedSegments);
        vertices = new LongIndex(half);
        edges = new LongIndex(half);
    }

    static Linework of(int[][][][] shapes) {
        int count = 0;
        for (int[][][] shape : shapes) {
            count += new GridShape(shape).vertexCount();
        }
        Linework lines = new Linework(count);
        for (int feature = 0; feature < shapes.length; feature++) {
            for (int[][] polygon : shapes[feature]) {
                for (int[] ring : polygon) {
                    lines.addRing(feature, ring);
                }
            }
        }
        return lines;
    }

    int vertex(int x, int y) {
        int id = vertices.add(((long) x << 32) | y);
        if (id == xs.size()) {
            xs.add(x);
            ys.add(y);
        }
        return id;
    }

    /** The vertex at a place, or −1. */
    int findVertex(int x, int y) {
        return vertices.find(((long) x << 32) | y);
    }

    void addRing(int feature, int[] ring) {
        int n = ring.length / 2;
        int from = vertex(ring[2 * n - 2], ring[2 * n - 1]);
        for (int i = 0; i < n; i++) {
            int to = vertex(ring[2 * i], ring[2 * i + 1]);
            addSegment(from, to, feature);
            from = to;
        }
    }

    void addSegment(int from, int to, int feature) {
        if (from == to) {
            return;
        }
        segmentEdge.add(edge(from, to));
        segmentOwner.add(feature * 2 + (from < to ? 0 : 1));
    }

    /** The edge between two vertices (U is the lower one), alive. */
    int edge(int from, int to) {
        int u = Math.min(from, to);
        int v = Math.max(from, to);
        int edge = edges.add(((long) u << 32) | v);
        if (edge == edgeU.size()) {
            edgeU.add(u);
            edgeV.add(v);
            fresh.set(edge);
        } else if (dead.get(edge)) {
            dead.clear(edge);
            fresh.set(edge);
        }
        return edge;
    }

    /** The edge between two vertices, or −1. */
    int findEdge(int from, int to) {
        return edges.find(((long) Math.min(from, to) << 32) | Math.max(from, to));
    }

    int edgeCount() {
        return edgeU.size();
    }

    int vertexCount() {
        return xs.size();
    }
}
