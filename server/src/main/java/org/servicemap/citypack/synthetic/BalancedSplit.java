package org.servicemap.citypack.synthetic;

import java.util.Arrays;

/**
 * Splits a group of triangles into connected parts of wanted sizes: seeds spread along the mesh's Hilbert order, then a few rounds of
 * growing, moving each seed to the middle of its part (Lloyd) and correcting its pace. The mesh is dense where areas are
 * small, so a part's size is its number of triangles.
 */
final class BalancedSplit {
    private static final double LEAST_PACE = 0.5;
    private static final double MOST_PACE = 2;
    private static final double LEAST_STEP = 0.05;

    private final Mesh mesh;
    private final Growth growth;
    private final float[] mass;
    private final int rounds;

    /** @param mass of each triangle: 1, or less where a crooked border makes small triangles */
    BalancedSplit(Mesh mesh, Growth growth, float[] mass, int rounds) {
        this.mesh = mesh;
        this.growth = growth;
        this.mass = mass;
        this.rounds = rounds;
    }

    /** Splits; afterwards the growth's owners hold part numbers. Returns each part's seed. */
    int[] split(int[] members, int[] wanted) {
        if (members.length < wanted.length) {
            throw new GeneratorException(
                    "bad_mesh", members.length + " triangles cannot hold " + wanted.length + " areas");
        }
        int[] seeds = spread(members, wanted);
        double[] pace = new double[wanted.length];
        Arrays.fill(pace, 1);
        for (int round = 0; ; round++) {
            growth.grow(members, seeds, pace, (from, to) -> LEAST_STEP + mass[to]);
            if (round == rounds) {
                return seeds;
            }
            improve(members, wanted, seeds, pace);
        }
    }

    private int[] spread(int[] members, int[] wanted) {
        double perMass = Arrays.stream(wanted).sum() / total(members);
        int[] seeds = new int[wanted.length];
        double before = 0;
        double passed = 0;
        int at = -1;
        for (int s = 0; s < seeds.length; s++) {
            int latest = members.length - (seeds.length - s);
            double target = before + wanted[s] / 2.0;
            do {
                passed += mass[members[++at]] * perMass;
            } while (passed < target && at < latest);
            seeds[s] = members[at];
            before += wanted[s];
        }
        return seeds;
    }

    /** Mass of the smallest part of the last split. */
    double leastMass(int[] members, int parts) {
        double[] size = new double[parts];
        for (int t : members) {
            size[growth.owner()[t]] += mass[t];
        }
        return Arrays.stream(size).min().orElse(0);
    }

    private double total(int[] members) {
        double sum = 0;
        for (int t : members) {
            sum += mass[t];
        }
        return sum;
    }

    private void improve(int[] members, int[] wanted, int[] seeds, double[] pace) {
        int n = seeds.length;
        double[] sx = new double[n];
        double[] sy = new double[n];
        double[] size = new double[n];
        int[] owner = growth.owner();
        for (int t : members) {
            sx[owner[t]] += mass[t] * mesh.centreX(t);
            sy[owner[t]] += mass[t] * mesh.centreY(t);
            size[owner[t]] += mass[t];
        }
        double[] least = new double[n];
        Arrays.fill(least, Double.MAX_VALUE);
        for (int t : members) {
            int s = owner[t];
            double d =
                    Seats.square(mesh.centreX(t) - sx[s] / size[s]) + Seats.square(mesh.centreY(t) - sy[s] / size[s]);
            if (d < least[s]) {
                least[s] = d;
                seeds[s] = t;
            }
        }
        double perWanted = total(members) / Arrays.stream(wanted).sum();
        for (int s = 0; s < n; s++) {
            double corrected = pace[s] * Math.sqrt(wanted[s] * perWanted / size[s]);
            pace[s] = Math.min(MOST_PACE, Math.max(LEAST_PACE, corrected));
        }
    }
}
