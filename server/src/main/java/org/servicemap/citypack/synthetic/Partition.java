package org.servicemap.citypack.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The area of each triangle at each level, coarsest first. Indices are those of the level's {@link AreaNames}; the finest level
 * numbers its areas through, in the order of their parents.
 *
 * @param parentOfLeaf parent of each area of the finest level
 */
record Partition(List<int[]> areaOf, int[] parentOfLeaf) {
    private static final int SPLIT_ROUNDS = 3;
    private static final int LEAF_ROUNDS = 2;
    /** Usual triangles that a leaf must be worth; below, its parent is divided into fewer leaves. */
    private static final double LEAST_LEAF = 2.5;

    static Partition of(
            Mesh mesh,
            List<AreaNames> names,
            Seats seats,
            int[] quotas,
            float[] mass,
            List<String> rural,
            SplittableRandom random) {
        List<int[]> levels = new ArrayList<>();
        levels.add(mesh.top());
        Noise[] noise = {new Noise(random.nextLong(), 700), new Noise(random.nextLong(), 3500)};
        levels.add(bySeats(mesh, names.get(1), seats, names.get(0).size(), noise));
        for (int level = 2; level < names.size(); level++) {
            int[] wanted = level == names.size() - 1 ? quotas : sums(names, level, quotas);
            levels.add(byWantedSize(mesh, levels.get(level - 1), names.get(level), wanted, seats, mass, rural));
        }
        return leaves(mesh, levels, quotas, mass);
    }

    /** How many leaves lie below each area of a middle level. */
    private static int[] sums(List<AreaNames> names, int level, int[] quotas) {
        int[] below = quotas;
        for (int l = names.size() - 1; l > level; l--) {
            int[] sum = new int[names.get(l - 1).size()];
            for (int i = 0; i < below.length; i++) {
                sum[names.get(l).parents()[i]] += below[i];
            }
            below = sum;
        }
        return below;
    }

    private static int[] bySeats(Mesh mesh, AreaNames areas, Seats seats, int tops, Noise[] noise) {
        int[][] members = Mesh.members(mesh.top(), tops);
        Growth growth = new Growth(mesh, mesh.top());
        int[] result = new int[mesh.size()];
        List<List<Integer>> children = areas.children(tops);
        IntStream.range(0, tops).parallel().forEach(top -> {
            List<Integer> inside = children.get(top);
            int[] seeds = inside.stream()
                    .mapToInt(s -> nearest(mesh, members[top], seats.x[s], seats.y[s]))
                    .toArray();
            double[] pace = new double[seeds.length];
            Arrays.fill(pace, 1);
            growth.grow(members[top], seeds, pace, (from, to) -> windingWay(mesh, noise, from, to));
            for (int t : members[top]) {
                result[t] = inside.get(growth.owner()[t]);
            }
        });
        return result;
    }

    private static double windingWay(Mesh mesh, Noise[] noise, int from, int to) {
        double dx = mesh.centreX(to) - mesh.centreX(from);
        double dy = mesh.centreY(to) - mesh.centreY(from);
        double x = mesh.centreX(to);
        double y = mesh.centreY(to);
        return Math.sqrt(dx * dx + dy * dy) * (0.35 + 0.7 * noise[0].at(x, y) + 0.9 * noise[1].at(x, y));
    }

    private static int nearest(Mesh mesh, int[] members, double x, double y) {
        int best = members[0];
        double least = Double.MAX_VALUE;
        for (int t : members) {
            double d = Seats.square(mesh.centreX(t) - x) + Seats.square(mesh.centreY(t) - y);
            if (d < least) {
                least = d;
                best = t;
            }
        }
        return best;
    }

    private static int[] byWantedSize(
            Mesh mesh, int[] above, AreaNames areas, int[] wanted, Seats seats, float[] mass, List<String> rural) {
        int parents = Arrays.stream(areas.parents()).max().orElse(-1) + 1;
        int[][] members =
                Mesh.members(above, Math.max(parents, Arrays.stream(above).max().orElse(0) + 1));
        List<List<Integer>> children = areas.children(members.length);
        Growth growth = new Growth(mesh, above);
        BalancedSplit split = new BalancedSplit(mesh, growth, mass, SPLIT_ROUNDS);
        int[] result = new int[mesh.size()];
        IntStream.range(0, members.length).parallel().forEach(p -> {
            List<Integer> inside = townFirst(children.get(p), areas, rural);
            int[] sizes = inside.stream().mapToInt(a -> wanted[a]).toArray();
            int[] seeds = split.split(members[p], sizes);
            int[] byDistance = seedsByDistance(mesh, seeds, middle(seats, mesh, members[p], p));
            int[] areaOfPart = new int[seeds.length];
            for (int i = 0; i < seeds.length; i++) {
                areaOfPart[byDistance[i]] = inside.get(i);
            }
            for (int t : members[p]) {
                result[t] = areaOfPart[growth.owner()[t]];
            }
        });
        return result;
    }

    /** Town communities lie around the seat, villages farther out. */
    private static List<Integer> townFirst(List<Integer> areas, AreaNames names, List<String> rural) {
        return areas.stream()
                .sorted(Comparator.comparing((Integer a) -> names.endsIn(a, rural)))
                .toList();
    }

    private static double[] middle(Seats seats, Mesh mesh, int[] members, int parent) {
        if (parent < seats.x.length) {
            return new double[] {seats.x[parent], seats.y[parent]};
        }
        return new double[] {mesh.centreX(members[0]), mesh.centreY(members[0])};
    }

    private static int[] seedsByDistance(Mesh mesh, int[] seeds, double[] from) {
        return IntStream.range(0, seeds.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer s) -> Seats.square(mesh.centreX(seeds[s]) - from[0])
                        + Seats.square(mesh.centreY(seeds[s]) - from[1])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Partition leaves(Mesh mesh, List<int[]> levels, int[] quotas, float[] mass) {
        int[] above = levels.get(levels.size() - 1);
        int[][] members = Mesh.members(above, quotas.length);
        Growth growth = new Growth(mesh, above);
        BalancedSplit split = new BalancedSplit(mesh, growth, mass, LEAF_ROUNDS);
        int[] leaf = new int[mesh.size()];
        int[] count = new int[quotas.length];
        IntStream.range(0, quotas.length).parallel().forEach(p -> {
            // A leaf needs a few triangles; where the mesh has fewer, the parent gets fewer leaves.
            int n = Math.max(1, Math.min(quotas[p], members[p].length / 3));
            int[] seeds = splitEvenly(split, members[p], n);
            while (seeds.length > 1 && split.leastMass(members[p], seeds.length) < LEAST_LEAF) {
                seeds = splitEvenly(split, members[p], seeds.length - 1);
            }
            int[] number = northToSouth(mesh, seeds);
            for (int t : members[p]) {
                leaf[t] = number[growth.owner()[t]];
            }
            count[p] = seeds.length;
        });
        levels.add(leaf);
        return new Partition(List.copyOf(levels), numberThrough(leaf, above, count));
    }

    private static int[] splitEvenly(BalancedSplit split, int[] members, int n) {
        int[] wanted = new int[n];
        Arrays.fill(wanted, 1);
        return split.split(members, wanted);
    }

    /** Turns numbers within each parent into numbers through all parents; returns the parent of each. */
    private static int[] numberThrough(int[] leaf, int[] above, int[] count) {
        int[] first = new int[count.length + 1];
        for (int p = 0; p < count.length; p++) {
            first[p + 1] = first[p] + count[p];
        }
        int[] parents = new int[first[count.length]];
        for (int p = 0; p < count.length; p++) {
            Arrays.fill(parents, first[p], first[p + 1], p);
        }
        for (int t = 0; t < leaf.length; t++) {
            leaf[t] += first[above[t]];
        }
        return parents;
    }

    private static int[] northToSouth(Mesh mesh, int[] seeds) {
        int[] order = IntStream.range(0, seeds.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer s) -> -mesh.centreY(seeds[s])))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] number = new int[seeds.length];
        for (int i = 0; i < order.length; i++) {
            number[order[i]] = i;
        }
        return number;
    }
}
