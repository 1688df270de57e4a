package org.servicemap.insights.briefs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where two sets of figures differ. Rows of lists are matched by their code, so that a row that moved is the same row. Pure. */
final class BriefCheck {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double NOISE = 1e-9;

    private BriefCheck() {}

    /**
     * A value that is not what it was.
     *
     * @param path members and codes between slashes: {@code counts/received/n}
     * @param then null: it was not there
     * @param now null: it is not there any more
     */
    record Difference(
            String path, @Nullable String then, @Nullable String now) {}

    static List<Difference> between(String then, String now) {
        return between(then, now, node -> true);
    }

    /** What things are called may differ; a row that came or went is found by its numbers. */
    static List<Difference> numbersBetween(String then, String now) {
        return between(then, now, JsonNode::isNumber);
    }

    private static List<Difference> between(String then, String now, Predicate<JsonNode> compared) {
        Map<String, JsonNode> before = flat(then);
        Map<String, JsonNode> after = flat(now);
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<Difference> found = new ArrayList<>();
        for (String path : paths) {
            JsonNode one = before.get(path);
            JsonNode other = after.get(path);
            if (!same(one, other) && (test(compared, one) || test(compared, other))) {
                found.add(new Difference(path, text(one), text(other)));
            }
        }
        return found;
    }

    private static boolean test(Predicate<JsonNode> compared, @Nullable JsonNode node) {
        return node != null && compared.test(node);
    }

    private static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.isNumber() && other.isNumber()
                ? Math.abs(one.asDouble() - other.asDouble()) <= NOISE * Math.max(1, Math.abs(one.asDouble()))
                : one.equals(other);
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : value.asText();
    }

    private static Map<String, JsonNode> flat(String json) {
        try {
            Map<String, JsonNode> found = new TreeMap<>();
            flatten("", JSON.readTree(json), found);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, JsonNode> found) {
        if (node.isObject()) {
            node.properties().forEach(each -> flatten(join(path, each.getKey()), each.getValue(), found));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode code = node.get(i).path("code");
                flatten(join(path, code.isTextual() ? code.asText() : Integer.toString(i)), node.get(i), found);
            }
        } else {
            found.put(path, node);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
