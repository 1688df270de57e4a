package org.servicemap.insights;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.CountSource.CellDay;
import org.servicemap.insights.spatial.ManyScans;
import org.servicemap.insights.spatial.ScanModel;
import org.servicemap.insights.spatial.ScanSettings;
import org.servicemap.insights.spatial.Sites;
import org.servicemap.insights.spatial.SpaceTimeScan;
import org.servicemap.storage.Database;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a day for clusters of requests in space and time, of all together and of each top category, by the space-time permutation
 * scan over hexagons, and keeps what is found with its p-value: one result a day, never made again. Days are the city's and whole: the last one is
 * yesterday. Thread-safe; of several servers one looks at a time, and the first result of a day stays.
 */
public final class HotSpots {
    private static final Logger LOG = LoggerFactory.getLogger(HotSpots.class);
    static final int STUDY_DAYS = 84;
    static final int RESOLUTION = 8;
    private static final double LEVEL = 0.05;
    private static final int LEAST_REQUESTS = 20;
    /** As many as reports of missed days are made up. */
    private static final int NIGHTS_MADE_UP = 7;

    private final Database database;
    private final CountSource counts;
    private final Supplier<CategoryTree> categories;
    private final Supplier<ZoneId> zone;
    private final Clock clock;
    private final HotSpotStore store = new HotSpotStore();

    public HotSpots(
            Database database,
            CountSource counts,
            Supplier<CategoryTree> categories,
            Supplier<ZoneId> zone,
            Clock clock) {
        this.database = database;
        this.counts = counts;
        this.categories = categories;
        this.zone = zone;
        this.clock = clock;
    }

    /** What a run found. */
    public record Found(HotSpot.Run run, List<HotSpot> spots) {}

    /** A run and how many clusters it found. */
    record Ran(HotSpot.Run run, int found) {}

    /** Looks at the days up to yesterday unless that was done. The number of hot spots; -1 when there was nothing to do. */
    public int runDue() {
        LocalDate lastDay = LocalDate.ofInstant(clock.instant(), zone.get()).minusDays(1);
        return run(ScanSettings.nightly(lastDay.toEpochDay()), lastDay);
    }

    /**
     * As {@link #runDue}, from an hour of the city's clock on and once the facts tell of all that had come in by then; to be called again and
     * again, so that a server that was away at the hour, or whose facts lagged, looks later that day. When the newest night is done, one of the
     * week's nights on which no server ran is made up for at each call, the newest first; those before the first run of all are not.
     *
     * @param reached whether the facts tell of all that was committed when it was first asked
     */
    public int runNight(int hour, BooleanSupplier reached) {
        ZonedDateTime now = clock.instant().atZone(zone.get());
        LocalDate lastDay = due(now.toLocalDate().minusDays(1));
        if (now.getHour() < hour || lastDay == null || !reached.getAsBoolean()) {
            return -1;
        }
        AtomicInteger found = new AtomicInteger(-1);
        boolean mine = database.unlessBusy(
                "hot spots of a night", () -> found.set(run(ScanSettings.nightly(lastDay.toEpochDay()), lastDay)));
        if (!mine) {
            LOG.debug("another server looks for hot spots");
        }
        return found.get();
    }

    private @Nullable LocalDate due(LocalDate yesterday) {
        if (!isDone(yesterday)) {
            return yesterday;
        }
        return database.jdbi()
                .withHandle(handle -> store.newestMissing(handle, yesterday.minusDays(NIGHTS_MADE_UP - 1), yesterday))
                .orElse(null);
    }

    private boolean isDone(LocalDate lastDay) {
        return database.jdbi().withHandle(handle -> store.has(handle, lastDay));
    }

    int run(ScanSettings settings, LocalDate lastDay) {
        if (isDone(lastDay)) {
            return -1;
        }
        List<CellDay> rows = counts.byCellAndDay(lastDay.minusDays(STUDY_DAYS - 1), lastDay, RESOLUTION);
        Map<String, List<CellDay>> scanned = byCategory(rows);
        scanned.values().removeIf(own -> requests(own) < LEAST_REQUESTS);
        ScanSettings enough =
                settings.withReplicas(Math.max(settings.replicas(), ManyScans.leastReplicas(scanned.size(), LEVEL)));
        List<List<HotSpot>> found = new ArrayList<>();
        scanned.forEach((category, own) -> found.add(scan(category.isEmpty() ? null : category, own, enough, lastDay)));
        List<HotSpot> spots = beyondChance(found);
        HotSpot.Run run = new HotSpot.Run(
                database.nextId(), lastDay, STUDY_DAYS, json(enough, scanned.size()), RESOLUTION, requests(rows));
        return database.inTransaction(handle -> store.add(handle, run, spots)) ? spots.size() : -1;
    }

    private static long requests(List<CellDay> rows) {
        return rows.stream().mapToLong(CellDay::requests).sum();
    }

    /** Those that chance alone would not even show in any of the night's scans. */
    private static List<HotSpot> beyondChance(List<List<HotSpot>> found) {
        List<List<Double>> corrected = ManyScans.corrected(found.stream()
                .map(scan -> scan.stream().map(HotSpot::p).toList())
                .toList());
        List<HotSpot> spots = new ArrayList<>();
        for (int scan = 0; scan < found.size(); scan++) {
            for (int at = 0; at < found.get(scan).size(); at++) {
                HotSpot spot =
                        found.get(scan).get(at).ofNight(corrected.get(scan).get(at));
                if (spot.chance() <= LEVEL) {
                    spots.add(spot);
                }
            }
        }
        return spots;
    }

    /** The result of the last run that looked at no later day; null when there is none. */
    @Nullable
    public Found latest(LocalDate until) {
        return database.inSnapshot(handle ->
                        store.run(handle, until).map(run -> new Found(run, store.of(handle, run.id()))))
                .orElse(null);
    }

    /** The newest first. */
    List<Ran> runs(int most) {
        return database.jdbi().withHandle(handle -> store.runs(handle, most));
    }

    /** The newest run's last day; null before the first. */
    @Nullable
    LocalDate newest() {
        return runs(1).stream().map(ran -> ran.run().lastDay()).findFirst().orElse(null);
    }

    /** What a night found. */
    public record Dated(LocalDate lastDay, HotSpot spot) {}

    /**
     * What the nights of a period found, the least likely by chance first.
     *
     * @param unscanned its days that no search had looked at: a night's result never changes, so these say which results there were
     */
    public record Nights(List<Dated> found, List<LocalDate> unscanned) {}

    /**
     * The nights whose last day lies in a period, as of one moment.
     *
     * @param without days whose search is to be left out, as if it had not been made
     */
    public Nights between(LocalDate from, LocalDate to, List<LocalDate> without) {
        Set<LocalDate> left = Set.copyOf(without);
        return database.inSnapshot(handle -> {
            Set<LocalDate> scanned = store.lastDays(handle, from, to);
            scanned.removeAll(left);
            return new Nights(
                    store.between(handle, from, to).stream()
                            .filter(each -> scanned.contains(each.lastDay()))
                            .toList(),
                    from.datesUntil(to.plusDays(1))
                            .filter(day -> !scanned.contains(day))
                            .toList());
        });
    }

    private static String json(ScanSettings settings, int scans) {
        return "{\"model\": \"space_time_permutation\", \"scans\": " + scans
                + ", \"correction\": \"holm\", \"neighbours\": " + settings.neighbours() + ", \"days\": "
                + settings.days() + ", \"replicas\": " + settings.replicas() + ", \"seed\": " + settings.seed() + "}";
    }

    /** All under the empty word, then by top category. */
    private Map<String, List<CellDay>> byCategory(List<CellDay> rows) {
        CategoryTree tree = categories.get();
        Map<String, List<CellDay>> byCategory = new LinkedHashMap<>();
        byCategory.put("", rows);
        for (CellDay row : rows) {
            List<Category> lineage = tree.lineage(row.category());
            if (!lineage.isEmpty()) {
                byCategory
                        .computeIfAbsent(lineage.get(lineage.size() - 1).code(), key -> new ArrayList<>())
                        .add(row);
            }
        }
        return byCategory;
    }

    private static List<HotSpot> scan(
            @Nullable String category, List<CellDay> rows, ScanSettings settings, LocalDate lastDay) {
        Map<Long, CellDay> cells = new LinkedHashMap<>();
        rows.forEach(row -> cells.putIfAbsent(row.cell(), row));
        List<CellDay> places = List.copyOf(cells.values());
        Sites sites = Sites.ofDegrees(
                places.stream().mapToDouble(CellDay::lon).toArray(),
                places.stream().mapToDouble(CellDay::lat).toArray());
        ScanModel model = ScanModel.permutation(places.size(), table(rows, List.copyOf(cells.keySet()), lastDay));
        return SpaceTimeScan.of(model, sites, settings).stream()
                .map(cluster -> spot(category, cluster, places.get(cluster.centre())))
                .toList();
    }

    private static int[] table(List<CellDay> rows, List<Long> cells, LocalDate lastDay) {
        Map<Long, Integer> sites = new LinkedHashMap<>();
        cells.forEach(cell -> sites.put(cell, sites.size()));
        int[] table = new int[cells.size() * STUDY_DAYS];
        for (CellDay row : rows) {
            int age = (int) ChronoUnit.DAYS.between(row.day(), lastDay);
            Integer site = sites.get(row.cell());
            if (site != null && age >= 0 && age < STUDY_DAYS) {
                table[site * STUDY_DAYS + STUDY_DAYS - 1 - age] += row.requests();
            }
        }
        return table;
    }

    private static HotSpot spot(@Nullable String category, SpaceTimeScan.Cluster cluster, CellDay centre) {
        return new HotSpot(
                category,
                centre.lon(),
                centre.lat(),
                cluster.radiusMetres(),
                cluster.days(),
                cluster.observed(),
                cluster.expected(),
                Double.isFinite(cluster.relativeRisk()) ? cluster.relativeRisk() : null,
                cluster.ratio(),
                cluster.p(),
                null);
    }
}
