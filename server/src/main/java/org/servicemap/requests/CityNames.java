package org.servicemap.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Describe;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.Unit;
import org.servicemap.units.Units;
import org.servicemap.units.UnitsView;

/** The names behind the codes that requests hold, as they are now. A code that is no more keeps standing for itself. */
final class CityNames {
    private final PublishedAreas areas;
    private final Units units;

    CityNames(PublishedAreas areas, Units units) {
        this.areas = areas;
        this.units = units;
    }

    @Describe("A code and what it is called")
    record NamedJson(String code, LocalText name) {}

    @Describe("An area of the chain")
    record AreaJson(String level, LocalText levelName, String code, LocalText name) {}

    @Nullable
    NamedJson unit(@Nullable String code) {
        return code == null
                ? null
                : new NamedJson(
                        code,
                        units.current().directory().find(code).map(Unit::name).orElse(LocalText.of("und", code)));
    }

    @Nullable
    NamedJson category(@Nullable String code) {
        return code == null
                ? null
                : new NamedJson(
                        code,
                        units.current()
                                .categories()
                                .find(code)
                                .map(Category::name)
                                .orElse(LocalText.of("und", code)));
    }

    /** Coarsest first. */
    List<AreaJson> areas(Facts facts) {
        AreaSnapshot snapshot = areas.current().snapshot();
        List<AreaJson> chain = new ArrayList<>();
        for (Level level : snapshot.levels()) {
            String code = facts.text(Field.area(level.rank()));
            if (code != null) {
                OptionalInt ordinal = snapshot.directory().findByCode(level.rank(), code);
                LocalText name =
                        ordinal.isPresent() ? snapshot.directory().name(ordinal.getAsInt()) : LocalText.of("und", code);
                chain.add(new AreaJson(level.id(), level.name(), code, name));
            }
        }
        return chain;
    }

    /** What an area is called now; its code when it is no more. */
    LocalText area(int rank, String code) {
        AreaSnapshot snapshot = areas.current().snapshot();
        OptionalInt ordinal = snapshot.directory().findByCode(rank, code);
        return ordinal.isPresent() ? snapshot.directory().name(ordinal.getAsInt()) : LocalText.of("und", code);
    }

    List<Level> levels() {
        return areas.current().snapshot().levels();
    }

    UnitsView units() {
        return units.current();
    }

    UnitTree tree() {
        return new UnitTree(units.current().directory());
    }

    /** What of the requests a caller's area and unit cover. */
    AreaScope scope(UnitTree tree) {
        return new AreaScope(this::levels, tree);
    }

    /** The category and all below it. */
    List<String> categoriesWithin(String code) {
        return units.current().categories().list().stream()
                .map(Category::code)
                .filter(each -> units.current().categories().isWithin(each, code))
                .toList();
    }
}
