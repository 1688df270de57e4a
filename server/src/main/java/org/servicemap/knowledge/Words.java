package org.servicemap.knowledge;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.servicemap.text.LocalText;

/**
 * A text as PostgreSQL's text search shall see it: words, and every pair of neighbouring Chinese characters (nobody parts
 * Chinese words for it). Written in letters and digits only, so that no parser of any locale takes it apart otherwise.
 */
final class Words {
    private Words() {}

    /** With repetitions, parted by spaces. */
    static String of(LocalText text) {
        return text.byTag().values().stream().map(Words::of).collect(Collectors.joining(" "));
    }

    static String of(String text) {
        StringBuilder words = new StringBuilder();
        walk(text, word -> words.append(word).append(' '));
        return words.toString().strip();
    }

    /** A query for any of a text's words; empty when it has none. */
    static String any(String text) {
        Set<String> words = new LinkedHashSet<>();
        walk(text, words::add);
        return String.join(" | ", words);
    }

    private interface Sink {
        void take(String word);
    }

    private static void walk(String text, Sink sink) {
        int[] points = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .toArray();
        int at = 0;
        while (at < points.length) {
            if (isHan(points[at])) {
                if (at + 1 < points.length && isHan(points[at + 1])) {
                    sink.take("h" + Integer.toHexString(points[at]) + "x" + Integer.toHexString(points[at + 1]));
                }
                at++;
            } else if (Character.isLetterOrDigit(points[at])) {
                at = word(points, at, sink);
            } else {
                at++;
            }
        }
    }

    private static int word(int[] points, int from, Sink sink) {
        int end = from;
        StringBuilder word = new StringBuilder("w");
        while (end < points.length && Character.isLetterOrDigit(points[end]) && !isHan(points[end])) {
            int c = points[end++];
            if (c < 128) {
                word.appendCodePoint(c);
            } else {
                word.append('x').append(Integer.toHexString(c));
            }
        }
        sink.take(word.toString());
        return end;
    }

    private static boolean isHan(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}
