package org.servicemap.areas.tiles;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.BBox;
import org.servicemap.text.LocalText;

/**
 * A city of n × n cells with wiggly borders, in districts of m × m cells: exactly noded and nested. The first cell has an
 * enclave that is a cell of its own.
 */
final class Lattice {
    static final String ENCLAVE = "enclave";

    private final int n;
    private final int perEdge;
    private final int step;
    private final CanonicalGrid grid;

    private Lattice(BBox box, int n, int perEdge) {
        this.n = n;
        this.perEdge = perEdge;
        this.grid = CanonicalGrid.covering(box);
        this.step = (int) ((grid.x(box.maxLon()) - 64L) / n);
    }

    static Coverage city(BBox box, int n, int m, int perEdge) {
        return new Lattice(box, n, perEdge).coverage(m);
    }

    private Coverage coverage(int m) {
        List<CoverageArea> areas = new ArrayList<>();
        int districts = n / m;
        for (int j = 0; j < districts; j++) {
            for (int i = 0; i < districts; i++) {
                GridShape shape = shape(ring(i * m, j * m, m));
                areas.add(area(areas.size(), 1, "d" + i + "-" + j, -1, shape, GridShape.EMPTY));
            }
        }
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                boolean first = i == 0 && j == 0;
                GridShape shape = first ? shape(ring(0, 0, 1), reversed(island())) : shape(ring(i, j, 1));
                areas.add(area(areas.size(), 2, "c" + i + "-" + j, j / m * districts + i / m, shape, shape));
            }
        }
        GridShape island = shape(island());
        areas.add(area(areas.size(), 2, ENCLAVE, 0, island, island));
        List<Level> levels = List.of(
                new Level(1, "district", LocalText.of("zh", "区")), new Level(2, "cell", LocalText.of("zh", "格")));
        return new Coverage(grid, levels, areas);
    }

    private static CoverageArea area(int ordinal, int level, String code, int parent, GridShape shape, GridShape own) {
        LocalText name = LocalText.of("zh", "名" + code, "en", "Name " + code);
        return new CoverageArea(ordinal, level, code, parent, name, Map.of(), shape, own);
    }

    private static GridShape shape(int[]... rings) {
        return new GridShape(new int[][][] {rings});
    }

    /** A circle in the middle of the first cell. */
    private int[] island() {
        int[] ring = new int[80];
        for (int k = 0; k < 40; k++) {
            ring[2 * k] = (int) (32 + step / 2 + step / 5 * Math.cos(k * Math.PI / 20));
            ring[2 * k + 1] = (int) (32 + step / 2 + step / 5 * Math.sin(k * Math.PI / 20));
        }
        return ring;
    }

    private static int[] reversed(int[] ring) {
        int[] back = new int[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            back[i] = ring[ring.length - 2 - i];
            back[i + 1] = ring[ring.length - 1 - i];
        }
        return back;
    }

    /** The outline of a square of cells, counter-clockwise. */
    private int[] ring(int i, int j, int cells) {
        List<int[]> points = new ArrayList<>();
        for (int k = 0; k < cells; k++) {
            points.addAll(edge(i + k, j, true));
        }
        for (int k = 0; k < cells; k++) {
            points.addAll(edge(i + cells, j + k, false));
        }
        List<int[]> back = new ArrayList<>();
        for (int k = 0; k < cells; k++) {
            back.addAll(edge(i, j + k, false));
        }
        for (int k = cells - 1; k >= 0; k--) {
            List<int[]> top = new ArrayList<>(edge(i + k, j + cells, true));
            Collections.reverse(top);
            points.add(vertex(i + k + 1, j + cells));
            points.addAll(top.subList(0, top.size() - 1));
        }
        Collections.reverse(back);
        points.add(vertex(i, j + cells));
        points.addAll(back.subList(0, back.size() - 1));
        int[] ring = new int[2 * points.size()];
        for (int k = 0; k < points.size(); k++) {
            ring[2 * k] = points.get(k)[0];
            ring[2 * k + 1] = points.get(k)[1];
        }
        return ring;
    }

    private int[] vertex(int i, int j) {
        return new int[] {32 + i * step, 32 + j * step};
    }

    /** From (i, j) to the right or up, without its end. */
    private List<int[]> edge(int i, int j, boolean horizontal) {
        SplittableRandom random = new SplittableRandom(i * 100_003L + j * 2L + (horizontal ? 1 : 0));
        List<int[]> points = new ArrayList<>();
        int[] from = vertex(i, j);
        points.add(from);
        for (int k = 1; k < perEdge; k++) {
            int along = (int) ((long) step * k / perEdge);
            // Less towards the ends, so that edges that meet there do not cross.
            int most = Math.min(step / 60, Math.min(along, step - along) / 4);
            int off = random.nextInt(-most, most + 1);
            points.add(new int[] {from[0] + (horizontal ? along : off), from[1] + (horizontal ? off : along)});
        }
        return points;
    }
}
