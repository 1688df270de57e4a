package org.servicemap.citypack.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.servicemap.areas.coverage.GridShape;

/** Rings on the canonical grid, as x0,y0,x1,y1,… not closed. */
final class Rings {
    private Rings() {}

    /** Twice the signed area, relative to the first vertex so that sums stay small; positive counter-clockwise. */
    static double doubleArea(int[] ring) {
        double sum = 0;
        for (int i = 2; i + 3 < ring.length; i += 2) {
            sum += Frame.orientation(ring[0], ring[1], ring[i], ring[i + 1], ring[i + 2], ring[i + 3]);
        }
        return sum;
    }

    /** Polygons, largest first, of shells and of holes that lie in them. */
    static GridShape assemble(List<int[]> shells, List<int[]> holes) {
        List<int[]> ordered = new ArrayList<>(shells);
        ordered.sort(Comparator.comparingDouble(Rings::doubleArea).reversed());
        List<List<int[]>> polygons = new ArrayList<>();
        ordered.forEach(shell -> polygons.add(new ArrayList<>(List.of(shell))));
        for (int[] hole : holes) {
            polygons.get(shellOf(hole, ordered)).add(hole);
        }
        return new GridShape(polygons.stream().map(p -> p.toArray(new int[0][])).toArray(int[][][]::new));
    }

    /** The smallest shell around a hole. */
    private static int shellOf(int[] hole, List<int[]> shells) {
        for (int s = shells.size() - 1; s > 0; s--) {
            if (holds(shells.get(s), hole)) {
                return s;
            }
        }
        return 0;
    }

    /** By a hole's edge's middle: a vertex may touch the shell. */
    private static boolean holds(int[] shell, int[] hole) {
        double px = (hole[0] + (double) hole[2]) / 2;
        double py = (hole[1] + (double) hole[3]) / 2;
        boolean inside = false;
        int n = shell.length;
        for (int i = 0, j = n - 2; i < n; j = i, i += 2) {
            if ((shell[i + 1] > py) != (shell[j + 1] > py)
                    && px
                            < (double) (shell[j] - shell[i]) * (py - shell[i + 1]) / (shell[j + 1] - shell[i + 1])
                                    + shell[i]) {
                inside = !inside;
            }
        }
        return inside;
    }
}
