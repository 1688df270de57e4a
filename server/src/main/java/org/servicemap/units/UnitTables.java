package org.servicemap.units;

import java.util.List;

/** Everything that {@code units} keeps, as one set: it is checked and replaced together. */
public record UnitTables(List<Unit> units, List<Category> categories, List<Hotline> hotlines) {
    public static final UnitTables EMPTY = new UnitTables(List.of(), List.of(), List.of());

    public UnitTables {
        units = List.copyOf(units);
        categories = List.copyOf(categories);
        hotlines = List.copyOf(hotlines);
    }
}
