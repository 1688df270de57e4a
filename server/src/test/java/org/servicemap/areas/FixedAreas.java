package org.servicemap.areas;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.tiles.TileSet;

/** Published areas that were made by hand: version 1 from 2024, version 2 (one row of grids more) from 2025. */
public final class FixedAreas implements PublishedAreas {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final LocalDate SECOND = LocalDate.of(2025, 1, 1);

    private final Coverage older = TestTown.coverage(2, 2);
    private final Coverage newer = TestTown.coverage(2, 3);
    private final AreaResolver one = new AreaResolver(TestTown.snapshot("1", FIRST, older));
    private final AreaResolver two;
    private final Map<String, TileSet> tiles =
            Map.of("1", TileSet.of(older, Map.of()), "2", TileSet.of(newer, Map.of()));

    public FixedAreas() {
        two = new AreaResolver(TestTown.snapshot("2", SECOND, newer));
    }

    /** As above, with another version in force. */
    public FixedAreas(AreaResolver current) {
        two = current;
    }

    @Override
    public AreaResolver current() {
        return two;
    }

    @Override
    public AreaResolver on(LocalDate date) {
        if (date.isBefore(FIRST)) {
            throw AreaErrors.BEFORE_FIRST_VERSION.problem("the first version is from " + FIRST, "on");
        }
        return date.isBefore(SECOND) ? one : two;
    }

    @Override
    public AreaResolver version(String id) {
        return switch (id) {
            case "1" -> one;
            case "2" -> two;
            default -> throw AreaErrors.UNKNOWN_VERSION.problem("there is no version " + id, "version");
        };
    }

    @Override
    public TileSet tiles(String id) {
        version(id);
        return tiles.get(id);
    }

    @Override
    public List<VersionSummary> versions() {
        return List.of(
                new VersionSummary("2", "version 2", SECOND, "published", true),
                new VersionSummary("1", "version 1", FIRST, "retired", false));
    }

    @Override
    public CoverageDiff diff(String from, String to) {
        return CoverageDiff.between(from.equals("1") ? older : newer, to.equals("1") ? older : newer);
    }
}
