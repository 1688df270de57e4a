package org.servicemap.gazetteer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * A part of the demo city as a small file, since making the whole city takes too long for a test: what the queries name, the
 * halls, and each so many of everything else, all at the middle of their communities ({@code
 * src/test/resources/search-city.csv}; {@code org.servicemap.app.SearchLoad} writes it).
 */
public final class SearchCity {
    private static final Path FILE = Path.of("src/test/resources/search-city.csv");
    private static final List<String> LEVELS = List.of("district", "subdistrict", "community");
    private static final int EACH_AREA = 7;
    private static final int EACH_ENTRY = 24;
    private static final int EACH_ADDRESS = 400;

    private final List<AreaDirectory.Row> areas = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final Map<LonLat, Integer> leaves = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<LocalText>> about = new HashMap<>();

    private SearchCity() {}

    /** An index of it in memory. */
    static NameIndex index() throws IOException {
        SearchCity city = new SearchCity();
        try (Stream<String> lines = Files.lines(FILE)) {
            lines.map(line -> line.split("\t", -1)).forEach(city::read);
        }
        List<Level> levels = new ArrayList<>();
        LEVELS.forEach(id -> levels.add(new Level(levels.size() + 1, id, LocalText.EMPTY)));
        Directory memory = new ByteBuffersDirectory();
        try (NameIndexBuilder builder = new NameIndexBuilder(
                memory,
                Spelling.shared(),
                AreaDirectory.of(levels, city.areas),
                (lon, lat) -> city.leaves.getOrDefault(new LonLat(lon, lat), -1))) {
            builder.addAreas();
            builder.addEntries(city.entries::forEach);
        }
        return new NameIndex(List.of(memory), Spelling.shared());
    }

    /** Columns: kind, code, zh, en, area (of areas: the parent), level or category, official, about. */
    private void read(String[] cells) {
        LocalText name = LocalText.of("zh", cells[2], "en", cells[3]);
        int area = ordinals.getOrDefault(cells[4], -1);
        if (cells[0].equals("AREA")) {
            ordinals.put(cells[1], areas.size());
            LonLat middle = new LonLat(116 + areas.size() % 1000 / 1000.0, 39 + areas.size() / 1000 / 1000.0);
            leaves.put(middle, areas.size());
            BBox box = new BBox(middle.lon(), middle.lat(), middle.lon(), middle.lat());
            areas.add(new AreaDirectory.Row(
                    LEVELS.indexOf(cells[5]) + 1, cells[1], area, name, Map.of(), box, middle, 1));
            return;
        }
        String key = cells[0].equals("PLACE") ? cells[5] : cells[1];
        List<LocalText> more = about.computeIfAbsent(
                key, each -> cells[7].isEmpty() ? List.of() : List.of(LocalText.of("zh", cells[7])));
        entries.add(new Entry(
                Hit.Kind.valueOf(cells[0]),
                cells[1],
                name,
                LocalText.EMPTY,
                more,
                area < 0 ? null : areas.get(area).labelPoint(),
                null,
                cells[5].isEmpty() ? null : cells[5],
                cells[6].equals("1")));
    }

    /** Writes the file from a whole city. */
    public static void write(AreaSnapshot snapshot, Gazetteer gazetteer, SearchSource source) throws IOException {
        List<SearchQueries.Query> queries = SearchQueries.read();
        SearchCity city = new SearchCity();
        city.entries.addAll(entries(snapshot, gazetteer, source, queries));
        Set<String> needed = new HashSet<>();
        city.entries.forEach(entry -> chain(snapshot.directory(), leaf(snapshot, entry), needed));
        AreaDirectory directory = snapshot.directory();
        for (int i = 0; i < directory.size(); i++) {
            if (directory.level(i) == 3 && (i % EACH_AREA == 0 || SearchQueries.names(queries, area(directory, i)))) {
                chain(directory, i, needed);
            }
        }
        try (PrintStream out = new PrintStream(Files.newOutputStream(FILE), false, StandardCharsets.UTF_8)) {
            for (int i = 0; i < directory.size(); i++) {
                if (directory.level(i) < 3 || directory.level(i) == 3 && needed.contains(directory.code(i))) {
                    out.println(line(directory, i));
                }
            }
            city.entries.forEach(entry -> out.println(city.line(directory, leaf(snapshot, entry), entry)));
        }
    }

    private static List<Entry> entries(
            AreaSnapshot snapshot, Gazetteer gazetteer, SearchSource source, List<SearchQueries.Query> queries) {
        List<Entry> kept = new ArrayList<>();
        int[] at = {0};
        java.util.function.Consumer<Entry> sieve = entry -> {
            Hit hit = hit(snapshot, entry);
            boolean district = entry.kind() == Hit.Kind.PLACE && entry.code().matches(".*-\\d{6}");
            if (district
                    || entry.position() == null
                    || at[0]++ % (entry.kind() == Hit.Kind.ADDRESS ? EACH_ADDRESS : EACH_ENTRY) == 0
                    || SearchQueries.names(queries, hit)) {
                kept.add(entry);
            }
        };
        source.each(sieve);
        gazetteer.each(sieve);
        return kept;
    }

    private static Hit hit(AreaSnapshot snapshot, Entry entry) {
        int leaf = leaf(snapshot, entry);
        return new Hit(
                entry.kind(),
                entry.name(),
                LocalText.EMPTY,
                entry.position(),
                null,
                entry.code(),
                null,
                leaf < 0 ? null : snapshot.directory().code(leaf),
                entry.category());
    }

    private static Hit area(AreaDirectory directory, int i) {
        return new Hit(
                Hit.Kind.AREA, directory.name(i), LocalText.EMPTY, null, null, directory.code(i), null, null, null);
    }

    private static int leaf(AreaSnapshot snapshot, Entry entry) {
        LonLat at = entry.position();
        int leaf = at == null ? -1 : snapshot.index().leafOf(at.lon(), at.lat());
        return leaf < 0 ? -1 : snapshot.directory().ancestorAt(leaf, 3);
    }

    private static void chain(AreaDirectory directory, int area, Set<String> needed) {
        for (int at = area; at >= 0; at = directory.parent(at)) {
            needed.add(directory.code(at));
        }
    }

    private static String line(AreaDirectory directory, int i) {
        int parent = directory.parent(i);
        return cells(
                "AREA",
                directory.code(i),
                directory.name(i),
                parent < 0 ? "" : directory.code(parent),
                LEVELS.get(directory.level(i) - 1),
                "",
                "");
    }

    private String line(AreaDirectory directory, int leaf, Entry entry) {
        String key = entry.kind() == Hit.Kind.PLACE ? String.valueOf(entry.category()) : entry.code();
        StringBuilder more = new StringBuilder();
        if (about.putIfAbsent(key, entry.about()) == null) {
            entry.about()
                    .forEach(text -> text.byTag()
                            .values()
                            .forEach(one -> more.append(one).append(' ')));
        }
        return cells(
                entry.kind().name(),
                entry.code(),
                entry.name(),
                leaf < 0 ? "" : directory.code(leaf),
                entry.category() == null ? "" : entry.category(),
                entry.official() ? "1" : "",
                more.toString().strip());
    }

    private static String cells(
            String kind, String code, LocalText name, String area, String word, String official, String about) {
        return String.join("\t", kind, code, name.in("zh", "en"), name.in("en", "zh"), area, word, official, about);
    }
}
