package org.servicemap.insights;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks into releases: which counts there are, and what stood at the same place a month earlier. Immutable. */
final class ReleasedCounts {
    private final List<Release> releases;
    private final Map<YearMonth, Map<Place, Integer>> byMonth = new HashMap<>();

    private record Place(String level, String area, String category) {
        static Place of(Release.Cell cell) {
            return new Place(cell.level(), cell.area(), cell.category());
        }
    }

    /** A count of a release; {@code before} is null when none of the month before was published. */
    record Found(
            Release release, Release.Cell cell, @Nullable Integer before) {}

    /** What is asked for; null is any. */
    record Asked(
            @Nullable YearMonth month,
            @Nullable String level,
            @Nullable String area,
            @Nullable String category) {
        boolean holds(Release.Cell cell) {
            return fits(level, cell.level()) && fits(area, cell.area()) && fits(category, cell.category());
        }

        private static boolean fits(@Nullable String wanted, String value) {
            return wanted == null || wanted.equals(value);
        }
    }

    ReleasedCounts(List<Release> releases) {
        this.releases = List.copyOf(releases);
        for (Release release : releases) {
            Map<Place, Integer> places = new HashMap<>();
            release.cells().forEach(cell -> places.put(Place.of(cell), cell.requests()));
            byMonth.put(release.month(), places);
        }
    }

    List<Release> releases() {
        return releases;
    }

    /** The latest month first, then as the release has them; looks no further than {@code most}. */
    List<Found> find(Asked asked, int most) {
        List<Found> found = new ArrayList<>();
        for (int i = releases.size() - 1; i >= 0 && found.size() < most; i--) {
            Release release = releases.get(i);
            if (asked.month() == null || Objects.equals(asked.month(), release.month())) {
                find(release, asked::holds, most, found);
            }
        }
        return found;
    }

    private void find(Release release, Predicate<Release.Cell> wanted, int most, List<Found> found) {
        Map<Place, Integer> before = byMonth.getOrDefault(release.month().minusMonths(1), Map.of());
        release.cells().stream()
                .filter(wanted)
                .limit(most - found.size())
                .forEach(cell -> found.add(new Found(release, cell, before.get(Place.of(cell)))));
    }
}
