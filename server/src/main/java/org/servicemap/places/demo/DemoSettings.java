package org.servicemap.places.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/**
 * A pack's {@code places_demo.yml}.
 *
 * @param phone pattern with {@code {n}}
 * @param strip by language: endings that fall away when a place is called after an area
 */
record DemoSettings(
        long seed,
        String source,
        LocalDate updatedOn,
        String phone,
        Map<String, List<String>> strip,
        List<DemoKind> kinds) {

    /** {@link YamlException} names the line of whatever is wrong. */
    static DemoSettings parse(String yaml) {
        YamlNode root = YamlNode.parse(yaml);
        return new DemoSettings(
                Long.parseLong(text(root, "seed", "1")),
                text(root, "source", "synthetic"),
                LocalDate.parse(text(root, "updated_on", "2025-01-01")),
                text(root, "phone", "{n}"),
                strip(root),
                items(root, "kinds").stream().map(DemoSettings::kind).toList());
    }

    private static Map<String, List<String>> strip(YamlNode root) {
        Map<String, List<String>> strip = new HashMap<>();
        root.find("strip")
                .ifPresent(node -> node.entries()
                        .forEach(entry -> strip.put(
                                entry.key().text(),
                                entry.value().items().stream()
                                        .map(YamlNode::text)
                                        .toList())));
        return strip;
    }

    private static DemoKind kind(YamlNode node) {
        YamlNode category = node.find("category").orElseThrow(() -> node.error("a kind needs its category"));
        return new DemoKind(
                category.text(),
                find(node, "each"),
                Integer.parseInt(text(node, "every", "1")),
                Integer.parseInt(text(node, "count", "0")),
                words(node, "if_ending"),
                words(node, "unless_ending"),
                text(node, "in_charge", "false").equals("true"),
                find(node, "in_charge_of"),
                items(node, "names").stream().map(DemoSettings::localText).toList(),
                words(node, "hours"),
                Double.parseDouble(text(node, "appointments", "0")),
                Double.parseDouble(text(node, "accessible", "0")));
    }

    private static LocalText localText(YamlNode node) {
        Map<String, String> byTag = new HashMap<>();
        node.entries()
                .forEach(entry -> byTag.put(entry.key().text(), entry.value().text()));
        return new LocalText(byTag);
    }

    private static List<YamlNode> items(YamlNode node, String key) {
        return node.find(key).map(YamlNode::items).orElse(List.of());
    }

    private static List<String> words(YamlNode node, String key) {
        return items(node, key).stream().map(YamlNode::text).toList();
    }

    private static @Nullable String find(YamlNode node, String key) {
        return node.find(key).map(YamlNode::text).orElse(null);
    }

    private static String text(YamlNode node, String key, String otherwise) {
        return node.find(key).map(YamlNode::text).orElse(otherwise);
    }
}
