package org.servicemap.wardens;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Caller;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/**
 * The grids of the version in force, which are its areas of the finest level, and whose they are to administer: of a unit that heads
 * areas those inside them and its subtree's; of an account bound to an area those inside it; of neither all. Thread-safe.
 */
final class AssignmentGrids {
    private final PublishedAreas areas;
    private final Supplier<UnitDirectory> units;

    AssignmentGrids(PublishedAreas areas, Supplier<UnitDirectory> units) {
        this.areas = areas;
        this.units = units;
    }

    AreaSnapshot snapshot() {
        return areas.current().snapshot();
    }

    UnitDirectory units() {
        return units.get();
    }

    /** What a caller may administer, as of now. */
    AssignmentScope scope(Caller caller) {
        AreaSnapshot snapshot = snapshot();
        return new AssignmentScope(snapshot, units.get(), caller, roots(snapshot, caller));
    }

    private @Nullable Set<Integer> roots(AreaSnapshot snapshot, Caller caller) {
        if (caller.areaLevel() != null && caller.area() != null) {
            Set<Integer> bound = new LinkedHashSet<>();
            find(snapshot, caller.areaLevel(), caller.area()).ifPresent(bound::add);
            return bound;
        }
        return caller.unit() == null ? null : rootsOfUnit(snapshot, caller);
    }

    /** Only of units that head an area: a department of a district has its area too, but no grids to man. */
    private Set<Integer> rootsOfUnit(AreaSnapshot snapshot, Caller caller) {
        UnitDirectory directory = units.get();
        Set<Integer> roots = new LinkedHashSet<>();
        for (Unit unit : directory.list()) {
            String level = unit.level();
            String area = unit.area();
            if (level != null
                    && area != null
                    && Scope.covers(directory, caller, unit.code())
                    && heads(directory, unit)) {
                find(snapshot, level, area).ifPresent(roots::add);
            }
        }
        return outermost(snapshot.directory(), roots);
    }

    private static boolean heads(UnitDirectory directory, Unit unit) {
        return unit.role() == null
                && directory
                        .findOfArea(String.valueOf(unit.level()), String.valueOf(unit.area()), null)
                        .map(Unit::code)
                        .filter(unit.code()::equals)
                        .isPresent();
    }

    private static Set<Integer> outermost(AreaDirectory directory, Set<Integer> areas) {
        Set<Integer> left = new LinkedHashSet<>();
        for (int area : areas) {
            int above = directory.parent(area);
            while (above >= 0 && !areas.contains(above)) {
                above = directory.parent(above);
            }
            if (above < 0) {
                left.add(area);
            }
        }
        return left;
    }

    /** An area by level and code. */
    static OptionalInt find(AreaSnapshot snapshot, String level, String code) {
        return snapshot.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .stream()
                .flatMap(rank -> snapshot.directory().findByCode(rank, code).stream())
                .findFirst();
    }

    /** An area named as {@code level:code}; refuses with {@code unknown_area}. */
    static int get(AreaSnapshot snapshot, String key) {
        int colon = key.indexOf(':');
        OptionalInt found =
                colon < 0 ? OptionalInt.empty() : find(snapshot, key.substring(0, colon), key.substring(colon + 1));
        return found.orElseThrow(() -> AreaErrors.UNKNOWN_AREA.problem("there is no area " + key, "area"));
    }

    /** Rank of the finest level. */
    static int finest(AreaSnapshot snapshot) {
        return snapshot.levels().get(snapshot.levels().size() - 1).rank();
    }

    static OptionalInt grid(AreaSnapshot snapshot, String code) {
        return snapshot.directory().findByCode(finest(snapshot), code);
    }

    /** The grids inside an area, itself if it is one, in the directory's order. */
    static List<Integer> within(AreaSnapshot snapshot, int area) {
        List<Integer> grids = new ArrayList<>();
        collect(snapshot.directory(), finest(snapshot), area, grids);
        grids.sort(null);
        return grids;
    }

    private static void collect(AreaDirectory directory, int finest, int area, List<Integer> into) {
        if (directory.level(area) == finest) {
            into.add(area);
        }
        for (int child : directory.children(area)) {
            collect(directory, finest, child, into);
        }
    }

    /** The grid in which a point lies. */
    Optional<String> gridAt(double lon, double lat) {
        AreaSnapshot snapshot = snapshot();
        int leaf = snapshot.index().leafOf(lon, lat);
        return leaf < 0 || snapshot.directory().level(leaf) != finest(snapshot)
                ? Optional.empty()
                : Optional.of(snapshot.directory().code(leaf));
    }
}
