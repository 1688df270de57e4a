package org.servicemap.routing;

import java.util.List;
import java.util.TreeMap;

/** Rows of a file that could not be read: how many, and the first of them. Safe for any number of threads. */
final class BadRows {
    private static final int KEPT = 20;

    private final TreeMap<Long, String> first = new TreeMap<>();
    private long count;

    /**
     * @param line on which the row ends; no two rows have the same
     */
    synchronized void add(long line, RuntimeException fault) {
        count++;
        if (first.size() < KEPT || line < first.lastKey()) {
            first.put(line, "line " + line + ": " + fault.getMessage());
        }
        if (first.size() > KEPT) {
            first.pollLastEntry();
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<String> first() {
        return List.copyOf(first.values());
    }
}
