package org.servicemap.insights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Somebody who has every released table, the city's sums and every request that is public, and wants to know the rest. Knows nothing of
 * how counts were withheld: has unknown numbers, equations between them, and two tools for any such system: bounds that are
 * narrowed until nothing moves, and elimination.
 */
final class Curious {
    private static final long PRIME = 2_147_483_647L;

    /** Σ of the parts − the whole = 0, by number of the unknown. */
    private final List<int[]> sums = new ArrayList<>();

    private final Map<String, Integer> unknowns = new TreeMap<>();
    private final List<Long> low = new ArrayList<>();
    private final List<Long> high = new ArrayList<>();
    private final Map<Integer, Long> known = new HashMap<>();

    /** A count that is asked for, by a name of its own. */
    int unknown(String name) {
        return unknowns.computeIfAbsent(name, key -> {
            low.add(0L);
            high.add((long) Integer.MAX_VALUE);
            return low.size() - 1;
        });
    }

    void knows(String name, long value) {
        int at = unknown(name);
        known.put(at, value);
        low.set(at, value);
        high.set(at, value);
    }

    void isSum(String whole, Set<String> parts) {
        int[] sum = new int[parts.size() + 1];
        sum[0] = unknown(whole);
        int i = 1;
        for (String part : parts) {
            sum[i++] = unknown(part);
        }
        sums.add(sum);
    }

    /** Narrows all bounds until none moves. */
    void narrow() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int[] sum : sums) {
                moved |= narrow(sum);
            }
        }
    }

    private boolean narrow(int[] sum) {
        long least = 0;
        long most = 0;
        for (int i = 1; i < sum.length; i++) {
            least += low.get(sum[i]);
            most += high.get(sum[i]);
        }
        boolean moved = narrow(sum[0], least, most);
        for (int i = 1; i < sum.length; i++) {
            long others = least - low.get(sum[i]);
            long mostOthers = most - high.get(sum[i]);
            if (narrow(sum[i], low.get(sum[0]) - mostOthers, high.get(sum[0]) - others)) {
                return true;
            }
        }
        return moved;
    }

    private boolean narrow(int at, long least, long most) {
        boolean moved = least > low.get(at) || most < high.get(at);
        low.set(at, Math.max(low.get(at), least));
        high.set(at, Math.min(high.get(at), most));
        return moved;
    }

    long low(String name) {
        return low.get(unknown(name));
    }

    long high(String name) {
        return high.get(unknown(name));
    }

    /** The unknowns that have one value only by elimination, modulo a prime. */
    Set<String> eliminated() {
        List<Integer> free = new ArrayList<>();
        for (int at : unknowns.values()) {
            if (!known.containsKey(at)) {
                free.add(at);
            }
        }
        Map<Integer, Integer> column = new HashMap<>();
        free.forEach(at -> column.put(at, column.size()));
        List<long[]> rows = new ArrayList<>();
        for (int[] sum : sums) {
            long[] row = new long[free.size()];
            for (int i = 0; i < sum.length; i++) {
                Integer at = column.get(sum[i]);
                if (at != null) {
                    row[at] = Math.floorMod(row[at] + (i == 0 ? -1 : 1), PRIME);
                }
            }
            rows.add(row);
        }
        Set<Integer> single = reduced(rows, free.size());
        Set<String> names = new TreeSet<>();
        unknowns.forEach((name, at) -> {
            Integer its = column.get(at);
            if (its != null && single.contains(its)) {
                names.add(name);
            }
        });
        return names;
    }

    /** Gauss and Jordan: columns whose reduced row has nothing else. */
    private static Set<Integer> reduced(List<long[]> rows, int columns) {
        int rank = 0;
        for (int c = 0; c < columns && rank < rows.size(); c++) {
            int pivot = rank;
            while (pivot < rows.size() && rows.get(pivot)[c] == 0) {
                pivot++;
            }
            if (pivot == rows.size()) {
                continue;
            }
            long[] row = rows.set(pivot, rows.get(rank));
            rows.set(rank, row);
            long inverse = power(row[c], PRIME - 2);
            for (int j = c; j < columns; j++) {
                row[j] = row[j] * inverse % PRIME;
            }
            for (int r = 0; r < rows.size(); r++) {
                long factor = rows.get(r)[c];
                if (r != rank && factor != 0) {
                    for (int j = c; j < columns; j++) {
                        rows.get(r)[j] = Math.floorMod(rows.get(r)[j] - factor * row[j] % PRIME, PRIME);
                    }
                }
            }
            rank++;
        }
        return single(rows, columns);
    }

    private static Set<Integer> single(List<long[]> rows, int columns) {
        Set<Integer> single = new HashSet<>();
        for (long[] row : rows) {
            int only = -1;
            int count = 0;
            for (int c = 0; c < columns; c++) {
                if (row[c] != 0) {
                    only = c;
                    count++;
                }
            }
            if (count == 1) {
                single.add(only);
            }
        }
        return single;
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long e = exponent; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = result * square % PRIME;
            }
            square = square * square % PRIME;
        }
        return result;
    }
}
