package org.servicemap.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text in several languages: a map keyed by BCP 47 language tag ({@code zh}, {@code en}, {@code fr-CA} …).
 * Immutable; iteration is by tag, so that equal texts print alike. May be empty, never holds a blank value: a language whose
 * text is blank or null is left out. In JSON it is the plain map.
 */
public record LocalText(@JsonValue Map<String, String> byTag) {
    public static final LocalText EMPTY = new LocalText(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LocalText {
        TreeMap<String, String> sorted = new TreeMap<>();
        byTag.forEach((tag, value) -> {
            // JSON and YAML give null for «es: » with nothing behind it.
            if (value != null && !value.isBlank()) {
                sorted.put(tag, value.strip());
            }
        });
        byTag = Collections.unmodifiableMap(sorted);
    }

    public static LocalText of(String tag, String value) {
        return new LocalText(Map.of(tag, value));
    }

    public static LocalText of(String tag1, String value1, String tag2, String value2) {
        return new LocalText(Map.of(tag1, value1, tag2, value2));
    }

    /** The text for a tag, else for its primary language, else for the fallback, else any; empty when there is none. */
    public String in(String tag, String fallbackTag) {
        String exact = byTag.get(tag);
        if (exact != null) {
            return exact;
        }
        int dash = tag.indexOf('-');
        String primary = dash > 0 ? byTag.get(tag.substring(0, dash)) : null;
        if (primary != null) {
            return primary;
        }
        String fallback = byTag.get(fallbackTag);
        return fallback != null ? fallback : byTag.values().stream().findFirst().orElse("");
    }

    public boolean isEmpty() {
        return byTag.isEmpty();
    }
}
