package org.servicemap.routing.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.YamlNode;

/** Reads {@code catalogue.spec.yml}. For one file; not thread-safe. */
final class SpecReader {
    private static final Set<String> EXAMPLE = Set.of(
            "name", "category", "place", "places", "channel", "hotline", "urgency", "kind", "at", "text", "expect");
    private static final Set<String> EXPECT =
            Set.of("rule", "unit", "divert", "copies", "assistants", "urgency", "deadline");

    private final Problems problems = new Problems();

    Spec read(String yaml) {
        Spec spec = problems.guard(new Spec(List.of()), () -> spec(YamlNode.parse(yaml)));
        problems.throwIfAny();
        return spec;
    }

    private Spec spec(YamlNode root) {
        problems.onlyKeys(root, Set.of("format", "at", "examples"));
        String at = value(root, "at");
        List<Spec.Example> examples = new ArrayList<>();
        for (YamlNode node : root.find("examples").map(YamlNode::items).orElse(List.of())) {
            problems.guard(false, () -> examples.add(example(node, at)));
        }
        return new Spec(examples);
    }

    private Spec.Example example(YamlNode node, @Nullable String defaultAt) {
        problems.onlyKeys(node, EXAMPLE);
        Map<String, Spec.PlaceSpec> places = new LinkedHashMap<>();
        node.find("place").ifPresent(place -> places.put(RuleBook.INCIDENT, place(place)));
        node.find("places")
                .ifPresent(map ->
                        map.entries().forEach(entry -> places.put(entry.key().text(), place(entry.value()))));
        String at = value(node, "at");
        return new Spec.Example(
                required(node, "name"),
                required(node, "category"),
                places,
                value(node, "channel"),
                value(node, "hotline"),
                value(node, "urgency"),
                value(node, "kind"),
                at == null ? defaultAt : at,
                value(node, "text"),
                expectation(node),
                Mark.of(node));
    }

    private Spec.Expectation expectation(YamlNode example) {
        YamlNode node = example.find("expect").orElse(null);
        if (node == null) {
            problems.add("missing_key", example, "缺少 expect", "the key expect is missing");
            return new Spec.Expectation(null, null, null, null, null, null, null, Mark.of(example));
        }
        problems.onlyKeys(node, EXPECT);
        return new Spec.Expectation(
                value(node, "rule"),
                value(node, "unit"),
                value(node, "divert"),
                list(node, "copies"),
                list(node, "assistants"),
                value(node, "urgency"),
                value(node, "deadline"),
                Mark.of(node));
    }

    private Spec.PlaceSpec place(YamlNode node) {
        Map<String, String> areas = new LinkedHashMap<>();
        Map<String, List<String>> overlays = new LinkedHashMap<>();
        for (YamlNode.Entry entry : node.entries()) {
            String key = entry.key().text();
            if (key.equals("overlays")) {
                entry.value()
                        .entries()
                        .forEach(layer -> overlays.put(
                                layer.key().text(),
                                layer.value().items().stream()
                                        .map(YamlNode::text)
                                        .toList()));
            } else if (!key.equals("lon") && !key.equals("lat")) {
                areas.put(key, entry.value().text());
            }
        }
        return new Spec.PlaceSpec(number(node, "lon"), number(node, "lat"), areas, overlays, Mark.of(node));
    }

    private @Nullable Double number(YamlNode node, String key) {
        YamlNode value = node.find(key).orElse(null);
        if (value == null) {
            return null;
        }
        try {
            return Double.valueOf(value.text());
        } catch (NumberFormatException e) {
            problems.badValue(value, "不是数字：" + value.text(), "«" + value.text() + "» is no number");
            return null;
        }
    }

    private String required(YamlNode node, String key) {
        String value = value(node, key);
        if (value == null) {
            problems.add("missing_key", node, "缺少 " + key, "the key " + key + " is missing");
            return "";
        }
        return value;
    }

    private static @Nullable String value(YamlNode node, String key) {
        return node.find(key).map(YamlNode::text).orElse(null);
    }

    private static @Nullable List<String> list(YamlNode node, String key) {
        return node.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .map(entry -> entry.value().items().stream().map(YamlNode::text).toList())
                .findFirst()
                .orElse(null);
    }
}
