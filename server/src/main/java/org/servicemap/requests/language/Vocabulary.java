package org.servicemap.requests.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which n-grams count, and how much (inverse document frequency). Only hashes of n-grams that several texts share: nothing that
 * one person alone wrote is in it.
 *
 * @param hashes ascending
 * @param weights by place in hashes
 */
record Vocabulary(long[] hashes, float[] weights) {
    /** @param least texts that must share an n-gram */
    static Vocabulary of(List<long[]> texts, int least) {
        Map<Long, Integer> frequency = new HashMap<>();
        for (long[] text : texts) {
            Set<Long> seen = new HashSet<>();
            for (long gram : text) {
                if (seen.add(gram)) {
                    frequency.merge(gram, 1, Integer::sum);
                }
            }
        }
        frequency.values().removeIf(times -> times < least);
        long[] hashes =
                frequency.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        float[] weights = new float[hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            weights[i] = (float) Math.log(1 + texts.size() / (double) frequency.getOrDefault(hashes[i], 1));
        }
        return new Vocabulary(hashes, weights);
    }

    int size() {
        return hashes.length;
    }

    /** Which features a text has, and how much, as a vector of length 1. */
    record Features(int[] index, float[] value) {}

    Features of(long[] grams) {
        int[] found = Arrays.stream(grams)
                .mapToInt(gram -> Arrays.binarySearch(hashes, gram))
                .filter(i -> i >= 0)
                .distinct()
                .sorted()
                .toArray();
        double square = 0;
        for (int i : found) {
            square += weights[i] * weights[i];
        }
        float[] value = new float[found.length];
        for (int i = 0; i < found.length; i++) {
            value[i] = (float) (weights[found[i]] / Math.sqrt(square));
        }
        return new Features(found, value);
    }
}
