package org.servicemap.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.servicemap.text.LocalText;

/** The phrase book of one language ({@code phrases_<tag>.properties}). Immutable. */
final class Phrases {
    private static final int SHOWN = 3;

    private final String tag;
    private final String fallback;
    private final Map<String, String> phrases = new HashMap<>();
    private final Map<String, DateTimeFormatter> patterns = new ConcurrentHashMap<>();

    private Phrases(String tag, String fallback, Properties phrases) {
        this.tag = tag;
        this.fallback = fallback;
        phrases.stringPropertyNames().forEach(key -> this.phrases.put(key, phrases.getProperty(key)));
    }

    /** The phrase books there are for a city's languages; English when there is none for any. */
    static List<Phrases> of(List<String> languages) {
        List<Phrases> books = new ArrayList<>();
        String fallback = languages.isEmpty() ? "en" : languages.get(0);
        for (String language : languages) {
            find(language, fallback).ifPresent(books::add);
        }
        if (books.isEmpty()) {
            find("en", fallback).ifPresent(books::add);
        }
        return List.copyOf(books);
    }

    private static Optional<Phrases> find(String tag, String fallback) {
        try (InputStream in = Phrases.class.getResourceAsStream("phrases_" + tag + ".properties")) {
            if (in == null) {
                return Optional.empty();
            }
            Properties phrases = new Properties();
            phrases.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return Optional.of(new Phrases(tag, fallback, phrases));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String tag() {
        return tag;
    }

    boolean has(String key) {
        return phrases.containsKey(key);
    }

    /** A text in this language, else in the city's first. */
    String text(LocalText text) {
        return text.in(tag, fallback);
    }

    /** A name in this language, else the identifier. */
    String name(LocalText name, String id) {
        String text = text(name);
        return text.isEmpty() ? id : text;
    }

    String get(String key) {
        String phrase = phrases.get(key);
        if (phrase == null) {
            throw new IllegalStateException("phrases_" + tag + ".properties has no " + key);
        }
        return phrase;
    }

    /** A phrase with its {names} filled in; what is filled in is never looked through again. */
    String fill(String key, Map<String, String> values) {
        String phrase = get(key);
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int open = phrase.indexOf('{'); open >= 0; open = phrase.indexOf('{', at)) {
            int close = phrase.indexOf('}', open);
            out.append(phrase, at, open).append(values.getOrDefault(phrase.substring(open + 1, close), ""));
            at = close + 1;
        }
        return out.append(phrase.substring(at)).toString();
    }

    /** The first few of a list, in words. */
    <T> String list(Iterable<T> items, Function<T, String> words) {
        List<String> shown = new ArrayList<>();
        Iterator<T> iterator = items.iterator();
        while (iterator.hasNext() && shown.size() < SHOWN) {
            shown.add(words.apply(iterator.next()));
        }
        String list = String.join(get("list.separator"), shown);
        return iterator.hasNext() ? fill("list.more", Map.of("list", list)) : list;
    }

    DateTimeFormatter pattern(String key) {
        return patterns.computeIfAbsent(
                key, name -> DateTimeFormatter.ofPattern(get(name), Locale.forLanguageTag(tag)));
    }
}
