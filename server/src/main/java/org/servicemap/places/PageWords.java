package org.servicemap.places;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The words of a place's page in one language ({@code page_<tag>.properties}). Immutable. */
final class PageWords {
    private static final String LAST_RESORT = "en";
    private static final Map<String, Optional<PageWords>> KNOWN = new ConcurrentHashMap<>();

    private final String tag;
    private final Properties words;

    private PageWords(String tag, Properties words) {
        this.tag = tag;
        this.words = words;
    }

    /** Those of the first of the languages that there are words in. */
    static PageWords of(List<String> languages) {
        return languages.stream()
                .flatMap(language -> find(language).stream())
                .findFirst()
                .orElseGet(() -> find(LAST_RESORT).orElseThrow());
    }

    private static Optional<PageWords> find(String language) {
        String tag = Locale.forLanguageTag(language).getLanguage();
        return tag.isEmpty() ? Optional.empty() : KNOWN.computeIfAbsent(tag, PageWords::read);
    }

    private static Optional<PageWords> read(String tag) {
        try (InputStream in = PageWords.class.getResourceAsStream("page_" + tag + ".properties")) {
            if (in == null) {
                return Optional.empty();
            }
            Properties words = new Properties();
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return Optional.of(new PageWords(tag, words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The language that it is in. */
    String tag() {
        return tag;
    }

    String of(String key, Object... values) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no word " + key + " in " + tag);
        }
        return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
    }
}
