package org.servicemap.areas.coverage;

/**
 * A multi-polygon on a {@link CanonicalGrid}: {@code polygons[p][r]} is ring r of polygon p (r = 0 the shell,
 * counter-clockwise; the others holes, clockwise) as x0,y0,x1,y1,… without repeating the first vertex. Not to be changed
 * after construction, though for speed the arrays are not copied.
 */
public record GridShape(int[][][] polygons) {
    public static final GridShape EMPTY = new GridShape(new int[0][][]);

    public boolean isEmpty() {
        return polygons.length == 0;
    }

    public int vertexCount() {
        int count = 0;
        for (int[][] polygon : polygons) {
            for (int[] ring : polygon) {
                count += ring.length / 2;
            }
        }
        return count;
    }
}
