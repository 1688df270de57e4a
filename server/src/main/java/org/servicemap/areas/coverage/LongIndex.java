package org.servicemap.areas.coverage;

import java.util.Arrays;

/** Numbers long keys (all ≥ 0) 0, 1, 2 … in order of first sight: an open-addressing hash table without objects. */
final class LongIndex {
    private static final long EMPTY = -1;

    private long[] keys;
    private int[] ids;
    private int size;
    private int shift;

    LongIndex(int expected) {
        int bits = 4;
        while ((1L << bits) < expected * 2L && bits < 30) {
            bits++;
        }
        keys = new long[1 << bits];
        ids = new int[1 << bits];
        shift = 64 - bits;
        Arrays.fill(keys, EMPTY);
    }

    int size() {
        return size;
    }

    /** The key's number; the next free one when the key is new. */
    int add(long key) {
        int slot = slot(key);
        if (keys[slot] == key) {
            return ids[slot];
        }
        if (size * 3L > keys.length * 2L) {
            grow();
            slot = slot(key);
        }
        keys[slot] = key;
        ids[slot] = size;
        return size++;
    }

    /** The key's number, or −1. */
    int find(long key) {
        int slot = slot(key);
        return keys[slot] == key ? ids[slot] : -1;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> shift);
        while (keys[slot] != EMPTY && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldIds = ids;
        keys = new long[oldKeys.length * 2];
        ids = new int[oldKeys.length * 2];
        shift--;
        Arrays.fill(keys, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                ids[slot] = oldIds[i];
            }
        }
    }
}
