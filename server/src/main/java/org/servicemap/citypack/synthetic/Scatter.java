package org.servicemap.citypack.synthetic;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Throws the mesh's inner points: random places, none nearer to another of the same second-level area than the local spacing
 * (dart throwing after Cook 1986), none inside the diametral circle of a border piece.
 */
final class Scatter {
    private static final int TRIES_PER_POINT = 6;
    private static final double CLEAR = 1.15;

    private final Raster raster;
    private final Density density;
    private final int[] firstPiece;
    private final double[] pieceX;
    private final double[] pieceY;
    private final double[] pieceRadius;
    private int[] nextPiece = new int[1024];
    private int[] pieceId = new int[1024];
    private int links;

    private double[] xs = new double[1 << 16];
    private double[] ys = new double[1 << 16];
    private int size;

    private Scatter(Raster raster, Density density, Borders borders, Frame frame) {
        this.raster = raster;
        this.density = density;
        this.firstPiece = new int[raster.area.length];
        Arrays.fill(firstPiece, -1);
        int n = borders.pieces.size();
        this.pieceX = new double[n];
        this.pieceY = new double[n];
        this.pieceRadius = new double[n];
        for (int p = 0; p < n; p++) {
            registerPiece(p, borders, frame);
        }
    }

    /** Positions of the points in metres, x0,y0,x1,y1,… */
    static double[] points(
            Raster raster, Seats seats, Density density, Borders borders, Frame frame, SplittableRandom random) {
        Scatter scatter = new Scatter(raster, density, borders, frame);
        int n = density.wanted.length;
        int[] count = new int[n];
        for (int s : seats.seatOfCell) {
            if (s >= 0) {
                count[s]++;
            }
        }
        int[][] cells = new int[n][];
        Arrays.setAll(cells, s -> new int[count[s]]);
        Arrays.fill(count, 0);
        for (int c = 0; c < seats.seatOfCell.length; c++) {
            int s = seats.seatOfCell[c];
            if (s >= 0) {
                cells[s][count[s]++] = c;
            }
        }
        for (int s = 0; s < n; s++) {
            scatter.fill(cells[s], density.wanted[s], random.split());
        }
        return scatter.result();
    }

    private void registerPiece(int p, Borders borders, Frame frame) {
        int[] a = borders.points.get(borders.pieces.get(p).from());
        int[] b = borders.points.get(borders.pieces.get(p).to());
        double ax = frame.metresX(a[0]);
        double ay = frame.metresY(a[1]);
        double bx = frame.metresX(b[0]);
        double by = frame.metresY(b[1]);
        pieceX[p] = (ax + bx) / 2;
        pieceY[p] = (ay + by) / 2;
        double r = Math.sqrt(Seats.square(bx - ax) + Seats.square(by - ay)) / 2 * CLEAR;
        pieceRadius[p] = r;
        int low = raster.cellAt(pieceX[p] - r, pieceY[p] - r);
        int high = raster.cellAt(pieceX[p] + r, pieceY[p] + r);
        for (int row = low / raster.columns; row <= high / raster.columns; row++) {
            for (int column = low % raster.columns; column <= high % raster.columns; column++) {
                link(row * raster.columns + column, p);
            }
        }
    }

    private void link(int cell, int p) {
        if (links == pieceId.length) {
            pieceId = Arrays.copyOf(pieceId, 2 * links);
            nextPiece = Arrays.copyOf(nextPiece, 2 * links);
        }
        pieceId[links] = p;
        nextPiece[links] = firstPiece[cell];
        firstPiece[cell] = links++;
    }

    private void fill(int[] cells, int wanted, SplittableRandom random) {
        if (cells.length == 0) {
            return;
        }
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int c : cells) {
            least = Math.min(least, density.spacing[c]);
            most = Math.max(most, density.spacing[c]);
        }
        PointBuckets buckets = new PointBuckets(Math.max(least, most * 0.6));
        long tries = (long) TRIES_PER_POINT * wanted;
        for (long t = 0; t < tries; t++) {
            int cell = cells[random.nextInt(cells.length)];
            double r = density.spacing[cell];
            if (random.nextDouble() > least * least / (r * r)) {
                // A try in a sparse place counts for less than one in a dense place.
                tries += tries < 40L * wanted ? 1 : 0;
                continue;
            }
            double x = raster.centreX(cell) + (random.nextDouble() - 0.5) * raster.cell;
            double y = raster.centreYOf(cell) + (random.nextDouble() - 0.5) * raster.cell;
            if (!nearBorder(cell, x, y) && !buckets.anyWithin(x, y, r, id -> true)) {
                buckets.add(size, x, y);
                keep(x, y);
            }
        }
    }

    private boolean nearBorder(int cell, double x, double y) {
        for (int i = firstPiece[cell]; i >= 0; i = nextPiece[i]) {
            int p = pieceId[i];
            if (Seats.square(x - pieceX[p]) + Seats.square(y - pieceY[p]) < Seats.square(pieceRadius[p])) {
                return true;
            }
        }
        return false;
    }

    private void keep(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
    }

    private double[] result() {
        double[] flat = new double[2 * size];
        for (int i = 0; i < size; i++) {
            flat[2 * i] = xs[i];
            flat[2 * i + 1] = ys[i];
        }
        return flat;
    }
}
