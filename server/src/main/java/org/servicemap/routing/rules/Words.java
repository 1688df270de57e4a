package org.servicemap.routing.rules;

import java.text.Normalizer;
import java.util.Locale;

/**
 * How words are found in a text: case and width do not count; a word's end that is a Latin letter or digit does not match
 * inside a longer run of Latin letters and digits ({@code gas} is not in {@code gasoline}), anything else matches anywhere.
 */
public final class Words {
    private Words() {}

    /** NFKC, lower case, runs of white space as one blank. */
    public static String normal(String text) {
        char[] out = new char[text.length()];
        int length = 0;
        for (int i = 0; i < out.length; i++) {
            int c = plain(text.charAt(i));
            if (c < 0) {
                return normalOfAny(text);
            }
            if (c != ' ' || length > 0 && out[length - 1] != ' ') {
                out[length++] = (char) c;
            }
        }
        return new String(out, 0, length > 0 && out[length - 1] == ' ' ? length - 1 : length);
    }

    private static String normalOfAny(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** What becomes of a character that stands for itself whatever is beside it; −1 for all others. */
    private static int plain(char c) {
        if (c >= '\u4E00' && c <= '\u9FFF' || c == '。' || c == '、') {
            return c;
        }
        char narrow = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - '\uFF01' + '!') : c;
        if (narrow >= 'A' && narrow <= 'Z') {
            return narrow - 'A' + 'a';
        }
        if (narrow >= '!' && narrow <= '~') {
            return narrow;
        }
        return c == ' ' || c == '\u3000' || c >= '\t' && c <= '\r' ? ' ' : -1;
    }

    /** Whether a word occurs; both already {@link #normal}. */
    public static boolean occurs(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (isFree(text, at) && isFree(text, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word may begin or end between two characters: not between two Latin letters or digits. */
    private static boolean isFree(String text, int between) {
        return between == 0
                || between == text.length()
                || !isLatin(text.charAt(between - 1))
                || !isLatin(text.charAt(between));
    }

    private static boolean isLatin(char c) {
        return Character.isLetterOrDigit(c)
                && (c < 0x80 || Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    }
}
