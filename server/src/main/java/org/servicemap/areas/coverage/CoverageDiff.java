package org.servicemap.areas.coverage;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.servicemap.text.LocalText;

/** What differs between two coverages, level by level (coarsest first; levels of either). */
public record CoverageDiff(List<LevelDiff> levels) {
    public CoverageDiff {
        levels = List.copyOf(levels);
    }

    /**
     * One level's differences. An area that is recoded stands neither in added nor in gone.
     *
     * @param crosswalk every old code with what became of it
     */
    public record LevelDiff(
            int level,
            List<AreaRef> added,
            List<AreaRef> gone,
            List<Renamed> renamed,
            List<Moved> moved,
            List<Recoded> recoded,
            Crosswalk crosswalk) {}

    public record AreaRef(String code, LocalText name, double km2) {}

    public record Renamed(String code, LocalText before, LocalText after) {}

    /**
     * Same code, other boundary.
     *
     * @param kept share of the old area that the area still holds, 0 … 1
     */
    public record Moved(
            String code,
            LocalText name,
            double km2Before,
            double km2After,
            double gainedKm2,
            double lostKm2,
            double kept) {}

    /** Same boundary, other code. */
    public record Recoded(String before, String after, LocalText name, double km2) {}

    /** What became of {@code a} in {@code b}; their grids may differ. Differences up to 0.01 m² are rounding and count as none. */
    public static CoverageDiff between(Coverage a, Coverage b) {
        SortedSet<Integer> ranks = new TreeSet<>();
        a.levels().forEach(level -> ranks.add(level.rank()));
        b.levels().forEach(level -> ranks.add(level.rank()));
        return new CoverageDiff(ranks.stream()
                .map(rank -> new LevelComparison(rank, a, b).compare())
                .toList());
    }
}
