package org.servicemap.ogc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A filter's text cut into words, each with the place where it begins. Not thread-safe. */
final class CqlWords {
    private static final Pattern WORD =
            Pattern.compile("(?:(?<quoted>\"[^\"]+\")|(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)"
                    + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_:.-]*)|(?<sign><=|>=|<>|[=<>(),]))");

    /** What a word is. */
    enum Kind {
        TEXT,
        QUOTED,
        NUMBER,
        NAME,
        SIGN,
        END
    }

    record Word(Kind kind, String text, int at) {
        boolean is(String keyword) {
            return (kind == Kind.NAME || kind == Kind.SIGN) && text.equalsIgnoreCase(keyword);
        }
    }

    private final List<Word> words = new ArrayList<>();
    private int next;

    CqlWords(String text) {
        Matcher matcher = WORD.matcher(text);
        int at = afterBlanks(text, 0);
        while (at < text.length()) {
            if (text.charAt(at) == '\'') {
                int end = endOfText(text, at);
                words.add(new Word(Kind.TEXT, plain(Kind.TEXT, text.substring(at, end)), at));
                at = afterBlanks(text, end);
            } else if (matcher.region(at, text.length()).lookingAt()) {
                words.add(word(matcher));
                at = afterBlanks(text, matcher.end());
            } else {
                throw new CqlFault("cannot be read", at);
            }
        }
        words.add(new Word(Kind.END, "", text.length()));
    }

    private static int afterBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Past the quote that ends it; two quotes are one of the text. A pattern would need a stack as deep as the text is long. */
    private static int endOfText(String text, int start) {
        for (int at = start + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\'') {
                if (at + 1 == text.length() || text.charAt(at + 1) != '\'') {
                    return at + 1;
                }
                at++;
            }
        }
        throw new CqlFault("cannot be read", start);
    }

    private static Word word(Matcher matcher) {
        for (Kind kind : List.of(Kind.QUOTED, Kind.NUMBER, Kind.NAME, Kind.SIGN)) {
            String group = kind.name().toLowerCase(java.util.Locale.ROOT);
            String found = matcher.group(group);
            if (found != null) {
                return new Word(kind, plain(kind, found), matcher.start(group));
            }
        }
        throw new IllegalStateException("a pattern of these kinds");
    }

    private static String plain(Kind kind, String found) {
        return switch (kind) {
            case TEXT -> found.substring(1, found.length() - 1).replace("''", "'");
            case QUOTED -> found.substring(1, found.length() - 1);
            default -> found;
        };
    }

    Word peek() {
        return words.get(next);
    }

    Word take() {
        Word word = words.get(next);
        if (word.kind() != Kind.END) {
            next++;
        }
        return word;
    }

    /** Takes the next word if it is this one. */
    boolean skip(String keyword) {
        boolean is = peek().is(keyword);
        if (is) {
            next++;
        }
        return is;
    }

    void need(String keyword) {
        if (!skip(keyword)) {
            throw fault("«" + keyword + "» is missing");
        }
    }

    /** At the next word. */
    CqlFault fault(String message) {
        return new CqlFault(message, peek().at());
    }
}
