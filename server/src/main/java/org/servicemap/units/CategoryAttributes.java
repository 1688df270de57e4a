package org.servicemap.units;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * The questions that a city asks about requests, by category ({@code process.attributes} of its pack). A category has its own
 * and those of the categories above it, which come first.
 */
public record CategoryAttributes(Map<String, List<CategoryAttribute>> byCategory) {
    private static final String CODE = "[A-Za-z0-9_.-]{1,60}";
    private static final Set<String> KEYS =
            Set.of("code", "datatype", "required", "variable", "question", "hint", "values");

    public CategoryAttributes {
        byCategory = Map.copyOf(byCategory);
    }

    /** @throws IllegalArgumentException that names the entry which cannot be read */
    public static CategoryAttributes of(Map<String, ?> process) {
        Map<String, List<CategoryAttribute>> all = new LinkedHashMap<>();
        Object block = process.get("attributes");
        if (block == null) {
            return new CategoryAttributes(all);
        }
        if (!(block instanceof Map<?, ?> categories)) {
            throw new IllegalArgumentException("process.attributes must be a block of categories");
        }
        categories.forEach((category, list) -> all.put(String.valueOf(category), list(String.valueOf(category), list)));
        return new CategoryAttributes(all);
    }

    private static List<CategoryAttribute> list(String category, @Nullable Object list) {
        if (!(list instanceof List<?> entries)) {
            throw bad(category, "must be a list of {code, datatype, question}");
        }
        return entries.stream().map(entry -> attribute(category, entry)).toList();
    }

    private static CategoryAttribute attribute(String category, Object entry) {
        if (!(entry instanceof Map<?, ?> map)
                || map.get("code") == null
                || !map.get("code").toString().matches(CODE)) {
            throw bad(category, "each has a code of letters, digits and . _ -");
        }
        String code = map.get("code").toString();
        String place = category + "." + code;
        map.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw bad(place + "." + key, "is not known");
        });
        CategoryAttribute.Datatype datatype = CategoryAttribute.Datatype.find(map.get("datatype"))
                .orElseThrow(() -> bad(
                        place + ".datatype",
                        "is one of string, number, datetime, text, singlevaluelist, multivaluelist"));
        boolean variable = flag(place, map, "variable", true);
        boolean required = flag(place, map, "required", false);
        if (required && !variable) {
            throw bad(place + ".required", "what takes no answer cannot be required");
        }
        return new CategoryAttribute(
                code,
                datatype,
                required,
                variable,
                text(place + ".question", map.get("question")),
                map.get("hint") == null ? LocalText.EMPTY : text(place + ".hint", map.get("hint")),
                values(place + ".values", datatype, map.get("values")));
    }

    private static boolean flag(String place, Map<?, ?> map, String key, boolean usual) {
        Object value = map.get(key);
        if (value != null && !(value instanceof Boolean)) {
            throw bad(place + "." + key, "is true or false");
        }
        return value == null ? usual : (Boolean) value;
    }

    private static List<CategoryAttribute.Choice> values(
            String place, CategoryAttribute.Datatype datatype, @Nullable Object list) {
        List<CategoryAttribute.Choice> choices = new ArrayList<>();
        if (list instanceof List<?> entries) {
            entries.forEach(entry -> choices.add(choice(place, entry)));
        }
        boolean repeated =
                choices.stream().map(CategoryAttribute.Choice::key).distinct().count() < choices.size();
        if (datatype.isList() == choices.isEmpty() || repeated) {
            throw bad(place, "lists have values {key, name}, each key once, and nothing else has");
        }
        return choices;
    }

    private static CategoryAttribute.Choice choice(String place, @Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> map) || map.get("key") == null) {
            throw bad(place, "each has a key and a name");
        }
        return new CategoryAttribute.Choice(map.get("key").toString(), text(place + ".name", map.get("name")));
    }

    private static LocalText text(String place, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> byTag) || byTag.isEmpty()) {
            throw bad(place, "texts by language are missing");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        byTag.forEach((tag, words) -> texts.put(String.valueOf(tag), String.valueOf(words)));
        return new LocalText(texts);
    }

    private static IllegalArgumentException bad(String place, String message) {
        return new IllegalArgumentException("process.attributes." + place + ": " + message);
    }

    /**
     * Refuses questions about categories that there are not, and a code that stands twice on the way up the tree.
     *
     * @throws IllegalArgumentException that names the entry
     */
    public void requireKnown(CategoryTree tree) {
        for (String category : byCategory.keySet()) {
            if (tree.find(category).isEmpty()) {
                throw bad(category, "there is no such category");
            }
            Set<String> codes = new HashSet<>();
            of(tree, category).stream()
                    .map(CategoryAttribute::code)
                    .filter(code -> !codes.add(code))
                    .findFirst()
                    .ifPresent(code -> {
                        throw bad(category + "." + code, "stands twice");
                    });
        }
    }

    /** What is asked about requests of a category, in order. */
    public List<CategoryAttribute> of(CategoryTree tree, String category) {
        List<CategoryAttribute> all = new ArrayList<>();
        tree.lineage(category).forEach(each -> all.addAll(0, byCategory.getOrDefault(each.code(), List.of())));
        return all;
    }
}
