package org.servicemap.gazetteer.words;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Cuts texts and names into {@link Token}s. Thread-safe. */
public final class Tokens {
    /** What speakers of dialects and speech recognition do not tell apart: zh/z, ch/c, sh/s, n/l, -ng/-n. */
    private static final String[][] CONFUSED = {{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}};

    private static final Pattern APOSTROPHES = Pattern.compile("['’]");

    private final Spelling spelling;
    private final Map<Integer, Sounds> soundsOf = new ConcurrentHashMap<>();

    private record Sounds(String simplified, List<String> exact, List<String> blurred) {}

    public Tokens(Spelling spelling) {
        this.spelling = spelling;
    }

    public List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int end = at + Character.charCount(c);
            if (Spelling.isHan(c)) {
                tokens.add(han(c, at, end));
            } else if (Character.isDigit(c)) {
                tokens.add(plain(text, at, end));
            } else if (Character.isLetter(c)) {
                end = endOfWord(text, end);
                tokens.add(plain(text, at, end));
            }
            at = end;
        }
        return tokens;
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            boolean inside = Character.isLetter(c) || c == '\'' || c == '’';
            if (!inside || Spelling.isHan(c)) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private Token han(int c, int start, int end) {
        Sounds sounds = soundsOf.computeIfAbsent(c, this::sounds);
        return new Token(sounds.simplified(), sounds.exact(), sounds.blurred(), start, end);
    }

    private Sounds sounds(int c) {
        List<String> exact = spelling.readings(c);
        return new Sounds(
                spelling.simplified(c),
                exact,
                exact.stream().map(Tokens::blurred).distinct().toList());
    }

    private static Token plain(String text, int start, int end) {
        String folded = APOSTROPHES
                .matcher(Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT))
                .replaceAll("");
        return new Token(folded, List.of(folded), List.of(folded), start, end);
    }

    /** A sound with what is often confused made equal. */
    static String blurred(String sound) {
        String blurred = sound;
        for (String[] pair : CONFUSED) {
            if (blurred.startsWith(pair[0])) {
                blurred = pair[1] + blurred.substring(pair[0].length());
                break;
            }
        }
        return blurred.endsWith("ng") ? blurred.substring(0, blurred.length() - 1) : blurred;
    }
}
