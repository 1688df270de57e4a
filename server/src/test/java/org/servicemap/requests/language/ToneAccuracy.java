package org.servicemap.requests.language;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.servicemap.requests.language.TonePhrases.Phrase;

/** How often the tone is right: by tenfold cross-validation, by which alone it was tuned, and on the phrases held out. */
public final class ToneAccuracy {
    private static final int FOLDS = 10;
    private static final int ROUNDS = 60;

    private ToneAccuracy() {}

    private static ToneQuality crossValidated(Consumer<String> wrong) {
        List<Phrase> phrases =
                TonePhrases.read().stream().filter(p -> !p.heldOut()).toList();
        int[][] counts = new int[Tone.values().length][Tone.values().length];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Phrase> learned = new ArrayList<>();
            List<Phrase> asked = new ArrayList<>();
            for (int i = 0; i < phrases.size(); i++) {
                (i % FOLDS == fold ? asked : learned).add(phrases.get(i));
            }
            ToneQuality.count(Tones.of(learned), asked, counts, wrong);
        }
        return ToneQuality.of(counts);
    }

    private static void report(String name, ToneQuality quality) {
        System.out.printf(
                "%s: %d phrases, accuracy %.3f (%.3f – %.3f), macro-F1 %.3f%n",
                name, quality.phrases(), quality.accuracy(), quality.low(), quality.high(), quality.macroF1());
        for (Tone tone : Tone.values()) {
            System.out.printf(
                    "  %-8s precision %.3f, recall %.3f, F1 %.3f, taken for %s%n",
                    tone.key(),
                    quality.precision(tone),
                    quality.recall(tone),
                    quality.f1(tone),
                    quality.confusion().get(tone.ordinal()));
        }
    }

    public static void main(String[] arguments) {
        List<String> wrong = new ArrayList<>();
        report("cross-validated", crossValidated(wrong::add));
        if (arguments.length > 0) {
            wrong.forEach(System.out::println);
        }
        report("held out", ToneQuality.measured());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Tones tones = Tones.learned();
        List<Phrase> all = TonePhrases.read();
        long spent = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = threads.getCurrentThreadCpuTime();
            all.forEach(phrase -> tones.of(phrase.text()));
            spent = threads.getCurrentThreadCpuTime() - begin;
        }
        System.out.printf("a text: %.4f ms%n", spent / 1e6 / all.size());
    }
}
