package org.servicemap.areas;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaIndex;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.OverlayIndex;
import org.servicemap.areas.index.ResolverSettings;
import org.servicemap.areas.tiles.TileSet;
import org.servicemap.storage.Database;
import org.servicemap.storage.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The area versions in memory, ready to resolve. The one in force is always there, others are loaded when asked for and a
 * few are kept. A daemon thread looks at the database at an interval, so that what another process publishes, or midnight
 * brings, is swapped in as a whole within about that time; questions in flight keep the snapshot they began with.
 * Thread-safe; {@link #current} reads one field.
 */
public final class AreaRegistry implements PublishedAreas, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AreaRegistry.class);
    private static final int KEPT = 4;
    private static final int TILES_KEPT = 2;
    private static final int DIFFS_KEPT = 8;

    private final Database database;
    private final AreaVersions versions;
    private final ContentStore content;
    private final Cities cities;
    private final IndexFiles files;
    private final DirectoryFiles directories;
    private final Clock clock;
    private final LoadingCache<Long, AreaResolver> loaded =
            Caffeine.newBuilder().maximumSize(KEPT).build(this::load);
    private final LoadingCache<Long, TileSet> tiles =
            Caffeine.newBuilder().maximumSize(TILES_KEPT).build(this::loadTiles);
    private final LoadingCache<List<Long>, CoverageDiff> diffs =
            Caffeine.newBuilder().maximumSize(DIFFS_KEPT).build(this::loadDiff);
    private final Watch watch = new Watch("area-versions");

    private volatile State state = State.NOTHING;
    private volatile Runnable takeUpDue = () -> {};

    /** What is known of the database, as of the last look. */
    private record State(
            Timeline timeline,
            ZoneId zone,
            ResolverSettings settings,
            @Nullable AreaResolver current) {
        static final State NOTHING = new State(new Timeline(List.of()), ZoneOffset.UTC, ResolverSettings.DEFAULT, null);
    }

    /** @param data the program's data directory: indexes and directories are saved in its folder {@code index} */
    public AreaRegistry(Database database, AreaVersions versions, Path data, Clock clock) {
        this.database = database;
        this.versions = versions;
        this.content = new ContentStore(database);
        this.cities = new Cities(database);
        this.files = new IndexFiles(data.resolve("index"));
        this.directories = new DirectoryFiles(data.resolve("index"));
        this.clock = clock;
    }

    /** What is done before each look: taking up versions whose first day has come, so that units and rules switch with boundaries. */
    public void beforeLooking(Runnable work) {
        takeUpDue = work;
    }

    /** Loads the version in force, if any, and begins to watch. */
    public AreaRegistry start(Duration interval) {
        refresh();
        watch.start(interval, interval, this::refresh);
        return this;
    }

    /** Looks at the database now; true when another version came into force. */
    public synchronized boolean refresh() {
        takeUpDue.run();
        Timeline timeline = Timeline.of(versions.list());
        City city = cities.find().orElse(null);
        ZoneId zone = city == null ? ZoneOffset.UTC : city.zone();
        ResolverSettings settings = city == null
                ? ResolverSettings.DEFAULT
                : new ResolverSettings(city.snapMetres(), city.ambiguousBelow());
        State former = state;
        if (!settings.equals(former.settings())) {
            loaded.invalidateAll();
        }
        state = new State(timeline, zone, settings, former.current());
        AreaResolver current = timeline.find(today(zone)).map(this::resolver).orElse(null);
        state = new State(timeline, zone, settings, current);
        if (current != null && current != former.current()) {
            LOG.info("areas of version \"{}\" are in force", current.snapshot().label());
            return true;
        }
        return false;
    }

    @Override
    public void lookAgain() {
        refresh();
    }

    private LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** Whether a version is in force and loaded. */
    public boolean isReady() {
        return state.current() != null;
    }

    /** The version in force; throws {@link AreaException} {@code no_version} or {@code before_first_version}. */
    @Override
    public AreaResolver current() {
        State now = state;
        AreaResolver current = now.current();
        if (current == null) {
            throw now.timeline().none(today(now.zone()));
        }
        return current;
    }

    /** The version in force on a day in the city's time zone; throws {@code before_first_version}. */
    @Override
    public AreaResolver on(LocalDate day) {
        return resolver(state.timeline().on(day));
    }

    /** Any version, also a draft; throws {@code unknown_version}. */
    @Override
    public AreaResolver version(String id) {
        AreaResolver current = state.current();
        if (current != null && current.snapshot().id().equals(id)) {
            return current;
        }
        return loaded(versions.get(parse(id)));
    }

    /** Saves an index that was just built from a version's coverage, so that nobody has to build it again. */
    public void keepIndex(AreaVersion version, AreaIndex index) {
        files.keep(version.contentHash(), index);
    }

    /** What a version looks like on the map; made when first asked for. */
    @Override
    public TileSet tiles(String id) {
        long version = parse(id);
        // What is made needs no database: a version never changes, and the map stays while the database is away.
        TileSet made = tiles.getIfPresent(version);
        return made != null ? made : tiles.get(versions.get(version).id());
    }

    /** All versions that were ever published, the latest start first; as of the database now. */
    @Override
    public List<VersionSummary> versions() {
        LocalDate today = today(state.zone());
        return versions.list().stream()
                .filter(version -> version.status() != AreaVersion.Status.DRAFT)
                .map(version -> new VersionSummary(
                        String.valueOf(version.id()),
                        version.label(),
                        version.effectiveFrom(),
                        version.status().name().toLowerCase(Locale.ROOT),
                        version.inForceOn(today)))
                .toList();
    }

    /** What changes from one version to another, with the crosswalk. */
    @Override
    public CoverageDiff diff(String from, String to) {
        return diffs.get(
                List.of(versions.get(parse(from)).id(), versions.get(parse(to)).id()));
    }

    private AreaResolver resolver(AreaVersion version) {
        AreaResolver current = state.current();
        if (current != null && serves(current.snapshot(), version)) {
            return current;
        }
        return loaded(version);
    }

    /** A draft that was looked at keeps its content when it is published, but not its intended date. */
    private AreaResolver loaded(AreaVersion version) {
        AreaResolver kept = loaded.get(version.id());
        if (kept.snapshot().effectiveFrom().equals(version.effectiveFrom())) {
            return kept;
        }
        loaded.invalidate(version.id());
        return loaded.get(version.id());
    }

    private boolean serves(AreaSnapshot snapshot, AreaVersion version) {
        return snapshot.id().equals(String.valueOf(version.id()))
                && snapshot.effectiveFrom().equals(version.effectiveFrom())
                && snapshot.settings().equals(state.settings());
    }

    private static long parse(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new AreaException(AreaException.UNKNOWN_VERSION, "there is no area version \"" + id + "\"");
        }
    }

    private AreaResolver load(Long id) {
        AreaVersion version = versions.get(id);
        long start = System.nanoTime();
        CompletableFuture<OverlayIndex> overlays =
                CompletableFuture.supplyAsync(() -> OverlayIndex.of(versions.overlays(id)));
        AreaIndex index = files.open(version.contentHash(), () -> versions.coverage(id));
        AreaDirectory directory =
                directories.open(version, () -> database.inSnapshot(handle -> content.directory(handle, version)));
        OverlayIndex overlayIndex = overlays.join();
        LOG.info(
                "loaded {} areas of version \"{}\" in {} ms",
                directory.size(),
                version.label(),
                (System.nanoTime() - start) / 1_000_000);
        return new AreaResolver(new AreaSnapshot(
                String.valueOf(id),
                version.label(),
                version.effectiveFrom(),
                directory,
                index,
                overlayIndex,
                state.settings()));
    }

    private TileSet loadTiles(Long id) {
        return TileSet.of(versions.coverage(id), Map.of());
    }

    private CoverageDiff loadDiff(List<Long> pair) {
        return versions.diff(pair.get(0), pair.get(1));
    }

    @Override
    public void close() {
        watch.close();
    }
}
