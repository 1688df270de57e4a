package org.servicemap.citypack.synthetic;

import java.util.Arrays;

/**
 * A coarse picture of the top level: which area each cell's centre lies in (−1 outside) and which connected part of it.
 * It only guides densities and the placing of seats; no border is ever taken from it.
 */
final class Raster {
    private static final double MOST_CELLS = 5e7;

    final int columns;
    final int rows;
    final double cell;
    final int[] area;
    final int[] part;
    int parts;

    private Raster(int columns, int rows, double cell) {
        this.columns = columns;
        this.rows = rows;
        this.cell = cell;
        this.area = new int[columns * rows];
        this.part = new int[columns * rows];
        Arrays.fill(area, -1);
        Arrays.fill(part, -1);
    }

    /** @param cellMetres side of a cell */
    static Raster of(BorderGraph borders, double cellMetres) {
        Frame frame = borders.frame();
        double width = frame.metresX(Arrays.stream(borders.x()).max().orElse(0));
        double height = frame.metresY(Arrays.stream(borders.y()).max().orElse(0));
        if (width / cellMetres * (height / cellMetres) > MOST_CELLS) {
            throw new GeneratorException(
                    "bad_settings", "generate.raster_metres is too small for outlines of that size");
        }
        Raster raster = new Raster((int) (width / cellMetres) + 2, (int) (height / cellMetres) + 2, cellMetres);
        for (int row = 0; row < raster.rows; row++) {
            raster.scan(borders, row);
        }
        raster.findParts();
        return raster;
    }

    private void scan(BorderGraph borders, int row) {
        double y = centreY(row);
        Frame frame = borders.frame();
        double[] crossings = new double[0];
        int[] east = new int[0];
        for (int e = 0; e < borders.count(); e++) {
            double y1 = frame.metresY(borders.y()[borders.from()[e]]);
            double y2 = frame.metresY(borders.y()[borders.to()[e]]);
            if ((y1 <= y) != (y2 <= y)) {
                double x1 = frame.metresX(borders.x()[borders.from()[e]]);
                double x2 = frame.metresX(borders.x()[borders.to()[e]]);
                int n = crossings.length;
                crossings = Arrays.copyOf(crossings, n + 1);
                east = Arrays.copyOf(east, n + 1);
                crossings[n] = x1 + (y - y1) / (y2 - y1) * (x2 - x1);
                east[n] = y1 < y2 ? borders.right()[e] : borders.left()[e];
            }
        }
        paint(row, crossings, east);
    }

    private void paint(int row, double[] crossings, int[] east) {
        Integer[] order = new Integer[crossings.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(crossings[a], crossings[b]));
        for (int k = 0; k + 1 < order.length; k++) {
            int from = Math.max(0, (int) Math.ceil(crossings[order[k]] / cell - 0.5));
            int to = Math.min(columns, (int) Math.ceil(crossings[order[k + 1]] / cell - 0.5));
            if (from < to) {
                Arrays.fill(area, row * columns + from, row * columns + to, east[order[k]]);
            }
        }
    }

    private void findParts() {
        int[] stack = new int[area.length];
        for (int start = 0; start < area.length; start++) {
            if (area[start] >= 0 && part[start] < 0) {
                flood(start, stack);
                parts++;
            }
        }
    }

    private void flood(int start, int[] stack) {
        int top = 0;
        stack[top++] = start;
        part[start] = parts;
        while (top > 0) {
            int c = stack[--top];
            for (int next : new int[] {c - 1, c + 1, c - columns, c + columns}) {
                if (next >= 0 && next < area.length && area[next] == area[c] && part[next] < 0) {
                    part[next] = parts;
                    stack[top++] = next;
                }
            }
        }
    }

    int cellAt(double x, double y) {
        int column = Math.min(columns - 1, Math.max(0, (int) (x / cell)));
        int row = Math.min(rows - 1, Math.max(0, (int) (y / cell)));
        return row * columns + column;
    }

    double centreX(int c) {
        return (c % columns + 0.5) * cell;
    }

    double centreYOf(int c) {
        return centreY(c / columns);
    }

    private double centreY(int row) {
        return (row + 0.5) * cell;
    }
}
