package org.servicemap.units;

/** Units, categories and hotlines at one moment, with what is looked up in them. Immutable. */
public record UnitsView(UnitTables tables, UnitDirectory directory, CategoryTree categories) {
    public UnitsView(UnitTables tables) {
        this(tables, new UnitDirectory(tables.units()), new CategoryTree(tables.categories()));
    }
}
