package org.servicemap.text;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML in which everything still knows its line and column, so that whoever reads it can say where a mistake is. Scalars
 * are always text, exactly as written: {@code 010}, {@code no} and {@code 22:00} stay what they are. Keys stand once.
 * Anchors, aliases and merge keys are refused, which also keeps a small file from becoming a large tree. Immutable.
 */
public final class YamlNode {
    private static final int MAX_CHARACTERS = 20_000_000;
    private static final int MAX_DEPTH = 40;

    private final Node node;
    private final List<Entry> entries;
    private final List<YamlNode> items;

    /** One key of a mapping with its value. */
    public record Entry(YamlNode key, YamlNode value) {}

    private YamlNode(Node node, List<Entry> entries, List<YamlNode> items) {
        this.node = node;
        this.entries = entries;
        this.items = items;
    }

    /** Reads one document; {@link YamlException} when it is empty, not YAML, or more than one. */
    public static YamlNode parse(String yaml) {
        Node root = compose(yaml);
        if (root == null) {
            throw new YamlException(1, 1, "the file is empty");
        }
        return of(root, new HashSet<>(), 0);
    }

    private static @Nullable Node compose(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new YamlException(lineOf(mark), columnOf(mark), String.valueOf(e.getProblem()));
        } catch (org.yaml.snakeyaml.error.YAMLException e) {
            throw new YamlException(1, 1, String.valueOf(e.getMessage()));
        }
    }

    private static YamlNode of(Node node, Set<Node> seen, int depth) {
        if (!seen.add(node)) {
            throw at(node, "aliases (*name) are not used here: write it out");
        }
        if (depth > MAX_DEPTH) {
            throw at(node, "nested too deeply");
        }
        if (node instanceof MappingNode mapping) {
            return new YamlNode(node, entries(mapping, seen, depth), List.of());
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(of(item, seen, depth + 1)));
            return new YamlNode(node, List.of(), List.copyOf(items));
        }
        return new YamlNode(node, List.of(), List.of());
    }

    private static List<Entry> entries(MappingNode mapping, Set<Node> seen, int depth) {
        List<Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = of(tuple.getKeyNode(), seen, depth + 1);
            if (!key.isScalar()) {
                throw at(tuple.getKeyNode(), "a key is plain text");
            }
            if (!keys.add(key.text())) {
                throw at(tuple.getKeyNode(), "the key «" + key.text() + "» stands twice");
            }
            entries.add(new Entry(key, of(tuple.getValueNode(), seen, depth + 1)));
        }
        return List.copyOf(entries);
    }

    private static YamlException at(Node node, String message) {
        return new YamlException(lineOf(node.getStartMark()), columnOf(node.getStartMark()), message);
    }

    private static int lineOf(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private static int columnOf(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getColumn() + 1;
    }

    public int line() {
        return lineOf(node.getStartMark());
    }

    public int column() {
        return columnOf(node.getStartMark());
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isSequence() {
        return node instanceof SequenceNode;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    /** Whether nothing is written here (an empty value, {@code ~} or {@code null}). */
    public boolean isNull() {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN
                && Set.of("", "~", "null").contains(scalar.getValue());
    }

    /** The text of a scalar as written (without quotes); {@link YamlException} for anything else. */
    public String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error("one text was expected, not a list or a mapping");
    }

    /** The entries of a mapping in the file's order; {@link YamlException} for anything else. */
    public List<Entry> entries() {
        if (!isMapping()) {
            throw error("a mapping (key: value) was expected");
        }
        return entries;
    }

    /** The items of a list; anything else is a list of one, so that {@code a} and {@code [a]} read alike. */
    public List<YamlNode> items() {
        return isSequence() ? items : List.of(this);
    }

    /** The value of a key, unless it is missing or null. */
    public Optional<YamlNode> find(String key) {
        return entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .map(Entry::value)
                .filter(value -> !value.isNull())
                .findFirst();
    }

    /** An error at this node's place. */
    public YamlException error(String message) {
        return new YamlException(line(), column(), message);
    }
}
