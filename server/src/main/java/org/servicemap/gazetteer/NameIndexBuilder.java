package org.servicemap.gazetteer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Writes names into a Lucene index: areas first, so that they can be searched while the rest is written. */
final class NameIndexBuilder implements AutoCloseable {
    static final String RANK = "rank"; // what comes first among equals: kind, official, coarser, then shorter
    static final String GROUP = "group"; // of the kind
    static final String KIND = "kind_number";
    static final String LON = "lon_e7";
    static final String LAT = "lat_e7";

    private static final double SCALE = 1e7;
    private static final int CONTEXT_LEVELS = 3;
    private static final int FINE_LEVEL_RANK = 30;
    private static final int FIRST_RANK = 10;
    private static final long LONGEST = 1000;

    private final IndexWriter writer;
    private final NameFields fields;
    private final AreaDirectory directory;
    private final Leaves leaves;
    private final Map<Integer, LocalText> contexts = new HashMap<>();

    /** The finest area at a position, by ordinal; −1 outside. */
    interface Leaves {
        int at(double lon, double lat);
    }

    NameIndexBuilder(Directory index, Spelling spelling, AreaSnapshot areas) throws IOException {
        this(index, spelling, areas.directory(), areas.index()::leafOf);
    }

    NameIndexBuilder(Directory index, Spelling spelling, AreaDirectory directory, Leaves leaves) throws IOException {
        this.writer = new IndexWriter(index, new IndexWriterConfig(new StandardAnalyzer()).setRAMBufferSizeMB(64));
        this.fields = new NameFields(spelling);
        this.directory = directory;
        this.leaves = leaves;
    }

    void addAreas() throws IOException {
        Map<Integer, String> levels = new HashMap<>();
        for (Level level : directory.levels()) {
            levels.put(level.rank(), level.id());
        }
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            AreaDirectory.Row row = directory.row(ordinal);
            Entry entry = Entry.located(Hit.Kind.AREA, row.code(), row.name(), row.labelPoint(), row.bbox());
            boolean named = row.level() <= CONTEXT_LEVELS;
            add(
                    entry,
                    contextOf(named(row.parent())),
                    levels.get(row.level()),
                    null,
                    named ? row.level() : FINE_LEVEL_RANK,
                    named);
        }
        writer.commit();
    }

    void addEntries(Consumer<Consumer<Entry>> source) throws IOException {
        try {
            source.accept(this::addEntry);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        // each segment costs every search a look into its words
        writer.forceMerge(1);
        writer.commit();
    }

    private void addEntry(Entry entry) {
        LonLat position = entry.position();
        int area = position == null ? -1 : named(leaves.at(position.lon(), position.lat()));
        int rank = FIRST_RANK + 2 * entry.kind().standing() + (entry.official() ? 0 : 1);
        boolean sounds = entry.kind() != Hit.Kind.ADDRESS;
        try {
            add(entry, contextOf(area), null, area < 0 ? null : directory.code(area), rank, sounds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(
            Entry entry, LocalText context, @Nullable String level, @Nullable String area, int rank, boolean sounds)
            throws IOException {
        Document document = new Document();
        int shortest = fields.add(document, entry, context, sounds);
        document.add(new NumericDocValuesField(RANK, rank * LONGEST + shortest));
        document.add(new NumericDocValuesField(GROUP, entry.kind().group()));
        document.add(new NumericDocValuesField(KIND, entry.kind().ordinal()));
        LonLat position = entry.position();
        if (position != null) {
            document.add(new NumericDocValuesField(LON, Math.round(position.lon() * SCALE)));
            document.add(new NumericDocValuesField(LAT, Math.round(position.lat() * SCALE)));
        }
        HitDocument.store(
                new Hit(
                        entry.kind(),
                        entry.name(),
                        context,
                        position,
                        level,
                        entry.code(),
                        entry.bbox(),
                        area,
                        entry.category()),
                document);
        writer.addDocument(document);
    }

    static double degrees(long stored) {
        return stored / SCALE;
    }

    /** The area itself or the finest around it that has a name of its own: below, areas have numbers. */
    private int named(int ordinal) {
        int area = ordinal;
        while (area >= 0 && directory.level(area) > CONTEXT_LEVELS) {
            area = directory.parent(area);
        }
        return area;
    }

    /** The names of an area and the coarser ones around it, at most as many as help to tell places apart. */
    private LocalText contextOf(int area) {
        return area < 0 ? LocalText.EMPTY : contexts.computeIfAbsent(area, this::chain);
    }

    private LocalText chain(int area) {
        Map<String, String> chain = new TreeMap<>();
        for (int at = area; at >= 0; at = directory.parent(at)) {
            directory
                    .name(at)
                    .byTag()
                    .forEach((tag, name) -> chain.merge(
                            tag,
                            name,
                            (finer, coarser) -> tag.startsWith("zh") ? coarser + finer : finer + ", " + coarser));
        }
        return new LocalText(chain);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
