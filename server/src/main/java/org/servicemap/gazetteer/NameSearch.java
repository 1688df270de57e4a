package org.servicemap.gazetteer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaException;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds places by what people type: names in any of the city's languages, traditional characters, pinyin, initials,
 * beginnings, middles, small typos, codes, several words, and coordinates. Covers the areas of the version in force and the
 * gazetteer. The index is built in the background and kept in the data directory, one for each version and gazetteer;
 * until it is there, areas can be searched first and before that {@code search_not_ready} is the answer. Thread-safe.
 */
public final class NameSearch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameSearch.class);
    private static final int FORMAT = 1;

    private final PublishedAreas areas;
    private final Gazetteer gazetteer;
    private final Path folder;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "name-search");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable NameIndex index;
    private volatile boolean complete;
    private String built = "";

    /** @param data the program's data directory: indexes are kept in its folder {@code search} */
    public NameSearch(PublishedAreas areas, Gazetteer gazetteer, Path data) {
        this.areas = areas;
        this.gazetteer = gazetteer;
        this.folder = data.resolve("search");
    }

    /** Builds in the background and looks at this interval whether there is something new to build. */
    public NameSearch start(Duration interval) {
        watch.scheduleWithFixedDelay(this::refreshQuietly, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Whether everything can be searched. */
    public boolean isReady() {
        return complete;
    }

    /**
     * The best places for a text, the best first; none is an answer.
     *
     * @throws GazetteerException {@code search_not_ready} while nothing can be searched yet
     */
    public List<Hit> search(String text, int limit) {
        Optional<LonLat> position = Coordinates.parse(text, extent());
        if (position.isPresent()) {
            return List.of(coordinate(position.get()));
        }
        try {
            while (true) {
                Optional<List<Hit>> hits = ready().search(text, limit);
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
        String name = String.format(java.util.Locale.ROOT, "%.6f, %.6f", at.lon(), at.lat());
        return new Hit(
                Hit.Kind.COORDINATE,
                LocalText.of("zh", name, "en", name),
                LocalText.EMPTY,
                at.lon(),
                at.lat(),
                null,
                null,
                null);
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

    /** Builds or opens the index of what is in force now, unless it is the one in use. */
    public synchronized void refresh() throws IOException {
        Optional<AreaSnapshot> snapshot = inForce();
        if (snapshot.isEmpty()) {
            return;
        }
        String wanted = FORMAT + "-" + snapshot.get().id() + "-" + gazetteer.revision();
        if (wanted.equals(built)) {
            return;
        }
        Path home = folder.resolve(wanted);
        if (!Files.isDirectory(home)) {
            build(snapshot.get(), home);
        }
        use(new NameIndex(FSDirectory.open(home), Spelling.shared()));
        complete = true;
        built = wanted;
        SearchFolders.deleteOthers(folder, home);
    }

    private void build(AreaSnapshot snapshot, Path home) throws IOException {
        long start = System.nanoTime();
        Files.createDirectories(folder);
        Path fresh = Files.createTempDirectory(folder, "building-");
        try (Directory directory = FSDirectory.open(fresh);
                NameIndexBuilder builder = new NameIndexBuilder(directory, Spelling.shared(), snapshot)) {
            builder.addAreas();
            if (index == null) {
                use(new NameIndex(directory, Spelling.shared()));
            }
            builder.addPlaces(gazetteer::each);
        }
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("indexed the names in {} ms", (System.nanoTime() - start) / 1_000_000);
    }

    private void use(@Nullable NameIndex next) throws IOException {
        NameIndex former = index;
        index = next;
        if (former != null) {
            former.close();
        }
    }

    private void refreshQuietly() {
        try {
            refresh();
        } catch (IOException | RuntimeException e) {
            // Every second while the database is away: one line each, the trace for those who ask.
            LOG.warn("the names could not be indexed: {}", e.toString());
            LOG.debug("the names could not be indexed", e);
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        use(null);
    }
}
