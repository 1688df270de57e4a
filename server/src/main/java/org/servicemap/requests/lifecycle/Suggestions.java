package org.servicemap.requests.lifecycle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * Kinds of requests that propose something ({@code process.suggestions}): what comes of them is whether it is adopted.
 *
 * @param kinds of requests
 * @param outcomes words with their names, in the city's order
 */
public record Suggestions(Set<String> kinds, Map<String, LocalText> outcomes) {
    private static final Set<String> KINDS = Set.of("suggestion");

    public Suggestions {
        kinds = Set.copyOf(kinds);
        outcomes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    static Suggestions of(Map<?, ?> block) {
        return new Suggestions(
                ProcessRules.words(block.get("kinds"), KINDS),
                block.get("outcomes") instanceof List<?> list ? named(list) : builtIn());
    }

    private static Map<String, LocalText> builtIn() {
        Map<String, LocalText> names = new LinkedHashMap<>();
        names.put("adopted", LocalText.of("zh", "采纳", "en", "adopted"));
        names.put("partly_adopted", LocalText.of("zh", "部分采纳", "en", "partly adopted"));
        names.put("not_adopted", LocalText.of("zh", "未采纳", "en", "not adopted"));
        return names;
    }

    private static Map<String, LocalText> named(List<?> list) {
        Map<String, LocalText> names = new LinkedHashMap<>();
        for (Object entry : list) {
            Map<?, ?> map = ProcessRules.map(entry);
            names.put(String.valueOf(map.isEmpty() ? entry : map.get("id")), name(map.get("name")));
        }
        return names;
    }

    private static LocalText name(@Nullable Object names) {
        Map<String, String> byTag = new LinkedHashMap<>();
        ProcessRules.map(names).forEach((tag, text) -> byTag.put(tag.toString(), String.valueOf(text)));
        return new LocalText(byTag);
    }

    /** Whether this request proposes something. */
    public boolean include(Facts facts) {
        String kind = facts.text(Field.KIND);
        return kind != null && kinds.contains(kind);
    }

    /** What its outcome is called; null where it is none of these words. */
    public @Nullable LocalText nameOf(Facts facts) {
        String outcome = facts.text(Field.OUTCOME);
        return outcome == null || !include(facts) ? null : outcomes.get(outcome);
    }
}
