package org.servicemap.requests.language;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.servicemap.requests.language.TonePhrases.Phrase;

/**
 * How often tones are told right, counted on phrases whose tone is known.
 *
 * @param confusion how many phrases, by true tone and then by the one said, in the order of {@link Tone}
 */
public record ToneQuality(List<List<Integer>> confusion) {
    private static final int TONES = Tone.values().length;
    /** Of the interval of the accuracy: 95 %. */
    private static final double Z = 1.96;

    public ToneQuality {
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /** Of the tones that the program tells, on the phrases that they were not learned from. */
    public static ToneQuality measured() {
        return of(
                Tones.learned(),
                TonePhrases.read().stream().filter(Phrase::heldOut).toList(),
                wrong -> {});
    }

    static ToneQuality of(Tones tones, List<Phrase> phrases, Consumer<String> wrong) {
        int[][] counts = new int[TONES][TONES];
        count(tones, phrases, counts, wrong);
        return of(counts);
    }

    static void count(Tones tones, List<Phrase> phrases, int[][] counts, Consumer<String> wrong) {
        for (Phrase phrase : phrases) {
            Tone said = tones.of(phrase.text());
            counts[phrase.tone().ordinal()][said.ordinal()]++;
            if (said != phrase.tone()) {
                wrong.accept(phrase.tone() + " taken for " + said + ": " + phrase.text());
            }
        }
    }

    static ToneQuality of(int[][] counts) {
        return new ToneQuality(IntStream.range(0, TONES)
                .mapToObj(truth -> IntStream.of(counts[truth]).boxed().toList())
                .toList());
    }

    /** Phrases in all. */
    public int phrases() {
        return IntStream.range(0, TONES).map(this::truly).sum();
    }

    /** Phrases of a tone. */
    public int phrases(Tone tone) {
        return truly(tone.ordinal());
    }

    private int truly(int tone) {
        return confusion.get(tone).stream().mapToInt(Integer::intValue).sum();
    }

    private int right(int tone) {
        return confusion.get(tone).get(tone);
    }

    public double accuracy() {
        return IntStream.range(0, TONES).map(this::right).sum() / (double) phrases();
    }

    /** The lower end of the accuracy's 95 % interval (Wilson 1927). */
    public double low() {
        return wilson(-1);
    }

    public double high() {
        return wilson(1);
    }

    private double wilson(int side) {
        double n = phrases();
        double p = accuracy();
        double middle = p + Z * Z / (2 * n);
        return (middle + side * Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))) / (1 + Z * Z / n);
    }

    /** Of the phrases that were said to be of a tone, the share that is; 0 when none was. */
    public double precision(Tone tone) {
        int said = IntStream.range(0, TONES)
                .map(truth -> confusion.get(truth).get(tone.ordinal()))
                .sum();
        return said == 0 ? 0 : right(tone.ordinal()) / (double) said;
    }

    /** Of the phrases of a tone, the share that was said to be. */
    public double recall(Tone tone) {
        return right(tone.ordinal()) / (double) phrases(tone);
    }

    /** The harmonic mean of precision and recall. */
    public double f1(Tone tone) {
        double sum = precision(tone) + recall(tone);
        return sum == 0 ? 0 : 2 * precision(tone) * recall(tone) / sum;
    }

    /** The mean of the tones' F1: each tone counts alike, however many phrases it has. */
    public double macroF1() {
        return (f1(Tone.NEGATIVE) + f1(Tone.NEUTRAL) + f1(Tone.POSITIVE)) / TONES;
    }
}
