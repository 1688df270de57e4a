package org.servicemap.gazetteer.words;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How like each token of one text is to tokens of names; each is worked out once, as names share their characters. */
record Likeness(List<Token> text, Map<String, double[]> known) {
    Likeness(List<Token> text) {
        this(text, new HashMap<>());
    }

    /** By place in the text. */
    double[] to(Token token) {
        return known.computeIfAbsent(
                token.text(), t -> text.stream().mapToDouble(token::likeness).toArray());
    }
}
