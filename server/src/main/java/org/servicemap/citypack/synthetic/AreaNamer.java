package org.servicemap.citypack.synthetic;

import com.ibm.icu.text.Transliterator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.text.LocalText;

/**
 * Gives names their second language: the settings' suffixes are translated, the rest is romanised character by character (ICU
 * Han-Latin without tones), except where the settings state a reading. Not thread-safe.
 */
final class AreaNamer {
    private final String language;
    private final String romanised;
    private final String leaf;
    private final String leafRomanised;
    private final List<Map.Entry<String, String>> suffixes;
    private final List<Map.Entry<String, String>> readings;
    private final Map<String, String> byCharacter = new HashMap<>();
    private final Transliterator toLatin = Transliterator.getInstance("Han-Latin; Latin-ASCII; Any-Lower");

    AreaNamer(Settings names) {
        this.language = names.text("language");
        this.romanised = names.text("romanised");
        this.leaf = names.text("leaf");
        this.leafRomanised = names.text("leaf_romanised");
        this.suffixes = longestFirst(names.block("suffixes"));
        this.readings = longestFirst(names.block("readings"));
    }

    private static List<Map.Entry<String, String>> longestFirst(Settings block) {
        return block.values().entrySet().stream()
                .map(e -> Map.entry(e.getKey(), String.valueOf(e.getValue())))
                .sorted(Comparator.comparingInt(
                                (Map.Entry<String, String> e) -> -e.getKey().length())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    String language() {
        return language;
    }

    String romanisedLanguage() {
        return romanised;
    }

    LocalText name(String name) {
        return LocalText.of(language, name, romanised, romanise(name));
    }

    LocalText leafName(int number) {
        String n = String.format("%02d", number);
        return LocalText.of(language, leaf.replace("{n}", n), romanised, leafRomanised.replace("{n}", n));
    }

    LocalText text(String own, String other) {
        return LocalText.of(language, own, romanised, other);
    }

    /** A name without its suffix: what roads and compounds are called after. */
    String stem(String name) {
        for (Map.Entry<String, String> suffix : suffixes) {
            if (name.endsWith(suffix.getKey())
                    && name.length() > suffix.getKey().length()) {
                return name.substring(0, name.length() - suffix.getKey().length());
            }
        }
        return name;
    }

    String romanise(String name) {
        for (Map.Entry<String, String> suffix : suffixes) {
            if (name.endsWith(suffix.getKey())
                    && name.length() > suffix.getKey().length()) {
                String stem = name.substring(0, name.length() - suffix.getKey().length());
                return (word(stem) + " " + suffix.getValue()).strip();
            }
        }
        return word(name);
    }

    /** One capitalised word. */
    String word(String text) {
        StringBuilder word = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            String reading = readingAt(text, i);
            if (reading != null) {
                word.append(word.isEmpty() ? reading : reading.toLowerCase(java.util.Locale.ROOT));
                i += keyAt(text, i).length();
            } else {
                int end = text.offsetByCodePoints(i, 1);
                word.append(byCharacter
                        .computeIfAbsent(text.substring(i, end), toLatin::transliterate)
                        .strip());
                i = end;
            }
        }
        return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private @org.jspecify.annotations.Nullable String readingAt(String text, int at) {
        for (Map.Entry<String, String> reading : readings) {
            if (text.startsWith(reading.getKey(), at)) {
                return reading.getValue();
            }
        }
        return null;
    }

    private String keyAt(String text, int at) {
        return readings.stream()
                .map(Map.Entry::getKey)
                .filter(key -> text.startsWith(key, at))
                .findFirst()
                .orElse("");
    }
}
