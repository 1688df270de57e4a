package org.servicemap.units;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;

/** Units hang on the areas that they are in charge of, and follow them along the crosswalk. */
public final class UnitAreas implements AreaDependants {
    private final Units units;
    private final UnitStore store = new UnitStore();

    public UnitAreas(Units units) {
        this.units = units;
    }

    @Override
    public String kind() {
        return "units";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        return units.read(handle).units().stream()
                .filter(unit -> unit.level() != null && unit.area() != null && areas.contains(keyOf(unit)))
                .map(unit -> new Dependant("unit", unit.code(), unit.name(), keyOf(unit)))
                .toList();
    }

    private static AreaKey keyOf(Unit unit) {
        return new AreaKey(Objects.requireNonNull(unit.level()), Objects.requireNonNull(unit.area()));
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        // a unit is in charge of one area: of a split one it keeps the largest part
        Set<AreaKey> seen = new HashSet<>();
        store.moveAreas(
                handle, moves.stream().filter(move -> seen.add(move.from())).toList());
        Units.tellOthers(handle);
    }

    @Override
    public String remember(Handle handle) {
        return UnitTablesJson.write(units.read(handle));
    }

    @Override
    public void restore(Handle handle, String kept) {
        units.replace(handle, UnitTablesJson.read(kept));
    }
}
