package org.servicemap.citypack.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tinfour.common.SimpleTriangle;
import org.tinfour.common.Vertex;
import org.tinfour.standard.IncrementalTin;

/**
 * Triangulates borders and scattered points (Delaunay), keeps what lies inside the borders, and orders it along a Hilbert curve.
 */
final class MeshBuilder {
    private static final int UNKNOWN = Integer.MIN_VALUE;
    private static final int HILBERT_BITS = 15;

    private final Frame frame;
    private final Borders borders;
    private final int[] x;
    private final int[] y;
    private int[] corner = new int[0];
    private int[] across = new int[0];

    private MeshBuilder(Frame frame, Borders borders, double[] scattered) {
        this.frame = frame;
        this.borders = borders;
        int b = borders.points.size();
        int n = b + scattered.length / 2;
        x = new int[n];
        y = new int[n];
        for (int v = 0; v < n; v++) {
            x[v] = v < b ? borders.points.get(v)[0] : frame.unitsX(scattered[2 * (v - b)]);
            y[v] = v < b ? borders.points.get(v)[1] : frame.unitsY(scattered[2 * (v - b) + 1]);
        }
    }

    static Mesh build(Frame frame, Borders borders, double[] scattered) {
        MeshBuilder builder = new MeshBuilder(frame, borders, scattered);
        builder.triangulate();
        return builder.inside(builder.flood());
    }

    private void triangulate() {
        List<Vertex> vertices = new ArrayList<>(x.length);
        for (int v = 0; v < x.length; v++) {
            vertices.add(new Vertex(frame.metresX(x[v]), frame.metresY(y[v]), 0, v));
        }
        IncrementalTin tin = new IncrementalTin(20);
        tin.add(vertices, null);
        int[] triangleOfSide = new int[tin.getMaximumEdgeAllocationIndex() + 2];
        Arrays.fill(triangleOfSide, -1);
        int[] corners = new int[6 * x.length];
        int[] sides = new int[6 * x.length];
        int n = 0;
        for (SimpleTriangle triangle : tin.triangles()) {
            if (triangle.isGhost()) {
                continue;
            }
            corners[3 * n] = triangle.getEdgeA().getA().getIndex();
            corners[3 * n + 1] = triangle.getEdgeB().getA().getIndex();
            corners[3 * n + 2] = triangle.getEdgeC().getA().getIndex();
            sides[3 * n] = triangle.getEdgeA().getIndex();
            sides[3 * n + 1] = triangle.getEdgeB().getIndex();
            sides[3 * n + 2] = triangle.getEdgeC().getIndex();
            for (int i = 3 * n; i < 3 * n + 3; i++) {
                triangleOfSide[sides[i]] = n;
            }
            n++;
        }
        tin.dispose();
        corner = Arrays.copyOf(corners, 3 * n);
        across = new int[3 * n];
        for (int i = 0; i < 3 * n; i++) {
            across[i] = triangleOfSide[sides[i] ^ 1];
        }
    }

    /** The top-level area of each triangle: known beside a border piece, spread from there up to the next border. */
    private int[] flood() {
        Map<Long, Integer> side = new HashMap<>();
        for (Borders.Piece piece : borders.pieces) {
            side.put(key(piece.from(), piece.to()), piece.left());
            side.put(key(piece.to(), piece.from()), piece.right());
        }
        int n = across.length / 3;
        int[] area = new int[n];
        Arrays.fill(area, UNKNOWN);
        int[] stack = new int[n];
        int top = 0;
        int met = 0;
        boolean[] wall = new boolean[3 * n];
        for (int i = 0; i < 3 * n; i++) {
            Integer known = side.get(key(corner[i], corner[i - i % 3 + (i + 1) % 3]));
            if (known != null) {
                wall[i] = true;
                met++;
                int t = i / 3;
                if (area[t] == UNKNOWN) {
                    stack[top++] = t;
                    area[t] = known;
                } else if (area[t] != known) {
                    throw new GeneratorException("bad_mesh", "a triangle lies on two sides of a border");
                }
            }
        }
        if (met < side.size()) {
            requireAll(side);
        }
        while (top > 0) {
            int t = stack[--top];
            for (int i = 3 * t; i < 3 * t + 3; i++) {
                int next = across[i];
                if (next >= 0 && !wall[i] && area[next] == UNKNOWN) {
                    area[next] = area[t];
                    stack[top++] = next;
                }
            }
        }
        return area;
    }

    /** A piece that the triangulation lacks would let two areas flow together; pieces on the hull have one side only. */
    private void requireAll(Map<Long, Integer> side) {
        for (int i = 0; i < corner.length; i++) {
            side.remove(key(corner[i], corner[i - i % 3 + (i + 1) % 3]));
        }
        side.values().removeIf(area -> area < 0);
        if (!side.isEmpty()) {
            throw new GeneratorException("bad_mesh", side.size() + " pieces of the borders are missing in the mesh");
        }
    }

    private static long key(int a, int b) {
        return ((long) a << 32) | b;
    }

    private Mesh inside(int[] area) {
        long[] order = IntStream.range(0, area.length)
                .filter(t -> area[t] >= 0)
                .mapToLong(t -> (hilbert(t) << 32) | t)
                .sorted()
                .toArray();
        int[] newIndex = new int[area.length];
        Arrays.fill(newIndex, -1);
        for (int i = 0; i < order.length; i++) {
            newIndex[(int) order[i]] = i;
        }
        int[] newVertex = new int[x.length];
        Arrays.fill(newVertex, -1);
        int[] vx = new int[x.length];
        int[] vy = new int[x.length];
        int vertices = 0;
        int[] corners = new int[3 * order.length];
        int[] neighbours = new int[3 * order.length];
        int[] top = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            int t = (int) order[i];
            top[i] = area[t];
            for (int k = 0; k < 3; k++) {
                int v = corner[3 * t + k];
                if (newVertex[v] < 0) {
                    newVertex[v] = vertices;
                    vx[vertices] = x[v];
                    vy[vertices++] = y[v];
                }
                corners[3 * i + k] = newVertex[v];
                int next = across[3 * t + k];
                neighbours[3 * i + k] = next < 0 ? -1 : newIndex[next];
            }
        }
        return new Mesh(frame, Arrays.copyOf(vx, vertices), Arrays.copyOf(vy, vertices), corners, neighbours, top);
    }

    private long hilbert(int t) {
        int a = corner[3 * t];
        int b = corner[3 * t + 1];
        int c = corner[3 * t + 2];
        int shift = 31 - HILBERT_BITS;
        int px = (int) (((long) x[a] + x[b] + x[c]) / 3) >> shift;
        int py = (int) (((long) y[a] + y[b] + y[c]) / 3) >> shift;
        return hilbert(px, py);
    }

    private static long hilbert(int px, int py) {
        int hx = px;
        int hy = py;
        long d = 0;
        for (int s = 1 << (HILBERT_BITS - 1); s > 0; s >>= 1) {
            int rx = (hx & s) > 0 ? 1 : 0;
            int ry = (hy & s) > 0 ? 1 : 0;
            d += (long) s * s * ((3 * rx) ^ ry);
            if (ry == 0) {
                if (rx == 1) {
                    hx = (1 << HILBERT_BITS) - 1 - hx;
                    hy = (1 << HILBERT_BITS) - 1 - hy;
                }
                int swap = hx;
                hx = hy;
                hy = swap;
            }
        }
        return d;
    }
}
