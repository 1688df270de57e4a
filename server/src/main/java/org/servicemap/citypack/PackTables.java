package org.servicemap.citypack;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.calendars.CalendarException;
import org.servicemap.calendars.CalendarYaml;
import org.servicemap.knowledge.Article;
import org.servicemap.knowledge.ArticleException;
import org.servicemap.knowledge.ArticleYaml;
import org.servicemap.units.KnownPlaces;
import org.servicemap.units.KnownTerms;
import org.servicemap.units.RowFault;
import org.servicemap.units.Table;
import org.servicemap.units.UnitChecks;
import org.servicemap.units.UnitTables;
import org.servicemap.units.UnitsCsv;

/** The tables and texts of a pack: units, categories, hotlines, calendar, catalogue with its examples. */
final class PackTables {
    private final CityPack pack;

    PackTables(CityPack pack) {
        this.pack = pack;
    }

    /** Reads and checks the three tables; {@link PackException} lists every fault with file, line and column. */
    UnitTables units(KnownPlaces places) {
        PackFile file = pack.file();
        var units = table(file.units(), "units", UnitsCsv::units);
        var categories = table(file.categories(), "categories", UnitsCsv::categories);
        var hotlines = table(file.hotlines(), "hotlines", UnitsCsv::hotlines);
        List<RowFault> faults = UnitChecks.check(units, categories, hotlines, places, terms());
        if (!faults.isEmpty()) {
            throw PackException.ofRows(faults);
        }
        return new UnitTables(units.values(), categories.values(), hotlines.values());
    }

    /** Reads a table with columns in the pack's languages. */
    private interface TableReader<T> {
        Table<T> read(Reader csv, String file, Collection<String> languages);
    }

    private <T> Table<T> table(@Nullable String name, String key, TableReader<T> reader) {
        if (name == null) {
            return Table.of(key, List.of());
        }
        return reader.read(new StringReader(read(name, key)), name, pack.file().languages());
    }

    /** The words that the pack's process section defines; a list that is missing allows any word. */
    private KnownTerms terms() {
        return new KnownTerms(ids("unit_kinds"), ids("urgency_classes"), ids("flags"));
    }

    private Set<String> ids(String key) {
        Map<String, Object> process = pack.file().process();
        Object list = process == null ? null : process.get(key);
        Set<String> ids = new HashSet<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                Object id = item instanceof Map<?, ?> map ? map.get("id") : null;
                if (id == null) {
                    throw CityPack.fault("process." + key, "every entry needs an id");
                }
                ids.add(id.toString());
            }
        }
        return ids;
    }

    /** The calendar's text, checked; null when the pack has none. */
    @Nullable
    String calendar() {
        String name = pack.file().calendar();
        if (name == null) {
            return null;
        }
        String yaml = read(name, "calendar");
        try {
            CalendarYaml.read(yaml);
        } catch (CalendarException e) {
            throw PackException.ofAll(e.all().stream()
                    .map(fault ->
                            new PackException(fault.code(), name, fault.line(), String.valueOf(fault.getMessage()), e))
                    .toList());
        }
        return yaml;
    }

    /** The articles' text, checked against units and categories; null when the pack has none. */
    @Nullable
    String articles(UnitTables tables) {
        String name = pack.file().articles();
        if (name == null) {
            return null;
        }
        String yaml = read(name, "articles");
        try {
            requireKnown(name, ArticleYaml.read(yaml), tables);
        } catch (ArticleException e) {
            throw PackException.ofAll(e.all().stream()
                    .map(fault ->
                            new PackException(fault.code(), name, fault.line(), String.valueOf(fault.getMessage()), e))
                    .toList());
        }
        return yaml;
    }

    private static void requireKnown(String file, List<Article> articles, UnitTables tables) {
        Set<String> known = new HashSet<>();
        tables.units().forEach(unit -> known.add(unit.code()));
        tables.categories().forEach(category -> known.add(category.code()));
        List<String> unknown = articles.stream()
                .flatMap(article -> Stream.concat(article.units().stream(), article.categories().stream())
                        .filter(code -> !known.contains(code))
                        .map(code -> "article «" + article.code() + "» names «" + code + "»"))
                .toList();
        if (!unknown.isEmpty()) {
            List<Finding> findings = unknown.stream()
                    .map(why -> Finding.unread("unknown_code", file, 0, why))
                    .toList();
            throw PackException.of("unknown_code", file, 0, String.join("\n", unknown), findings);
        }
    }

    /** The catalogue's text; null when the pack has none. */
    @Nullable
    String catalogue() {
        String name = pack.file().catalogue();
        return name == null ? null : read(name, "catalogue");
    }

    /** The text of the examples beside the catalogue ({@code catalogue.yml} → {@code catalogue.spec.yml}), or null. */
    @Nullable
    String catalogueSpec() {
        String catalogue = pack.file().catalogue();
        if (catalogue == null) {
            return null;
        }
        String spec = specFile(catalogue);
        return !spec.equals(catalogue) && Files.isRegularFile(pack.folder().resolve(spec))
                ? read(spec, "catalogue")
                : null;
    }

    static String specFile(String catalogue) {
        return catalogue.replaceFirst("(\\.ya?ml)$", ".spec$1");
    }

    private String read(String name, String key) {
        Path path = pack.resolve(name, key);
        try {
            String text = Files.readString(path);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new PackException("bad_encoding", name, 0, "is not UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new PackException("missing_file", name, 0, "cannot be read: " + e.getMessage(), e);
        }
    }
}
