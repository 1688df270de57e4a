package org.servicemap.gazetteer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaException;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Watch;
import org.servicemap.text.LocalText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds things by what people type: names in any of the city's languages, traditional characters, pinyin, initials,
 * beginnings, middles, slips, codes, several words, and coordinates. Covers the areas of the version in force, the gazetteer,
 * and what the application brings as {@link SearchSource}. Indexes are built in the background and kept in the data
 * directory, one for each version and gazetteer and one for each state of the source; until they are there, what was
 * searched before is searched on, at the first start areas alone, and before that {@code search_not_ready} is the answer.
 * Thread-safe.
 */
public final class NameSearch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameSearch.class);
    private static final int FORMAT = 4;

    private final PublishedAreas areas;
    private final Gazetteer gazetteer;
    private final Supplier<? extends SearchSource> source;
    private final SearchFolders folders;
    private final Watch watch = new Watch("name-search");

    private volatile @Nullable NameIndex index;
    private volatile boolean complete;
    private List<String> built = List.of();

    /**
     * @param source what to search beside areas and gazetteer, as it is at the moment of asking
     * @param data the program's data directory: indexes are kept in its folder {@code search}
     */
    public NameSearch(PublishedAreas areas, Gazetteer gazetteer, Supplier<? extends SearchSource> source, Path data) {
        this.areas = areas;
        this.gazetteer = gazetteer;
        this.source = source;
        this.folders = new SearchFolders(data.resolve("search"));
    }

    /** Builds in the background and looks at this interval whether there is something new to build. */
    public NameSearch start(Duration interval) {
        watch.start(Duration.ZERO, interval, this::refresh);
        return this;
    }

    /** Whether everything can be searched. */
    public boolean isReady() {
        return complete;
    }

    /**
     * The best of what is asked for, the best first; none is an answer.
     *
     * @throws GazetteerException {@code search_not_ready} while nothing can be searched yet
     */
    public List<Hit> search(Question question) {
        Optional<LonLat> position = Coordinates.parse(question.text(), extent());
        if (position.isPresent()) {
            return question.kinds().contains(Hit.Kind.COORDINATE) ? List.of(coordinate(position.get())) : List.of();
        }
        try {
            while (true) {
                Optional<List<Hit>> hits = ready().search(question);
                if (hits.isPresent()) {
                    return hits.get();
                }
            }
        } catch (IOException e) {
            throw new GazetteerException(GazetteerException.FAILED, "the names cannot be searched", e);
        }
    }

    private NameIndex ready() {
        NameIndex current = index;
        if (current == null) {
            throw new GazetteerException(
                    GazetteerException.NOT_READY, "the names are still being indexed: try again soon");
        }
        return current;
    }

    private static Hit coordinate(LonLat at) {
        String name = String.format(Locale.ROOT, "%.6f, %.6f", at.lon(), at.lat());
        LocalText both = LocalText.of("zh", name, "en", name);
        return new Hit(Hit.Kind.COORDINATE, both, LocalText.EMPTY, at, null, null, null, null, null);
    }

    private @Nullable BBox extent() {
        return inForce().map(NameSearch::extent).orElse(null);
    }

    private static @Nullable BBox extent(AreaSnapshot snapshot) {
        BBox whole = null;
        for (int i = 0; i < snapshot.directory().size() && snapshot.directory().level(i) == 1; i++) {
            BBox box = snapshot.directory().bbox(i);
            whole = whole == null ? box : whole.union(box);
        }
        return whole;
    }

    private Optional<AreaSnapshot> inForce() {
        try {
            return Optional.of(areas.current().snapshot());
        } catch (AreaException e) {
            return Optional.empty();
        }
    }

    /** Builds or opens the indexes of what is in force now, unless they are the ones in use. */
    public synchronized void refresh() throws IOException {
        Optional<AreaSnapshot> snapshot = inForce();
        if (snapshot.isEmpty()) {
            return;
        }
        String version = FORMAT + "-" + snapshot.get().id() + "-";
        SearchSource more = source.get();
        List<String> wanted = List.of(version + gazetteer.revision(), version + "places-" + more.stamp());
        if (wanted.equals(built)) {
            return;
        }
        Path names = folders.find(wanted.get(0), fresh -> buildNames(snapshot.get(), fresh));
        Path places = folders.find(wanted.get(1), fresh -> build(snapshot.get(), fresh, more::each));
        use(new NameIndex(List.of(FSDirectory.open(names), FSDirectory.open(places)), Spelling.shared()));
        complete = true;
        built = wanted;
        folders.deleteAllBut(List.of(names, places));
    }

    private void buildNames(AreaSnapshot snapshot, Path fresh) throws IOException {
        try (Directory directory = FSDirectory.open(fresh);
                NameIndexBuilder builder = new NameIndexBuilder(directory, Spelling.shared(), snapshot)) {
            builder.addAreas();
            if (index == null) {
                use(new NameIndex(List.of(directory), Spelling.shared()));
            }
            builder.addEntries(gazetteer::each);
        }
    }

    private static void build(AreaSnapshot snapshot, Path fresh, Consumer<Consumer<Entry>> entries) throws IOException {
        try (Directory directory = FSDirectory.open(fresh);
                NameIndexBuilder builder = new NameIndexBuilder(directory, Spelling.shared(), snapshot)) {
            builder.addEntries(entries);
        }
    }

    private void use(@Nullable NameIndex next) throws IOException {
        NameIndex former = index;
        index = next;
        if (former != null) {
            former.close();
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
        use(null);
    }
}
