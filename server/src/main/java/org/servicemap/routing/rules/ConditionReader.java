package org.servicemap.routing.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.YamlNode;

/** Reads conditions: every key of a mapping becomes a check, all of which must hold. */
final class ConditionReader {
    private static final Set<String> KEYS = Set.of(
            "category",
            "flag",
            "area",
            "overlay",
            "place",
            "channel",
            "hotline",
            "urgency",
            "kind",
            "hours",
            "weekdays",
            "season",
            "dates",
            "calendar",
            "text",
            "use",
            "all",
            "any",
            "not");
    private static final String ANY_AREA = "any";

    private final Problems problems;
    private final TimeReader times;
    private final Map<String, YamlNode> named = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<String> open = new ArrayList<>();

    ConditionReader(Problems problems, @Nullable YamlNode named) {
        this.problems = problems;
        this.times = new TimeReader(problems);
        if (named != null) {
            named.entries().forEach(entry -> this.named.put(entry.key().text(), entry.value()));
        }
    }

    /** Reads the named conditions that no rule uses too, so that their mistakes are seen. */
    void checkNames(String place) {
        named.forEach((name, node) -> {
            if (!used.contains(name)) {
                problems.guard(Condition.ALWAYS, () -> read(node, place));
            }
        });
    }

    Condition read(YamlNode node, String place) {
        problems.onlyKeys(node, KEYS);
        String at = node.find("place").map(YamlNode::text).orElse(place);
        List<Condition> parts = new ArrayList<>();
        for (YamlNode.Entry entry : node.entries()) {
            if (KEYS.contains(entry.key().text())) {
                add(parts, entry.key().text(), entry.value(), at);
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private void add(List<Condition> parts, String key, YamlNode node, String place) {
        switch (key) {
            case "category" -> parts.add(list(node, new Check.InCategory(texts(node))));
            case "flag" -> parts.add(list(node, new Check.HasFlag(texts(node))));
            case "area" -> area(parts, node, place);
            case "overlay" -> parts.add(overlay(node, place));
            case "place" -> parts.add(list(node, new Check.PlaceKnown(place)));
            case "channel" -> parts.add(list(node, new Check.OneOf(Check.Field.CHANNEL, texts(node))));
            case "hotline" -> parts.add(list(node, new Check.OneOf(Check.Field.HOTLINE, texts(node))));
            case "urgency" -> parts.add(list(node, new Check.OneOf(Check.Field.URGENCY, texts(node))));
            case "kind" -> parts.add(list(node, new Check.OneOf(Check.Field.KIND, texts(node))));
            case "hours" -> parts.add(list(node, times.hours(node)));
            case "weekdays" -> parts.add(list(node, times.weekdays(node)));
            case "season" -> parts.add(list(node, times.seasons(node)));
            case "dates" -> parts.add(list(node, times.dates(node)));
            case "calendar" -> parts.add(list(node, times.calendar(node)));
            case "text" -> text(parts, node);
            case "use" -> node.items().forEach(item -> parts.add(use(item, place)));
            case "all" -> parts.add(new Condition.All(each(node, place)));
            case "any" -> parts.add(new Condition.Any(each(node, place)));
            default -> parts.add(new Condition.Not(read(node, place)));
        }
    }

    private List<Condition> each(YamlNode node, String place) {
        if (node.items().isEmpty()) {
            empty(node);
        }
        return node.items().stream().map(item -> read(item, place)).toList();
    }

    private void area(List<Condition> parts, YamlNode node, String place) {
        for (YamlNode.Entry level : node.entries()) {
            List<String> codes = texts(level.value());
            List<String> some = codes.equals(List.of(ANY_AREA)) ? List.of() : codes;
            Map<String, Mark> where = marks(level.value());
            parts.add(
                    new Condition.Leaf(new Check.InArea(place, level.key().text(), some), Mark.of(level.key()), where));
        }
    }

    private Condition overlay(YamlNode node, String place) {
        if (node.isScalar()) {
            return list(node, new Check.InOverlay(place, node.text(), List.of(), new TreeMap<>()));
        }
        problems.onlyKeys(node, Set.of("layer", "features", "attributes"));
        YamlNode layer = node.find("layer").orElse(null);
        if (layer == null) {
            problems.add("missing_key", node, "缺少 layer", "the key layer is missing");
            return Condition.ALWAYS;
        }
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        node.find("attributes")
                .ifPresent(map -> map.entries()
                        .forEach(entry -> attributes.put(entry.key().text(), texts(entry.value()))));
        List<String> features = node.find("features").map(this::texts).orElse(List.of());
        Map<String, Mark> where =
                node.find("features").map(ConditionReader::marks).orElse(Map.of());
        return new Condition.Leaf(
                new Check.InOverlay(place, layer.text(), features, attributes), Mark.of(layer), where);
    }

    private void text(List<Condition> parts, YamlNode node) {
        if (!node.isMapping()) {
            parts.add(list(node, new Check.Words(false, words(node))));
            return;
        }
        problems.onlyKeys(node, Set.of("any", "all"));
        node.find("any").ifPresent(any -> parts.add(list(any, new Check.Words(false, words(any)))));
        node.find("all").ifPresent(all -> parts.add(list(all, new Check.Words(true, words(all)))));
    }

    private List<String> words(YamlNode node) {
        List<String> words = texts(node);
        for (YamlNode item : node.items()) {
            if (Words.normal(item.text()).isBlank()) {
                problems.badValue(item, "词不能为空", "a word cannot be blank");
            }
        }
        return words;
    }

    private Condition use(YamlNode node, String place) {
        String name = node.text();
        YamlNode condition = named.get(name);
        if (condition == null) {
            problems.add("unknown_condition", node, "没有名为 " + name + " 的条件", "there is no condition named " + name);
            return Condition.ALWAYS;
        }
        if (open.contains(name)) {
            problems.add("bad_value", node, "条件 " + name + " 引用了自身", "the condition " + name + " uses itself");
            return Condition.ALWAYS;
        }
        used.add(name);
        open.add(name);
        Condition read = read(condition, place);
        open.remove(name);
        return read;
    }

    /** The distinct texts of a list, in its order. */
    private List<String> texts(YamlNode node) {
        List<String> texts =
                node.items().stream().map(YamlNode::text).distinct().toList();
        if (texts.isEmpty()) {
            empty(node);
        }
        return texts;
    }

    private void empty(YamlNode node) {
        problems.badValue(node, "列表不能为空", "the list is empty");
    }

    private static Condition list(YamlNode node, Check check) {
        return new Condition.Leaf(check, Mark.of(node), marks(node));
    }

    private static Map<String, Mark> marks(YamlNode node) {
        Map<String, Mark> marks = new HashMap<>();
        node.items().stream().filter(YamlNode::isScalar).forEach(item -> marks.putIfAbsent(item.text(), Mark.of(item)));
        return Map.copyOf(marks);
    }
}
