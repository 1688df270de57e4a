package org.servicemap.citypack.synthetic;

/** Smooth value noise over the plane, 0 … 1: makes borders wind. */
record Noise(long seed, double waveMetres) {

    double at(double x, double y) {
        double u = x / waveMetres;
        double v = y / waveMetres;
        double fu = Math.floor(u);
        double fv = Math.floor(v);
        double su = smooth(u - fu);
        double sv = smooth(v - fv);
        long i = (long) fu;
        long j = (long) fv;
        double south = lattice(i, j) * (1 - su) + lattice(i + 1, j) * su;
        double north = lattice(i, j + 1) * (1 - su) + lattice(i + 1, j + 1) * su;
        return south * (1 - sv) + north * sv;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private double lattice(long i, long j) {
        long h = seed ^ (i * 0x9E3779B97F4A7C15L) ^ (j * 0xC2B2AE3D27D4EB4FL);
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return ((h ^ (h >>> 31)) >>> 11) * 0x1p-53;
    }
}
