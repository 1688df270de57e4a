package org.servicemap.gazetteer.words;

import java.util.List;

/**
 * Lays a name over a text where it fits best (Smith and Waterman 1981, with the likeness of sounds as the score of a pair):
 * parts may be missing, a little may stand between, characters may be others of the same sound.
 */
final class Alignment {
    private static final double BETWEEN = 0.35; // for each token of the text inside the name that is not part of it
    private static final double LEFT_OUT = 0.1; // for each of the name's own that is missing in the middle

    private Alignment() {}

    /** Null when nothing of the name is there. Looks at the text's tokens in [from, to) only. */
    static @org.jspecify.annotations.Nullable Match of(Name name, Likeness likeness, int from, int to) {
        List<Token> text = likeness.text();
        int width = to - from + 1;
        double[] above = new double[width];
        double[] row = new double[width];
        int[] startAbove = new int[width];
        int[] start = new int[width];
        double best = 0;
        int bestStart = 0;
        int bestEnd = 0;
        for (int i = 0; i < name.tokens().size(); i++) {
            double[] likes = likeness.to(name.tokens().get(i));
            double weight = name.weight(i);
            for (int j = 1; j < width; j++) {
                double like = likes[from + j - 1];
                double pair = above[j - 1] + (like > 0 ? weight * like : -BETWEEN);
                double inText = row[j - 1] - BETWEEN;
                double inName = above[j] - LEFT_OUT * weight;
                row[j] = Math.max(Math.max(pair, inText), Math.max(inName, 0));
                start[j] = row[j] <= 0
                        ? j
                        : row[j] == pair
                                ? (above[j - 1] > 0 ? startAbove[j - 1] : j - 1)
                                : row[j] == inText ? start[j - 1] : startAbove[j];
                if (row[j] > best && like > 0 && row[j] == pair) {
                    best = row[j];
                    bestStart = start[j];
                    bestEnd = j;
                }
            }
            double[] spare = above;
            above = row;
            row = spare;
            int[] spareStart = startAbove;
            startAbove = start;
            start = spareStart;
        }
        return best <= 0 ? null : match(name, text, from + bestStart, from + bestEnd, best);
    }

    private static Match match(Name name, List<Token> text, int first, int end, double mass) {
        int exact = 0;
        int next = 0;
        for (int j = first; j < end; j++) {
            for (int i = next; i < name.core(); i++) {
                if (name.tokens().get(i).text().equals(text.get(j).text())) {
                    exact++;
                    next = i + 1;
                    break;
                }
            }
        }
        return new Match(name, first, end, mass, Math.min(1, exact / (double) name.core()));
    }
}
