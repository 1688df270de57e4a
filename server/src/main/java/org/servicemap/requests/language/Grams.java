package org.servicemap.requests.language;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text as hashed n-grams: one to three Chinese characters, words and pairs of words elsewhere. Spelling is made equal first
 * (compatibility forms, case, traditional characters) and every number is one sign, so that no telephone or house number is a
 * feature. Hashes are 64 bits and stable between versions of the program. Thread-safe.
 */
final class Grams {
    private static final int LONGEST = 3;
    private static final int STEM = 5;
    private static final Transliterator SIMPLIFIED = Transliterator.getInstance("Traditional-Simplified");
    private static final UnicodeSet TRADITIONAL = SIMPLIFIED.getSourceSet().freeze();

    private Grams() {}

    /** In the order of the text, with repetitions. */
    static long[] of(String text, int longest) {
        List<Long> grams = new ArrayList<>();
        for (List<String> run : runs(text)) {
            boolean words = run.get(0).length() > 1 || !isHan(run.get(0).codePointAt(0));
            int most = words ? 2 : longest;
            for (int from = 0; from < run.size(); from++) {
                StringBuilder gram = new StringBuilder();
                for (int to = from; to < Math.min(run.size(), from + most); to++) {
                    gram.append(run.get(to)).append(words ? " " : "");
                    grams.add(hash(gram));
                }
            }
        }
        return grams.stream().mapToLong(Long::longValue).toArray();
    }

    static long[] of(String text) {
        return of(text, LONGEST);
    }

    /** Unbroken runs of Chinese characters or of words. */
    private static List<List<String>> runs(String text) {
        List<List<String>> runs = new ArrayList<>();
        String plain = plain(text);
        List<String> run = new ArrayList<>();
        boolean han = false;
        int at = 0;
        while (at < plain.length()) {
            int c = plain.codePointAt(at);
            int end = at + Character.charCount(c);
            boolean isHan = isHan(c);
            if (!isHan && Character.isLetterOrDigit(c)) {
                end = endOfWord(plain, end);
            }
            boolean cut = !Character.isLetterOrDigit(c) && c != ' ';
            if (cut || isHan != han && c != ' ') {
                close(runs, run);
                run = new ArrayList<>();
                han = isHan;
            }
            if (Character.isLetterOrDigit(c)) {
                run.add(isHan ? plain.substring(at, end) : word(plain.substring(at, end)));
            }
            at = end;
        }
        close(runs, run);
        return runs;
    }

    private static void close(List<List<String>> runs, List<String> run) {
        if (!run.isEmpty()) {
            runs.add(run);
        }
    }

    private static String plain(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (TRADITIONAL.containsNone(folded)) {
            return folded;
        }
        synchronized (SIMPLIFIED) {
            return SIMPLIFIED.transliterate(folded);
        }
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length()
                && !isHan(text.codePointAt(end))
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '\'')) {
            end++;
        }
        return end;
    }

    /** Beginnings of words stand for their forms; digits for any number. */
    private static String word(String word) {
        if (Character.isDigit(word.charAt(0))) {
            return "0";
        }
        return word.length() > STEM ? word.substring(0, STEM) : word;
    }

    private static boolean isHan(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    /** FNV-1a, finished as in MurmurHash3. */
    private static long hash(CharSequence gram) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < gram.length(); i++) {
            hash = (hash ^ gram.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }
}
