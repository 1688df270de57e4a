package org.servicemap.areas.tiles;

import java.util.Arrays;

/** Numbers long keys 0, 1, 2 … in the order of first sight; open addressing, no boxing. Keys are not −1. */
final class VertexIds {
    private static final long FREE = -1;

    private long[] keys;
    private int[] ids;
    private int size;

    VertexIds(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected) * 2 - 1) << 1;
        keys = new long[capacity];
        ids = new int[capacity];
        Arrays.fill(keys, FREE);
    }

    int size() {
        return size;
    }

    /** The key's number; a new one if the key is new. */
    int add(long key) {
        int at = slot(key);
        if (keys[at] == FREE) {
            keys[at] = key;
            ids[at] = size++;
            if (size * 2L > keys.length) {
                grow();
            }
            return size - 1;
        }
        return ids[at];
    }

    /** The key's number, or −1. */
    int find(long key) {
        int at = slot(key);
        return keys[at] == FREE ? -1 : ids[at];
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> 32) & keys.length - 1;
        while (keys[at] != FREE && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldIds = ids;
        keys = new long[2 * oldKeys.length];
        ids = new int[keys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int at = slot(oldKeys[i]);
                keys[at] = oldKeys[i];
                ids[at] = oldIds[i];
            }
        }
    }
}
