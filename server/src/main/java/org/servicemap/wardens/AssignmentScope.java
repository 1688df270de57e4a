package org.servicemap.wardens;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.units.UnitDirectory;

/**
 * What one caller may administer: grids inside its areas, people of its units. Pure.
 *
 * @param roots ordinals of its areas, none inside another; null for the whole city
 */
record AssignmentScope(
        AreaSnapshot snapshot,
        UnitDirectory units,
        Caller caller,
        @Nullable Set<Integer> roots) {

    boolean isWhole() {
        return roots == null;
    }

    boolean covers(int area) {
        Set<Integer> own = roots;
        if (own == null) {
            return true;
        }
        AreaDirectory directory = snapshot.directory();
        int each = area;
        while (each >= 0 && !own.contains(each)) {
            each = directory.parent(each);
        }
        return each >= 0;
    }

    /** Whether a grid is the caller's; one that the version in force lacks is who may act for the whole city's. */
    boolean coversGrid(String code) {
        OptionalInt grid = AssignmentGrids.grid(snapshot, code);
        return grid.isPresent() ? covers(grid.getAsInt()) : isWhole();
    }

    /** Whether an account of a unit, or bound to an area, is the caller's to assign. */
    boolean coversPerson(@Nullable String unit, @Nullable String areaLevel, @Nullable String area) {
        if (isWhole() || caller.unit() != null && unit != null && Scope.covers(units, caller, unit)) {
            return true;
        }
        return areaLevel != null
                && area != null
                && AssignmentGrids.find(snapshot, areaLevel, area).stream().anyMatch(this::covers);
    }

    /** The ordinal of a grid in scope; refuses one that there is not, and with {@code out_of_scope} another's. */
    int require(String code, String field) {
        int grid = AssignmentGrids.grid(snapshot, code)
                .orElseThrow(() -> WardenException.badField(field, "there is no grid " + code));
        if (!covers(grid)) {
            throw outOfScope("grid " + code + " is looked after by others");
        }
        return grid;
    }

    /** As {@link #require} for a grid that the version in force may lack. */
    void requireGrid(String code) {
        if (!coversGrid(code)) {
            throw outOfScope("grid " + code + " is looked after by others");
        }
    }

    static RuntimeException outOfScope(String message) {
        return ErrorCode.OUT_OF_SCOPE.problem(message);
    }

    /**
     * The areas asked for: one by {@code level:code}, else the caller's own, else those of the coarsest level.
     *
     * @throws org.servicemap.http.Problem {@code unknown_area}, {@code out_of_scope}
     */
    List<Integer> areas(@Nullable String key) {
        if (key != null) {
            int area = AssignmentGrids.get(snapshot, key);
            if (!covers(area)) {
                throw outOfScope("area " + key + " is looked after by others");
            }
            return List.of(area);
        }
        Set<Integer> own = roots;
        return own != null
                ? List.copyOf(own)
                : IntStream.range(0, snapshot.directory().size())
                        .filter(area -> snapshot.directory().parent(area) < 0)
                        .boxed()
                        .toList();
    }

    /** Ordinals of the grids inside the areas asked for. */
    List<Integer> grids(@Nullable String key) {
        List<Integer> grids = new ArrayList<>();
        areas(key).forEach(area -> grids.addAll(AssignmentGrids.within(snapshot, area)));
        return grids;
    }

    /** Codes of the grids inside the areas asked for; null for all there are or were. */
    @Nullable
    List<String> codes(@Nullable String key) {
        return key == null && isWhole()
                ? null
                : grids(key).stream().map(snapshot.directory()::code).toList();
    }

    /** Units whose people are the caller's; null for all. */
    @Nullable
    List<String> unitCodes() {
        return isWhole() ? null : caller.unit() == null ? List.of() : Scope.units(units, caller);
    }
}
