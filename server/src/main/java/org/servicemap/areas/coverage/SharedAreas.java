package org.servicemap.areas.coverage;

import java.util.Arrays;

/** How many m² of each candidate lie in each coarser one, by their outlines as read. */
final class SharedAreas {
    private final LongIndex pairs = new LongIndex(1024);
    private double[] m2 = new double[1024];
    private final IntList children = new IntList(1024);
    private final IntList coarser = new IntList(1024);

    SharedAreas(Work work) {
        for (int f = 1; f < work.plane.faceCount; f++) {
            int[] covers = work.faces.covers[f];
            for (int a : covers) {
                for (int b : covers) {
                    if (work.level(b) < work.level(a)) {
                        add(a, b, work.faces.m2[f]);
                    }
                }
            }
        }
    }

    private void add(int child, int parent, double area) {
        int id = pairs.add(((long) child << 32) | parent);
        if (id == children.size()) {
            children.add(child);
            coarser.add(parent);
            if (id == m2.length) {
                m2 = Arrays.copyOf(m2, id * 2);
            }
        }
        m2[id] += area;
    }

    double of(int child, int parent) {
        int id = pairs.find(((long) child << 32) | parent);
        return id < 0 ? 0 : m2[id];
    }

    /** By candidate: the area of the nearest coarser level where one holds at least half, else the one that holds most; or −1. */
    int[] largest(Work work) {
        int[][] best = new int[work.candidates.size()][];
        for (int id = 0; id < children.size(); id++) {
            int child = children.get(id);
            int level = work.level(coarser.get(id));
            if (best[child] == null) {
                best[child] = new int[work.levels];
                Arrays.fill(best[child], -1);
            }
            int before = best[child][level];
            if (before < 0 || m2[id] > m2[before]) {
                best[child][level] = id;
            }
        }
        int[] result = new int[best.length];
        for (int c = 0; c < result.length; c++) {
            result[c] = best[c] == null ? -1 : choose(best[c], work.rawM2[c]);
        }
        return result;
    }

    private int choose(int[] byLevel, double whole) {
        int most = -1;
        for (int level = byLevel.length - 1; level >= 0; level--) {
            int id = byLevel[level];
            if (id >= 0 && m2[id] >= whole / 2) {
                return coarser.get(id);
            }
            if (id >= 0 && (most < 0 || m2[id] > m2[most])) {
                most = id;
            }
        }
        return most < 0 ? -1 : coarser.get(most);
    }
}
