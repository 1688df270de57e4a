package org.servicemap.requests.demo;

import java.util.SplittableRandom;

/** Seeds that follow from others: what is drawn for one thing does not depend on how much was drawn for another. */
final class Seeds {
    private Seeds() {}

    /** Mixes as SplitMix64 does (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    static long mix(long seed, long salt) {
        long z = seed + 0x9e3779b97f4a7c15L * (salt + 1);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    static SplittableRandom random(long seed, long salt) {
        return new SplittableRandom(mix(seed, salt));
    }

    /** 0 to 1, always the same for a seed and salt. */
    static double fraction(long seed, long salt) {
        return (mix(seed, salt) >>> 11) * 0x1.0p-53;
    }
}
