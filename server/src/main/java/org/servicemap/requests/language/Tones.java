package org.servicemap.requests.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tone of a text, by the same learner as categories are proposed by ({@link CategoryLearner}), from phrases and words that come with the
 * program: the same text has the same tone on every server. What it says is right for most texts and wrong for some; how many is measured on
 * phrases that it never saw. Immutable, thread-safe.
 */
public final class Tones {
    private final CategoryModel model;

    private Tones(CategoryModel model) {
        this.model = model;
    }

    /** Of a program there is one, learned when it is first asked for. */
    private static final class OfTheProgram {
        private static final Tones TONES = learned();
    }

    public static Tones ofTheProgram() {
        return OfTheProgram.TONES;
    }

    /** Learned in a fraction of a second from the phrases that are not held out. */
    static Tones learned() {
        return of(
                TonePhrases.read().stream().filter(phrase -> !phrase.heldOut()).toList());
    }

    static Tones of(List<TonePhrases.Phrase> phrases) {
        List<Labelled> labelled = new ArrayList<>(TonePhrases.words());
        phrases.forEach(
                phrase -> labelled.add(new Labelled(phrase.text(), phrase.tone().key())));
        return new Tones(new CategoryLearner(labelled).learn(PastTexts.NONE));
    }

    public Tone of(String text) {
        return Tone.valueOf(model.guess(text, 1).get(0).category().toUpperCase(Locale.ROOT));
    }
}
