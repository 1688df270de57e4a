package org.servicemap.insights;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaException;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.coverage.Crosswalk;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.insights.InsightCounts.Count;
import org.servicemap.insights.InsightDetail.Placed;
import org.servicemap.insights.InsightMapRoutes.RecastAreaJson;
import org.servicemap.insights.InsightMapRoutes.RecastJson;
import org.servicemap.text.LocalText;

/**
 * Sums of requests by the areas of one level of a version, whichever version they came under: as stored, else by their point, else by the
 * crosswalk where their area lies wholly in one of the new ones. What is none of these is counted as not recast. Not thread-safe.
 */
final class Recast {
    /** Of an area, to lie wholly in another: what is missing is rounding. */
    private static final double WHOLLY = 0.9999;

    private final PublishedAreas areas;
    private final AreaSnapshot snapshot;
    private final int rank;
    private final Map<String, Count> sums = new TreeMap<>();
    private final Map<String, List<CoverageDiff.LevelDiff>> diffs = new ConcurrentHashMap<>();
    private long asStored;
    private long byPoint;
    private long byCrosswalk;
    private long notRecast;

    Recast(PublishedAreas areas, AreaSnapshot snapshot, int rank) {
        this.areas = areas;
        this.snapshot = snapshot;
        this.rank = rank;
    }

    void add(Placed placed) {
        String area = placed.area();
        if (snapshot.id().equals(placed.version())) {
            asStored += area == null ? 0 : placed.n();
        } else {
            area = byPoint(placed);
            byPoint += area == null ? 0 : placed.n();
            if (area == null) {
                area = byCrosswalk(placed);
                byCrosswalk += area == null ? 0 : placed.n();
            }
        }
        count(area, placed);
    }

    private void count(@Nullable String area, Placed placed) {
        if (area == null) {
            notRecast += placed.n();
        } else {
            sums.merge(
                    area,
                    new Count(placed.n(), placed.hits(), 0, 0),
                    (one, other) -> new Count(one.n() + other.n(), one.hits() + other.hits(), 0, 0));
        }
    }

    private @Nullable String byPoint(Placed placed) {
        Double lon = placed.lon();
        Double lat = placed.lat();
        int leaf = lon == null || lat == null ? -1 : snapshot.index().leafOf(lon, lat);
        AreaDirectory directory = snapshot.directory();
        int area = leaf < 0 || directory.level(leaf) < rank ? -1 : directory.ancestorAt(leaf, rank);
        return area < 0 ? null : directory.code(area);
    }

    private @Nullable String byCrosswalk(Placed placed) {
        String from = placed.version();
        String area = placed.area();
        if (from == null || area == null || placed.lon() != null) {
            return null;
        }
        return diffs.computeIfAbsent(from, this::diff).stream()
                .filter(level -> level.level() == rank)
                .flatMap(level -> level.crosswalk().of(area).stream())
                .filter(share -> share.share() >= WHOLLY)
                .map(Crosswalk.Share::code)
                .findFirst()
                .orElse(null);
    }

    /** Nothing from a version that is not kept any more. */
    private List<CoverageDiff.LevelDiff> diff(String from) {
        try {
            return areas.diff(from, snapshot.id()).levels();
        } catch (AreaException e) {
            return List.of();
        }
    }

    /** Counts by code; what could not be recast under the empty code. */
    Map<String, Long> received() {
        Map<String, Long> received = new TreeMap<>();
        sums.forEach((code, count) -> received.put(code, count.n()));
        received.merge("", notRecast, Long::sum);
        return received;
    }

    RecastJson json(Measure measure) {
        AreaDirectory directory = snapshot.directory();
        return new RecastJson(
                snapshot.id(),
                asStored,
                byPoint,
                byCrosswalk,
                notRecast,
                sums.entrySet().stream()
                        .map(entry -> new RecastAreaJson(
                                entry.getKey(),
                                name(directory, entry.getKey()),
                                entry.getValue().value(measure),
                                entry.getValue().n()))
                        .toList());
    }

    private LocalText name(AreaDirectory directory, String code) {
        OptionalInt at = directory.findByCode(rank, code);
        return at.isPresent() ? directory.name(at.getAsInt()) : LocalText.of("und", code);
    }
}
