package org.servicemap.citypack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.servicemap.text.Attempts;
import org.servicemap.text.YamlNode;

/** What may stand at a place of {@code pack.yml}; a fault names line and key, of a block or list all that are wrong. */
interface Shape {
    /** Whatever; somebody else checks it. */
    Shape ANYTHING = (path, node) -> {};

    Shape TEXT = (path, node) -> require(node.isScalar(), path, node, "one text was expected");

    Shape TRUTH = (path, node) -> require(
            node.isScalar() && List.of("true", "false").contains(node.text()),
            path,
            node,
            "true or false was expected");

    /** A name: one text, or one for each language. */
    Shape NAME = (path, node) -> {
        if (node.isMapping()) {
            node.entries().forEach(entry -> TEXT.check(path + "." + entry.key().text(), entry.value()));
        } else {
            TEXT.check(path, node);
        }
    };

    Shape REGEX = (path, node) -> {
        TEXT.check(path, node);
        try {
            Pattern.compile(node.text());
        } catch (PatternSyntaxException e) {
            throw fault(path, node, "«" + node.text() + "» is no pattern: " + e.getDescription());
        }
    };

    /** @throws PackException {@code bad_value} or {@code unknown_key} */
    void check(String path, YamlNode node);

    static Shape number(double min, double max) {
        return (path, node) -> {
            String text = node.isScalar() ? node.text() : "";
            require(
                    text.matches("-?\\d+(\\.\\d+)?")
                            && Double.parseDouble(text) >= min
                            && Double.parseDouble(text) <= max,
                    path,
                    node,
                    "a number from " + shown(min) + " to " + shown(max) + " was expected"
                            + (text.isEmpty() ? "" : ", not «" + text + "»"));
        };
    }

    static Shape integer(int min, int max) {
        return (path, node) -> {
            number(min, max).check(path, node);
            require(!node.text().contains("."), path, node, "a whole number was expected, not «" + node.text() + "»");
        };
    }

    private static String shown(double bound) {
        return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
    }

    /** One of an enumeration's words in lower case. */
    static <E extends Enum<E>> Shape word(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        return (path, node) -> require(
                node.isScalar() && words.contains(node.text()), path, node, "one of " + words + " was expected");
    }

    /** A list; one value alone is a list of one. */
    static Shape list(Shape item) {
        return (path, node) -> {
            if (!node.isNull()) {
                Attempts<PackException> attempts = new Attempts<>(PackException.class);
                node.items().forEach(each -> attempts.run(() -> item.check(path, each)));
                requireNone(attempts);
            }
        };
    }

    /** A block with these keys and no others; a key left out or empty is fine. */
    static Shape block(Map<String, Shape> keys) {
        Map<String, Shape> known = new TreeMap<>(keys);
        return (path, node) -> {
            require(node.isMapping(), path, node, "a block (key: value) was expected");
            Attempts<PackException> attempts = new Attempts<>(PackException.class);
            node.entries().forEach(entry -> attempts.run(() -> check(path, entry, known)));
            requireNone(attempts);
        };
    }

    private static void check(String path, YamlNode.Entry entry, Map<String, Shape> known) {
        String key = entry.key().text();
        Shape shape = known.get(key);
        if (shape == null) {
            throw new PackException(
                    "unknown_key",
                    CityPack.MAIN_FILE,
                    entry.key().line(),
                    path + ": unknown key «" + key + "»; known here: " + known.keySet());
        }
        if (!entry.value().isNull()) {
            shape.check(path + "." + key, entry.value());
        }
    }

    private static void requireNone(Attempts<PackException> attempts) {
        if (!attempts.faults().isEmpty()) {
            throw PackException.ofAll(attempts.faults());
        }
    }

    /** As {@link #block}, but these must be there. */
    static Shape block(Map<String, Shape> keys, String... needed) {
        Shape block = block(keys);
        return (path, node) -> {
            Attempts<PackException> attempts = new Attempts<>(PackException.class);
            attempts.run(() -> block.check(path, node));
            for (String key : node.isMapping() ? needed : new String[0]) {
                attempts.run(() -> require(node.find(key).isPresent(), path, node, "«" + key + "» is missing"));
            }
            requireNone(attempts);
        };
    }

    /** Either of two, told apart by whether it is one text. */
    static Shape textOr(Shape other) {
        return (path, node) -> {
            if (!node.isScalar()) {
                other.check(path, node);
            }
        };
    }

    private static void require(boolean holds, String path, YamlNode node, String message) {
        if (!holds) {
            throw fault(path, node, message);
        }
    }

    private static PackException fault(String path, YamlNode node, String message) {
        return new PackException("bad_value", CityPack.MAIN_FILE, node.line(), path + ": " + message);
    }
}
