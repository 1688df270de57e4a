package org.servicemap.areas.coverage;

import java.util.List;
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

    public static CoverageDiff between(Coverage a, Coverage b) {
        throw new UnsupportedOperationException("not yet");
    }
}
