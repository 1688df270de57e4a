package org.servicemap.citypack;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/** Reads a pack's YAML into records; every fault names file, line and key. */
final class PackYaml {
    private static final ObjectMapper MAPPER = YAMLMapper.builder(
                    // a field called NO is no "false"
                    new YAMLFactory().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS))
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int MOST_FAULTS = 100;

    private PackYaml() {}

    /**
     * What could be read of a file.
     *
     * @param value without what could not be; null when nothing is left to speak of
     * @param unread keys with a value that could not be read
     */
    record Reading<T>(@Nullable T value, List<PackException> faults, Set<String> unread) {}

    /** @throws PackException when it is no YAML */
    static <T> Reading<T> read(Path file, String shownName, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            throw new PackException("missing_file", shownName, 0, "there is no such file");
        }
        try {
            T value = MAPPER.readValue(file.toFile(), type);
            if (value == null) {
                throw new PackException("bad_yaml", shownName, 0, "the file is empty");
            }
            return new Reading<>(value, List.of(), Set.of());
        } catch (JsonMappingException e) {
            return readable(file, shownName, type, e);
        } catch (JsonProcessingException e) {
            throw new PackException("bad_yaml", shownName, line(e), firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new PackException("bad_yaml", shownName, 0, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** Takes out what is at fault until the rest can be read; what was taken out are the faults. */
    private static <T> Reading<T> readable(Path file, String shownName, Class<T> type, JsonMappingException first) {
        List<PackException> faults = new ArrayList<>();
        Set<String> unread = new TreeSet<>();
        try {
            JsonNode tree = MAPPER.readTree(file.toFile());
            while (faults.size() < MOST_FAULTS) {
                try {
                    T value = MAPPER.treeToValue(tree, type);
                    return new Reading<>(
                            value, faults.isEmpty() ? List.of(fault(first, file, shownName)) : faults, unread);
                } catch (JsonMappingException e) {
                    faults.add(fault(e, file, shownName));
                    unread.add(path(e));
                    if (!remove(tree, e.getPath())) {
                        break;
                    }
                }
            }
        } catch (IOException e) {
            faults.add(fault(first, file, shownName));
        }
        return new Reading<>(null, faults, unread);
    }

    /** An item of a list leaves its place empty, so that those behind it keep theirs. */
    private static boolean remove(JsonNode tree, List<JsonMappingException.Reference> path) {
        JsonNode node = tree;
        for (JsonMappingException.Reference step : path.subList(0, Math.max(0, path.size() - 1))) {
            node = step.getFieldName() != null ? node.path(step.getFieldName()) : node.path(step.getIndex());
        }
        if (path.isEmpty()) {
            return false;
        }
        JsonMappingException.Reference last = path.get(path.size() - 1);
        if (node instanceof ObjectNode object && last.getFieldName() != null) {
            return object.remove(last.getFieldName()) != null;
        }
        if (node instanceof ArrayNode array && array.hasNonNull(last.getIndex())) {
            array.setNull(last.getIndex());
            return true;
        }
        return false;
    }

    private static PackException fault(JsonMappingException e, Path file, String shownName) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String message =
                    "unknown key «" + unknown.getPropertyName() + "»; known here: " + unknown.getKnownPropertyIds();
            return new PackException("unknown_key", shownName, line(e, file), message, e);
        }
        String where = path(e);
        String message = (where.isEmpty() ? "" : "at " + where + ": ") + expected(e);
        return new PackException("bad_value", shownName, line(e, file), message, e);
    }

    /** In words that say nothing of the program. */
    private static String expected(JsonMappingException e) {
        Class<?> wanted = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (wanted == null) {
            return String.valueOf(e.getOriginalMessage());
        }
        String found = e instanceof InvalidFormatException format ? ", not «" + format.getValue() + "»" : "";
        return form(wanted) + " was expected" + found;
    }

    private static String form(Class<?> wanted) {
        if (wanted == Boolean.class) {
            return "true or false";
        }
        if (wanted == String.class) {
            return "one text";
        }
        if (Collection.class.isAssignableFrom(wanted)) {
            return "a list";
        }
        if (wanted == Double.class) {
            return "a number";
        }
        return wanted == Integer.class || wanted == int.class ? "a whole number" : "a block (key: value)";
    }

    /** The file's nodes, with their lines. */
    static YamlNode parse(Path file) {
        try {
            return YamlNode.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The line of the deepest part of a key such as {@code areas.layers.file} or {@code overlays.road.crs} that stands in the
     * file; 0 when none does. Items of a list are found by their {@code id} or {@code level}, else by the first that has the next part.
     */
    static long lineOf(Path file, String key) {
        try {
            return lineOf(parse(file), key);
        } catch (YamlException | UncheckedIOException unreadable) {
            return 0;
        }
    }

    private static long lineOf(YamlNode root, String key) {
        YamlNode node = root;
        long line = 0;
        for (String part : key.replaceAll("\\[(\\d+)]", ".$1").split("\\.")) {
            YamlNode found = node.isSequence() ? item(node, part) : node;
            if (node.isSequence() && found != null && key(found, part) == null) {
                node = found;
                line = found.line();
                continue;
            }
            YamlNode name = found == null ? null : key(found, part);
            if (found == null || name == null) {
                break;
            }
            line = name.line();
            node = found.find(part).orElse(name);
        }
        return line;
    }

    /** By number, by what names it, or the first in which the key stands. */
    private static @Nullable YamlNode item(YamlNode list, String part) {
        if (part.matches("\\d{1,6}")) {
            int index = Integer.parseInt(part);
            return index < list.items().size() ? list.items().get(index) : null;
        }
        return list.items().stream()
                .filter(item -> isNamed(item, "id", part) || isNamed(item, "level", part))
                .findFirst()
                .or(() -> list.items().stream()
                        .filter(item -> key(item, part) != null)
                        .findFirst())
                .orElse(null);
    }

    private static boolean isNamed(YamlNode item, String key, String name) {
        return item.isMapping()
                && item.find(key)
                        .filter(value -> value.isScalar() && value.text().equals(name))
                        .isPresent();
    }

    private static long line(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? 0 : Math.max(0, location.getLineNr());
    }

    /**
     * Jackson reports a record's faults where the record ends; the exception's path, followed through the document, leads to
     * the line that a person has to mend.
     */
    private static long line(JsonMappingException e, Path file) {
        try {
            YamlNode node = YamlNode.parse(Files.readString(file));
            int line = node.line();
            for (JsonMappingException.Reference step : e.getPath()) {
                YamlNode found = step.getFieldName() != null ? key(node, step.getFieldName()) : null;
                if (found != null) {
                    line = found.line();
                    node = node.find(step.getFieldName()).orElse(found);
                } else if (step.getIndex() >= 0 && node.isSequence()) {
                    node = node.items().get(step.getIndex());
                    line = node.line();
                } else {
                    break;
                }
            }
            return line;
        } catch (IOException | YamlException unreadable) {
            return line(e);
        }
    }

    private static @Nullable YamlNode key(YamlNode mapping, String name) {
        if (!mapping.isMapping()) {
            return null;
        }
        return mapping.entries().stream()
                .map(YamlNode.Entry::key)
                .filter(key -> key.text().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() != null) {
                path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
    }
}
