package org.servicemap.citypack.synthetic;

/**
 * How close the mesh's points shall stand, in metres, for each cell of the raster: so that every area of the second level gets
 * the points that its leaves need, more of them near its seat where it is large (a town among its villages).
 */
final class Density {
    /** Points per square of their least distance that dart throwing reaches (saturation is 0.70). */
    private static final double PACKING = 0.62;

    private static final double USUAL_TRIANGLE = 0.45;
    private static final double RURAL_FROM_M2 = 12e6;

    final float[] spacing;
    /** Points wanted for each area of the second level. */
    final int[] wanted;

    private Density(int cells, int[] wanted) {
        this.spacing = new float[cells];
        this.wanted = wanted;
    }

    static Density of(Raster raster, Seats seats, int[] wantedPoints) {
        Density density = new Density(raster.area.length, wantedPoints);
        int n = wantedPoints.length;
        double cellArea = raster.cell * raster.cell;
        double[] area = new double[n];
        for (int s : seats.seatOfCell) {
            if (s >= 0) {
                area[s] += cellArea;
            }
        }
        double[] mass = new double[n];
        for (int c = 0; c < density.spacing.length; c++) {
            int s = seats.seatOfCell[c];
            if (s >= 0) {
                double g = gradient(raster, seats, c, s, area[s]);
                mass[s] += cellArea / (g * g);
            }
        }
        for (int c = 0; c < density.spacing.length; c++) {
            int s = seats.seatOfCell[c];
            if (s >= 0) {
                double base = Math.sqrt(PACKING * mass[s] / wantedPoints[s]);
                density.spacing[c] = (float) (base * gradient(raster, seats, c, s, area[s]));
            }
        }
        return density;
    }

    /** How much of a usual triangle each triangle of the mesh is, 1 at most: borders with many bends bring small ones. */
    float[] masses(Mesh mesh, Raster raster) {
        float[] mass = new float[mesh.size()];
        for (int t = 0; t < mass.length; t++) {
            double s = spacing[raster.cellAt(mesh.centreX(t), mesh.centreY(t))];
            mass[t] = s == 0 ? 1 : (float) Math.min(1, mesh.areaM2(t) / (USUAL_TRIANGLE * s * s));
        }
        return mass;
    }

    private static double gradient(Raster raster, Seats seats, int c, int s, double area) {
        if (area < RURAL_FROM_M2) {
            return 1;
        }
        double d = Math.sqrt(
                Seats.square(raster.centreX(c) - seats.x[s]) + Seats.square(raster.centreYOf(c) - seats.y[s]));
        return Math.min(1.25, 0.4 + 1.1 * d / Math.sqrt(area));
    }
}
