package org.servicemap.areas.coverage;

/** Disjoint sets of 0 … n − 1; the smallest member represents a set. */
final class UnionFind {
    private final int[] parent;

    UnionFind(int n) {
        parent = new int[n];
        for (int i = 0; i < n; i++) {
            parent[i] = i;
        }
    }

    int find(int i) {
        while (parent[i] != i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    }

    void union(int i, int j) {
        int a = find(i);
        int b = find(j);
        parent[Math.max(a, b)] = Math.min(a, b);
    }
}
