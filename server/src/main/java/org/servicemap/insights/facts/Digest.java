package org.servicemap.insights.facts;

import org.jspecify.annotations.Nullable;

/** 64-bit hashes of rows whose sum does not depend on the rows' order. */
final class Digest {
    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;

    private Digest() {}

    static long of(@Nullable Object... values) {
        long hash = BASIS;
        for (Object value : values) {
            hash = mix(hash, value == null ? "\u0001" : value.toString());
        }
        return finish(hash);
    }

    private static long mix(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return (mixed ^ 0x1F) * PRIME;
    }

    /** Spreads the bits, so that sums of hashes do not cancel each other. */
    private static long finish(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
