package org.servicemap.requests.imports;

import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.YamlException;
import org.servicemap.text.YamlNode;

/** Reads a mapping, as {@code gis-data/README.md} describes it; every mistake is told with its line. */
public final class MappingReader {
    private static final int FORMAT = 1;
    /** A filing takes no more: every row would be refused. */
    private static final int MOST_PLACES = 4;

    private MappingReader() {}

    /** {@link ImportException} {@code bad_mapping} with line and key. */
    public static ImportMapping read(String yaml) {
        try {
            return mapping(YamlNode.parse(yaml));
        } catch (YamlException e) {
            throw new ImportException(
                    ImportException.BAD_MAPPING,
                    "line " + e.line() + ", column " + e.column() + " of the mapping: " + e.getMessage());
        }
    }

    private static ImportMapping mapping(YamlNode root) {
        known(
                root,
                "format",
                "source",
                "encoding",
                "sheet",
                "id",
                "time",
                "text",
                "channel",
                "hotline",
                "kind",
                "category",
                "urgency",
                "language",
                "place",
                "places",
                "contact",
                "agency",
                "status");
        if (!required(root, "format").text().equals(Integer.toString(FORMAT))) {
            throw required(root, "format").error("format is " + FORMAT);
        }
        return new ImportMapping(
                required(root, "source").text(),
                encoding(root),
                text(root, "sheet"),
                value(required(root, "id"), "-"),
                time(required(root, "time")),
                value(required(root, "text"), "\n"),
                root.find("channel").map(MappingReader::value).orElse(fixed("merged_hotline")),
                find(root, "hotline"),
                find(root, "kind"),
                find(root, "category"),
                find(root, "urgency"),
                text(root, "language"),
                root.find("place").map(MappingReader::place).orElse(NOWHERE),
                root.find("places").map(MappingReader::places).orElse(Map.of()),
                root.find("contact").map(MappingReader::contact).orElse(NOBODY),
                find(root, "agency"),
                root.find("status").map(MappingReader::status).orElse(null));
    }

    private static final ImportMapping.PlaceMapping NOWHERE =
            new ImportMapping.PlaceMapping("pin", null, null, "wgs84", null, null, null, null, null);
    private static final ImportMapping.ContactMapping NOBODY =
            new ImportMapping.ContactMapping(null, null, null, null, null);

    private static String encoding(YamlNode root) {
        String name = text(root, "encoding");
        if (name != null && !Charset.isSupported(name)) {
            throw required(root, "encoding").error("there is no encoding " + name);
        }
        return name == null ? "UTF-8" : name;
    }

    private static Map<String, ImportMapping.PlaceMapping> places(YamlNode node) {
        if (node.entries().size() > MOST_PLACES) {
            throw node.error("a request has at most " + MOST_PLACES + " further places");
        }
        Map<String, ImportMapping.PlaceMapping> places = new LinkedHashMap<>();
        for (YamlNode.Entry entry : node.entries()) {
            String role = entry.key().text();
            if (!role.matches("[A-Za-z0-9_-]{1,40}") || role.equals("incident")) {
                throw entry.key().error("a role is a word such as residence or registered; the incident's is place");
            }
            places.put(role, place(entry.value()));
        }
        return places;
    }

    private static ImportMapping.PlaceMapping place(YamlNode node) {
        known(node, "kind", "x", "y", "crs", "accuracy", "address", "find", "level", "area");
        String kind = text(node, "kind");
        if (kind != null && !Set.of("gps", "pin", "address", "place").contains(kind)) {
            throw required(node, "kind").error("kind is gps, pin, address or place");
        }
        if (node.find("x").isPresent() != node.find("y").isPresent()) {
            throw node.error("x and y go together");
        }
        if (node.find("level").isPresent() != node.find("area").isPresent()) {
            throw node.error("level and area go together");
        }
        return new ImportMapping.PlaceMapping(
                kind == null ? "pin" : kind,
                find(node, "x"),
                find(node, "y"),
                node.find("crs").map(YamlNode::text).orElse("wgs84"),
                find(node, "accuracy"),
                node.find("address").map(each -> value(each, " ")).orElse(null),
                node.find("find").map(MappingReader::confidence).orElse(null),
                text(node, "level"),
                find(node, "area"));
    }

    private static Double confidence(YamlNode node) {
        try {
            double value = Double.parseDouble(node.text());
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through: answered below
        }
        throw node.error("find is a confidence from 0 to 1");
    }

    private static ImportMapping.ContactMapping contact(YamlNode node) {
        known(node, "name", "phone", "email", "address", "enterprise");
        return new ImportMapping.ContactMapping(
                find(node, "name"),
                find(node, "phone"),
                find(node, "email"),
                find(node, "address"),
                find(node, "enterprise"));
    }

    private static ImportMapping.StatusMapping status(YamlNode node) {
        known(node, "column", "closed", "skip", "time", "outcome", "reply", "contacted", "solved", "satisfaction");
        YamlNode time = required(node, "time");
        boolean otherwise = time.isMapping()
                && time.find("otherwise").map(YamlNode::text).orElse("").equals("received");
        return new ImportMapping.StatusMapping(
                value(required(node, "column")),
                words(required(node, "closed")),
                node.find("skip").map(MappingReader::words).orElse(Set.of()),
                time(time),
                otherwise,
                node.find("outcome").map(MappingReader::value).orElse(fixed("solved")),
                node.find("reply").map(each -> value(each, "\n")).orElse(null),
                find(node, "contacted"),
                find(node, "solved"),
                find(node, "satisfaction"));
    }

    private static Set<String> words(YamlNode node) {
        Set<String> words = new LinkedHashSet<>();
        node.items().forEach(item -> words.add(item.text()));
        return words;
    }

    private static TimeValue time(YamlNode node) {
        if (node.isScalar()) {
            return new TimeValue(node.text(), List.of(), null);
        }
        known(node, "column", "format", "zone", "otherwise");
        List<DateTimeFormatter> formats = new ArrayList<>();
        node.find("format").ifPresent(format -> format.items().forEach(each -> formats.add(format(each))));
        return new TimeValue(
                required(node, "column").text(),
                formats,
                node.find("zone").map(MappingReader::zone).orElse(null));
    }

    private static DateTimeFormatter format(YamlNode node) {
        try {
            return TimeValue.format(node.text());
        } catch (IllegalArgumentException e) {
            throw node.error("no pattern of a time: " + e.getMessage());
        }
    }

    private static ZoneId zone(YamlNode node) {
        try {
            return ZoneId.of(node.text());
        } catch (DateTimeException e) {
            throw node.error("no time zone: " + node.text());
        }
    }

    private static @Nullable ColumnValue find(YamlNode node, String key) {
        return node.find(key).map(MappingReader::value).orElse(null);
    }

    private static ColumnValue value(YamlNode node) {
        return value(node, " ");
    }

    /** A text or list names columns; a mapping says more. */
    private static ColumnValue value(YamlNode node, String separator) {
        if (!node.isMapping()) {
            return new ColumnValue(columns(node), null, separator, Map.of(), null);
        }
        known(node, "column", "value", "map", "otherwise", "separator");
        String fixed = text(node, "value");
        if ((fixed == null) == node.find("column").isEmpty()) {
            throw node.error("give either column or value");
        }
        return new ColumnValue(
                node.find("column").map(MappingReader::columns).orElse(List.of()),
                fixed,
                node.find("separator").map(YamlNode::text).orElse(separator),
                node.find("map").map(MappingReader::map).orElse(Map.of()),
                text(node, "otherwise"));
    }

    private static List<String> columns(YamlNode node) {
        return node.items().stream().map(YamlNode::text).map(String::strip).toList();
    }

    private static Map<String, String> map(YamlNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.entries()
                .forEach(entry -> map.put(entry.key().text(), entry.value().text()));
        return map;
    }

    private static ColumnValue fixed(String value) {
        return new ColumnValue(List.of(), value, " ", Map.of(), null);
    }

    private static @Nullable String text(YamlNode node, String key) {
        return node.find(key).map(YamlNode::text).orElse(null);
    }

    private static YamlNode required(YamlNode node, String key) {
        return node.find(key).orElseThrow(() -> node.error(key + " is missing"));
    }

    private static void known(YamlNode node, String... keys) {
        List<String> known = Arrays.asList(keys);
        node.entries().forEach(entry -> {
            if (!known.contains(entry.key().text())) {
                throw entry.key()
                        .error("there is no key " + entry.key().text() + " here; there are "
                                + String.join(", ", known));
            }
        });
    }
}
