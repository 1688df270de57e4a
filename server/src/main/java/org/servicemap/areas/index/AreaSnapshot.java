package org.servicemap.areas.index;

import java.time.LocalDate;
import java.util.List;
import org.servicemap.areas.coverage.Level;

/** Everything a resolver needs of one area version. Immutable; swapped as a whole when another version takes force. */
public record AreaSnapshot(
        String id,
        String label,
        LocalDate effectiveFrom,
        AreaDirectory directory,
        AreaIndex index,
        OverlayIndex overlays,
        ResolverSettings settings) {
    public List<Level> levels() {
        return directory.levels();
    }
}
