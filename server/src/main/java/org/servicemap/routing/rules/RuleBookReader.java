package org.servicemap.routing.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;
import org.servicemap.text.LocalText;
import org.servicemap.text.YamlNode;

/** Reads a catalogue's YAML into rules. For one file; not thread-safe. */
final class RuleBookReader {
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{Nd}._-]{1,80}");
    private static final Set<String> TOP = Set.of("format", "label", "place", "conditions", "rules");
    private static final Set<String> RULE = Set.of(
            "id",
            "title",
            "when",
            "place",
            "to",
            "divert",
            "copies",
            "assistants",
            "urgency",
            "deadline",
            "legal_basis");
    private static final Set<String> REFERENCE = Set.of("unit", "area_unit", "overlay_unit", "role", "level", "place");

    private final String yaml;
    private final Problems problems = new Problems();

    RuleBookReader(String yaml) {
        this.yaml = yaml;
    }

    RuleBook.Reading read() {
        RuleBook book = problems.guard(new RuleBook("", List.of(), yaml), () -> book(YamlNode.parse(yaml)));
        return new RuleBook.Reading(book, problems.all());
    }

    private RuleBook book(YamlNode root) {
        problems.onlyKeys(root, TOP);
        root.find("format")
                .filter(node -> !node.text().equals("1"))
                .ifPresent(node -> problems.badValue(node, "本程序读取 format: 1", "this program reads format: 1"));
        String place = root.find("place").map(YamlNode::text).orElse(RuleBook.INCIDENT);
        ConditionReader conditions =
                new ConditionReader(problems, root.find("conditions").orElse(null));
        List<Rule> rules = new ArrayList<>();
        Map<String, Mark> seen = new HashMap<>();
        Optional<YamlNode> list = root.find("rules");
        if (list.isEmpty()) {
            problems.add("missing_key", root, "缺少 rules", "the key rules is missing");
        }
        for (YamlNode node : list.map(YamlNode::items).orElse(List.of())) {
            problems.guard(Optional.<Rule>empty(), () -> Optional.of(rule(node, place, conditions)))
                    .ifPresent(rule -> {
                        checkUnique(rule, node, seen);
                        rules.add(rule);
                    });
            problems.inRule(null);
        }
        conditions.checkNames(place);
        return new RuleBook(root.find("label").map(YamlNode::text).orElse(""), rules, yaml);
    }

    private void checkUnique(Rule rule, YamlNode node, Map<String, Mark> seen) {
        Mark first = seen.putIfAbsent(rule.id(), rule.mark());
        if (first != null) {
            problems.add(
                    "duplicate_rule",
                    node,
                    "规则 " + rule.id() + " 已在第 " + first.line() + " 行出现",
                    "the rule " + rule.id() + " already stands in line " + first.line());
        }
    }

    private Rule rule(YamlNode node, String defaultPlace, ConditionReader conditions) {
        String id = node.find("id").map(YamlNode::text).orElse("");
        problems.inRule(id.isEmpty() ? null : id);
        if (!ID.matcher(id).matches()) {
            problems.badValue(
                    node.find("id").orElse(node),
                    "规则需要 id（字母、数字、. _ -）",
                    "a rule needs an id of letters, digits, . _ and -");
        }
        problems.onlyKeys(node, RULE);
        LocalText title = localText(node, "title");
        if (title.isEmpty()) {
            problems.add("missing_key", node, "规则需要 title", "a rule needs a title");
        }
        String place = node.find("place").map(YamlNode::text).orElse(defaultPlace);
        UnitRef to = node.find("to").map(ref -> reference(ref, place)).orElse(null);
        String divert = node.find("divert").map(YamlNode::text).orElse(null);
        if ((to == null) == (divert == null)) {
            problems.add("missing_key", node, "规则要有 to 或 divert，且只能有一个", "a rule has either to or divert");
        }
        return new Rule(
                id,
                title,
                condition(node, place, conditions),
                place,
                to,
                divert,
                references(node, "copies", place),
                references(node, "assistants", place),
                node.find("urgency").map(YamlNode::text).orElse(null),
                node.find("deadline").map(this::limit).orElse(null),
                localText(node, "legal_basis"),
                Mark.of(node),
                marks(node));
    }

    private Condition condition(YamlNode rule, String place, ConditionReader conditions) {
        Condition when = rule.find("when")
                .map(node -> problems.guard(Condition.ALWAYS, () -> conditions.read(node, place)))
                .orElse(Condition.ALWAYS);
        Optional<YamlNode> stated = rule.find("place");
        if (stated.isEmpty()) {
            return when;
        }
        Condition known = new Condition.Leaf(new Check.PlaceKnown(place), Mark.of(stated.get()), Map.of());
        return new Condition.All(List.of(known, when));
    }

    private LocalText localText(YamlNode rule, String key) {
        return rule.find(key).map(problems::text).orElse(LocalText.EMPTY);
    }

    private static Map<String, Mark> marks(YamlNode rule) {
        Map<String, Mark> marks = new HashMap<>();
        rule.entries().forEach(entry -> marks.put(entry.key().text(), Mark.of(entry.value())));
        return marks;
    }

    private List<UnitRef> references(YamlNode rule, String key, String place) {
        List<UnitRef> refs = new ArrayList<>();
        for (YamlNode item : rule.find(key).map(YamlNode::items).orElse(List.of())) {
            UnitRef ref = reference(item, place);
            if (ref != null) {
                refs.add(ref);
            }
        }
        return refs;
    }

    private @Nullable UnitRef reference(YamlNode node, String place) {
        problems.onlyKeys(node, REFERENCE);
        String unit = value(node, "unit");
        String area = value(node, "area_unit");
        String overlay = value(node, "overlay_unit");
        String level = value(node, "level");
        String role = value(node, "role");
        String at = node.find("place").map(YamlNode::text).orElse(place);
        if (unit != null && area == null && overlay == null && level == null && role == null) {
            return new UnitRef(UnitRef.Form.UNIT, unit, null, at, Mark.of(node));
        }
        if (area != null && unit == null && overlay == null && level == null) {
            return new UnitRef(UnitRef.Form.AREA, area, role, at, Mark.of(node));
        }
        if (overlay != null && unit == null && area == null && level == null) {
            return new UnitRef(UnitRef.Form.OVERLAY, overlay, role, at, Mark.of(node));
        }
        if (role != null && level != null && unit == null && area == null && overlay == null) {
            return new UnitRef(UnitRef.Form.AREA, level, role, at, Mark.of(node));
        }
        problems.badValue(
                node,
                "应为 {unit: …}、{area_unit: 层级}、{role: …, level: …} 或 {overlay_unit: 图层}",
                "one of {unit: …}, {area_unit: level}, {role: …, level: …}, {overlay_unit: layer} was expected");
        return null;
    }

    private static @Nullable String value(YamlNode node, String key) {
        return node.find(key).map(YamlNode::text).orElse(null);
    }

    private @Nullable Limit limit(YamlNode node) {
        if (node.isMapping() && node.entries().size() == 1) {
            YamlNode.Entry entry = node.entries().get(0);
            try {
                Limit.Unit unit = Limit.Unit.valueOf(entry.key().text().toUpperCase(Locale.ROOT));
                return new Limit(unit, Integer.parseInt(entry.value().text()));
            } catch (IllegalArgumentException e) {
                // said below, with the place
            }
        }
        problems.badValue(
                node,
                "应为 {hours: 2}、{days: 7} 或 {working_days: 15}",
                "{hours: 2}, {days: 7} or {working_days: 15} was expected");
        return null;
    }
}
