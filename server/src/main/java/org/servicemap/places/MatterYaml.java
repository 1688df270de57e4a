package org.servicemap.places;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.Attempts;
import org.servicemap.text.LocalText;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;
import org.servicemap.units.RowFault;

/** A pack's {@code matters.yml}: a list under {@code matters}. */
public final class MatterYaml {
    private static final Set<String> KEYS =
            Set.of("code", "name", "documents", "duration", "fee", "link", "minutes", "categories");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private MatterYaml() {}

    /** {@link PlaceException} names file and line of all that is wrong. */
    public static List<Matter> read(String yaml, String file) {
        return read(yaml, file, matter -> List.of());
    }

    /** The same, for which the categories named must exist. */
    public static List<Matter> read(String yaml, String file, PlaceCategories categories) {
        return read(yaml, file, matter -> unknownCategories(matter, categories));
    }

    /** @param doubts what else may be wrong with a matter */
    private static List<Matter> read(String yaml, String file, Function<Matter, List<LocalText>> doubts) {
        List<Matter> matters = new ArrayList<>();
        List<RowFault> faults = new ArrayList<>();
        Attempts<YamlException> attempts = new Attempts<>(YamlException.class);
        Set<String> codes = new HashSet<>();
        for (YamlNode item : Objects.requireNonNullElse(attempts.of(() -> items(yaml)), List.<YamlNode>of())) {
            keys(item).forEach(key -> attempts.run(() -> requireKnown(key)));
            attempts.run(() -> {
                Matter matter = matter(item);
                matters.add(matter);
                doubts.apply(matter)
                        .forEach(doubt ->
                                faults.add(new RowFault(file, item.line(), "categories", "unknown_category", doubt)));
                if (!codes.add(matter.code())) {
                    throw item.error("«" + matter.code() + "» stands twice");
                }
            });
        }
        attempts.faults().forEach(fault -> faults.add(fault(file, fault)));
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingLong(RowFault::line));
            throw new PlaceException(faults);
        }
        return matters;
    }

    private static List<YamlNode> items(String yaml) {
        YamlNode root = YamlNode.parse(yaml);
        return root.find("matters")
                .orElseThrow(() -> root.error("the file needs a list «matters»"))
                .items();
    }

    private static RowFault fault(String file, YamlException fault) {
        String message = String.valueOf(fault.getMessage());
        return CsvRows.fault(file, fault.line(), "", "bad_matter", message, message);
    }

    static List<Matter> read(String yaml) {
        return read(yaml, "matters.yml");
    }

    private static List<YamlNode> keys(YamlNode item) {
        return item.isMapping()
                ? item.entries().stream().map(YamlNode.Entry::key).toList()
                : List.of();
    }

    private static void requireKnown(YamlNode key) {
        if (!KEYS.contains(key.text())) {
            throw key.error("unknown key «" + key.text() + "»");
        }
    }

    private static Matter matter(YamlNode item) {
        try {
            return new Matter(
                    need(item, "code").text(),
                    text(need(item, "name")),
                    items(item, "documents").stream().map(MatterYaml::text).toList(),
                    item.find("duration").map(MatterYaml::text).orElse(LocalText.EMPTY),
                    item.find("fee").map(MatterYaml::text).orElse(LocalText.EMPTY),
                    item.find("link").map(YamlNode::text).orElse(null),
                    minutes(item),
                    items(item, "categories").stream().map(YamlNode::text).toList());
        } catch (PlaceException e) {
            throw item.error(e.field() + ": " + e.getMessage());
        }
    }

    private static List<YamlNode> items(YamlNode item, String key) {
        return item.find(key).map(YamlNode::items).orElse(List.of());
    }

    private static YamlNode need(YamlNode item, String key) {
        return item.find(key).orElseThrow(() -> item.error("a matter needs its " + key));
    }

    private static LocalText text(YamlNode node) {
        Map<String, String> byTag = new HashMap<>();
        node.entries()
                .forEach(entry -> byTag.put(entry.key().text(), entry.value().text()));
        return new LocalText(byTag);
    }

    private static @Nullable Integer minutes(YamlNode item) {
        YamlNode node = item.find("minutes").orElse(null);
        if (node == null) {
            return null;
        }
        if (!node.text().matches("\\d{1,4}")) {
            throw node.error("minutes are a whole number");
        }
        return Integer.valueOf(node.text());
    }

    /** The file again: what {@link #read} makes the same matters of. */
    public static String write(List<Matter> matters) {
        try {
            return YAML.writeValueAsString(
                    Map.of("matters", matters.stream().map(MatterYaml::map).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("matters have always a YAML form", e);
        }
    }

    private static Map<String, Object> map(Matter matter) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("code", matter.code());
        map.put("name", matter.name());
        map.put("documents", matter.documents());
        map.put("duration", matter.duration());
        map.put("fee", matter.fee());
        put(map, "link", matter.link());
        put(map, "minutes", matter.minutes());
        map.put("categories", matter.categories());
        return map;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static List<LocalText> unknownCategories(Matter matter, PlaceCategories categories) {
        return matter.categories().stream()
                .filter(code -> categories.find(code).isEmpty())
                .map(code -> LocalText.of(
                        "zh",
                        "事项 " + matter.code() + " 的分类 " + code + " 不存在",
                        "en",
                        "matter " + matter.code() + " names the category " + code + ", which there is not"))
                .toList();
    }
}
