package org.servicemap.requests.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/**
 * Makes the demo's request texts from a pack's sentence patterns ({@code texts.yml}): an opener, a pattern of the category, a
 * closer, with places, times and small numbers filled in. Pure: the same random numbers give the same texts.
 */
public final class DemoTexts {
    private static final int LARGEST_NUMBER = 14;

    private final List<String> openers;
    private final List<String> closers;
    private final List<String> times;
    private final Map<String, List<String>> patterns = new LinkedHashMap<>();

    /** What may be named in a text. */
    public record Slots(String place, String road, String crossing) {}

    private DemoTexts(YamlNode root) {
        this.openers = texts(root, "openers");
        this.closers = texts(root, "closers");
        this.times = texts(root, "times");
        YamlNode byCategory = root.find("patterns").orElseThrow(() -> root.error("patterns are missing"));
        for (YamlNode.Entry entry : byCategory.entries()) {
            patterns.put(
                    entry.key().text(),
                    entry.value().items().stream().map(YamlNode::text).toList());
        }
    }

    /** @throws YamlException with line and column when it is not as documented in the file */
    public static DemoTexts parse(String yaml) {
        return new DemoTexts(YamlNode.parse(yaml));
    }

    private static List<String> texts(YamlNode root, String key) {
        List<String> texts = new ArrayList<>();
        root.find(key).ifPresent(list -> list.items().forEach(item -> texts.add(item.text())));
        return texts.isEmpty() ? List.of("") : List.copyOf(texts);
    }

    /** Those that have patterns, in the file's order. */
    public Set<String> categories() {
        return patterns.keySet();
    }

    /** A text of a category; for one without patterns, of none. */
    public String text(String category, Slots slots, RandomGenerator random) {
        String pattern = any(patterns.getOrDefault(category, List.of("{place}")), random);
        String filled = pattern.replace("{place}", slots.place())
                .replace("{road}", slots.road())
                .replace("{cross}", slots.crossing())
                .replace("{time}", any(times, random))
                .replace("{n}", Integer.toString(2 + random.nextInt(LARGEST_NUMBER)));
        return any(openers, random) + filled + any(closers, random);
    }

    private static String any(List<String> texts, RandomGenerator random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
