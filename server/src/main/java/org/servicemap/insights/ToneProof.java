package org.servicemap.insights;

import java.util.List;

/**
 * How often the tone of a text is told right, measured on phrases that it was not learned from.
 *
 * @param phrases so many, in all
 * @param accuracy share of them told right; with its 95 % interval
 * @param macroF1 the mean of the tones' F1
 */
public record ToneProof(int phrases, double accuracy, double low, double high, double macroF1, List<OfTone> tones) {
    public ToneProof {
        tones = List.copyOf(tones);
    }

    /**
     * Of one tone.
     *
     * @param phrases that have it
     * @param precision of those said to have it, the share that has
     * @param recall of those that have it, the share said to
     * @param saidNegative of those that have it, so many were said to be negative; likewise the others
     */
    public record OfTone(
            String tone,
            int phrases,
            double precision,
            double recall,
            double f1,
            int saidNegative,
            int saidNeutral,
            int saidPositive) {}
}
