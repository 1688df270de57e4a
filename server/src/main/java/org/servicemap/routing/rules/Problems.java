package org.servicemap.routing.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/** Collects what is wrong while reading goes on, so that one run shows every mistake. Not thread-safe. */
final class Problems {

    /** The language tag "undetermined": a text that is given once for all languages. */
    private static final String ALL_LANGUAGES = "und";

    private final List<Problem> list = new ArrayList<>();
    private @Nullable String rule;

    void inRule(@Nullable String id) {
        rule = id;
    }

    void add(String code, YamlNode node, String zh, String en) {
        list.add(Problem.of(code, Mark.of(node), rule, zh, en));
    }

    void badValue(YamlNode node, String zh, String en) {
        add("bad_value", node, zh, en);
    }

    /** Runs a reader; a node of an unexpected shape becomes a problem and the fallback is taken. */
    <T> T guard(T fallback, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (YamlException e) {
            String message = String.valueOf(e.getMessage());
            list.add(Problem.of(e.code(), new Mark(e.line(), e.column()), rule, "YAML 有误：" + message, message));
            return fallback;
        }
    }

    void onlyKeys(YamlNode mapping, Set<String> known) {
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                String there = String.join(", ", new TreeSet<>(known));
                add(
                        "unknown_key",
                        entry.key(),
                        "未知的键 " + key + "；可用：" + there,
                        "unknown key «" + key + "»; there are: " + there);
            }
        }
    }

    /** Text by language, or one text that stands for all languages. */
    LocalText text(YamlNode node) {
        if (node.isScalar()) {
            return LocalText.of(ALL_LANGUAGES, node.text());
        }
        Map<String, String> byTag = new HashMap<>();
        node.entries()
                .forEach(entry -> byTag.put(entry.key().text(), entry.value().text()));
        return new LocalText(byTag);
    }

    List<Problem> all() {
        return List.copyOf(list);
    }

    void throwIfAny() {
        if (!list.isEmpty()) {
            throw new CatalogueException(list);
        }
    }
}
