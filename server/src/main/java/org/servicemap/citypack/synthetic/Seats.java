package org.servicemap.citypack.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * A starting point, in metres, for each area of the second level: its stated seat, moved into its parent where it misses it,
 * or, where none is stated, the place of the parent that is farthest from all others.
 */
final class Seats {
    /** Share of the way from its seat to the middle of its surroundings that a point is moved: real seats lie off centre. */
    private static final double TO_MIDDLE = 0.45;

    final double[] x;
    final double[] y;
    /** Nearest seat of the same top-level area for each cell of the raster, −1 outside. */
    final int[] seatOfCell;

    private final Raster raster;
    private final List<List<Integer>> byTop;
    private final int[][] cellsOfTop;

    private Seats(Raster raster, AreaNames areas, int tops) {
        this.raster = raster;
        this.x = new double[areas.size()];
        this.y = new double[areas.size()];
        this.seatOfCell = new int[raster.area.length];
        this.byTop = areas.children(tops);
        this.cellsOfTop = cells(raster, tops);
    }

    static Map<String, LonLat> read(Path file) throws IOException {
        Map<String, LonLat> seats = new HashMap<>();
        for (Table.Row row : Table.read(file).rows()) {
            seats.put(row.text("code"), row.place());
        }
        return seats;
    }

    static Seats place(Raster raster, Frame frame, AreaNames areas, int tops, Map<String, LonLat> stated) {
        Seats seats = new Seats(raster, areas, tops);
        for (int top = 0; top < tops; top++) {
            seats.placeIn(top, areas, frame, stated);
        }
        for (int round = 0; round < 2; round++) {
            seats.assignCells();
            seats.moveToMiddles();
        }
        seats.assignCells();
        return seats;
    }

    private static int[][] cells(Raster raster, int tops) {
        int[][] cells = new int[tops][];
        int[] count = new int[tops];
        for (int a : raster.area) {
            if (a >= 0) {
                count[a]++;
            }
        }
        for (int t = 0; t < tops; t++) {
            cells[t] = new int[count[t]];
            count[t] = 0;
        }
        for (int c = 0; c < raster.area.length; c++) {
            int a = raster.area[c];
            if (a >= 0) {
                cells[a][count[a]++] = c;
            }
        }
        return cells;
    }

    private void placeIn(int top, AreaNames areas, Frame frame, Map<String, LonLat> stated) {
        boolean[] placed = new boolean[areas.size()];
        for (int s : byTop.get(top)) {
            LonLat seat = stated.get(areas.codes().get(s));
            if (seat != null) {
                put(s, nearestCell(top, frame.metresXOfLon(seat.lon()), frame.metresYOfLat(seat.lat()), placed));
                placed[s] = true;
            }
        }
        for (int s : byTop.get(top)) {
            if (!placed[s]) {
                put(s, farthestCell(top, placed));
                placed[s] = true;
            }
        }
    }

    private void put(int seat, int cell) {
        if (cell < 0) {
            throw new GeneratorException("bad_outlines", "an outline is too small for the areas inside it");
        }
        x[seat] = raster.centreX(cell);
        y[seat] = raster.centreYOf(cell);
    }

    private int nearestCell(int top, double px, double py, boolean[] placed) {
        int best = -1;
        double least = Double.MAX_VALUE;
        for (int c : cellsOfTop[top]) {
            double d = square(raster.centreX(c) - px) + square(raster.centreYOf(c) - py);
            if (d < least && nearestSeat(top, c, placed, null) >= raster.cell * raster.cell) {
                least = d;
                best = c;
            }
        }
        return best;
    }

    private int farthestCell(int top, boolean[] placed) {
        int best = -1;
        double most = -1;
        for (int c : cellsOfTop[top]) {
            double d = nearestSeat(top, c, placed, null);
            if (d > most) {
                most = d;
                best = c;
            }
        }
        return best;
    }

    /** Squared distance to the nearest placed seat of an area; its index goes to {@code which}. */
    private double nearestSeat(int top, int cell, boolean @Nullable [] placed, int @Nullable [] which) {
        double px = raster.centreX(cell);
        double py = raster.centreYOf(cell);
        double least = Double.MAX_VALUE;
        for (int s : byTop.get(top)) {
            if (placed == null || placed[s]) {
                double d = square(x[s] - px) + square(y[s] - py);
                if (d < least) {
                    least = d;
                    if (which != null) {
                        which[0] = s;
                    }
                }
            }
        }
        return least;
    }

    private void assignCells() {
        java.util.Arrays.fill(seatOfCell, -1);
        int[] which = new int[1];
        for (int top = 0; top < cellsOfTop.length; top++) {
            for (int c : cellsOfTop[top]) {
                nearestSeat(top, c, null, which);
                seatOfCell[c] = which[0];
            }
        }
    }

    private void moveToMiddles() {
        double[] sx = new double[x.length];
        double[] sy = new double[x.length];
        int[] n = new int[x.length];
        for (int c = 0; c < seatOfCell.length; c++) {
            int s = seatOfCell[c];
            if (s >= 0) {
                sx[s] += raster.centreX(c);
                sy[s] += raster.centreYOf(c);
                n[s]++;
            }
        }
        for (int s = 0; s < x.length; s++) {
            if (n[s] > 0) {
                x[s] += TO_MIDDLE * (sx[s] / n[s] - x[s]);
                y[s] += TO_MIDDLE * (sy[s] / n[s] - y[s]);
            }
        }
    }

    static double square(double v) {
        return v * v;
    }
}
