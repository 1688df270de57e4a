package org.servicemap.areas;

import java.time.LocalDate;
import java.util.List;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.tiles.TileSet;

/**
 * The published area versions, as those who only read see them. Every method throws this feature's exception when the
 * version asked for does not exist or nothing is published yet. Thread-safe; {@link #current} costs nothing.
 */
public interface PublishedAreas {
    /** The version in force now. */
    AreaResolver current();

    /** Looks whether another version has come into force, for who found that {@link #current} is not any more. */
    default void lookAgain() {}

    /** The version in force on a date, also a past or future one. */
    AreaResolver on(LocalDate date);

    AreaResolver version(String id);

    /** What a version looks like on the map; made on demand. */
    TileSet tiles(String id);

    /** Pairs of ordinals of a version's areas of a level (rank) that have a border in common, each once. */
    default List<int[]> neighbours(String id, int rank) {
        return tiles(id).neighbours(rank);
    }

    /** All published and retired versions, the newest first. */
    List<VersionSummary> versions();

    /** What changes from one version to another, with the crosswalk. */
    CoverageDiff diff(String from, String to);
}
