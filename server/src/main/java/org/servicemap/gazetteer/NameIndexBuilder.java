package org.servicemap.gazetteer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Writes names into a Lucene index: areas first, so that they can be searched while the rest is written. */
final class NameIndexBuilder implements AutoCloseable {
    static final String KEY = "key"; // whole names and codes, in one spelling
    static final String WORD = "word"; // their words, of scripts that have blanks
    static final String PINYIN = "pinyin"; // whole names in pinyin
    static final String INITIALS = "initials"; // first letters of the pinyin
    static final String CHAIN = "chain"; // the areas' names and the name, for parts in the middle
    static final String RANK = "rank"; // what comes first among equals: coarser, then shorter

    private static final int CONTEXT_LEVELS = 3;
    private static final int FIRST_PLACE_RANK = 10;
    private static final int LONGEST = 999;

    private final IndexWriter writer;
    private final Spelling spelling;
    private final AreaSnapshot areas;
    private final Map<Integer, LocalText> contexts = new HashMap<>();

    NameIndexBuilder(Directory directory, Spelling spelling, AreaSnapshot areas) throws IOException {
        this.writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()).setRAMBufferSizeMB(64));
        this.spelling = spelling;
        this.areas = areas;
    }

    void addAreas() throws IOException {
        AreaDirectory directory = areas.directory();
        Map<Integer, String> levels = new HashMap<>();
        for (Level level : directory.levels()) {
            levels.put(level.rank(), level.id());
        }
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            AreaDirectory.Row row = directory.row(ordinal);
            Hit hit = hit(
                    Hit.Kind.AREA,
                    row.name(),
                    contextOf(row.parent()),
                    row.labelPoint(),
                    levels.get(row.level()),
                    row.code(),
                    row.bbox());
            add(hit, row.level());
        }
        writer.commit();
    }

    void addPlaces(Consumer<Consumer<Entry>> source) throws IOException {
        try {
            source.accept(this::addPlace);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.commit();
    }

    private void addPlace(Entry entry) {
        int leaf = areas.index().leafOf(entry.position().lon(), entry.position().lat());
        Hit hit = hit(entry.kind(), entry.name(), contextOf(leaf), entry.position(), null, entry.code(), entry.bbox());
        try {
            add(hit, FIRST_PLACE_RANK + entry.kind().ordinal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Hit hit(
            Hit.Kind kind,
            LocalText name,
            LocalText context,
            LonLat position,
            @Nullable String level,
            String code,
            @Nullable BBox box) {
        return new Hit(kind, name, context, position.lon(), position.lat(), level, code, box);
    }

    private void add(Hit hit, int rank) throws IOException {
        Document document = new Document();
        Set<String> keys = new LinkedHashSet<>();
        int shortest = LONGEST;
        for (Map.Entry<String, String> name : hit.name().byTag().entrySet()) {
            String key = spelling.key(name.getValue());
            keys.add(key);
            shortest = Math.min(shortest, key.length());
            addWords(document, name.getValue());
            String before = hit.context().byTag().getOrDefault(name.getKey(), "");
            document.add(new TextField(CHAIN, spelling.key(before) + key, Field.Store.NO));
        }
        spellings(document, keys);
        if (hit.code() != null) {
            keys.add(spelling.key(hit.code()));
        }
        keys.forEach(key -> document.add(new StringField(KEY, key, Field.Store.NO)));
        document.add(new NumericDocValuesField(RANK, rank * (LONGEST + 1L) + shortest));
        HitDocument.store(hit, document);
        writer.addDocument(document);
    }

    private void addWords(Document document, String name) {
        for (String word : new LinkedHashSet<>(spelling.words(name))) {
            document.add(new StringField(WORD, word, Field.Store.NO));
        }
    }

    private void spellings(Document document, Set<String> keys) {
        for (String key : keys) {
            spelling.pinyin(key).forEach(one -> document.add(new StringField(PINYIN, one, Field.Store.NO)));
            spelling.initials(key).forEach(one -> document.add(new StringField(INITIALS, one, Field.Store.NO)));
        }
    }

    /** The names of an area and the coarser ones around it, at most as many as help to tell places apart. */
    private LocalText contextOf(int ordinal) {
        AreaDirectory directory = areas.directory();
        int area = ordinal;
        while (area >= 0 && directory.level(area) > CONTEXT_LEVELS) {
            area = directory.parent(area);
        }
        return area < 0 ? LocalText.EMPTY : contexts.computeIfAbsent(area, this::chain);
    }

    private LocalText chain(int area) {
        AreaDirectory directory = areas.directory();
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
