package org.servicemap.insights.briefs;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** What codes are called when a report is made. A code that is no more stands for itself. */
record BriefNames(AreaSnapshot areas, UnitDirectory units, CategoryTree categories) {
    static BriefNames of(BriefGround ground) {
        return new BriefNames(
                ground.areas().current().snapshot(),
                ground.units().get(),
                ground.categories().get());
    }

    /** 0 when there is no such level. */
    int rank(String level) {
        return areas.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElse(0);
    }

    /** Id of the level of a rank; empty when there is none. */
    String level(int rank) {
        return areas.levels().stream()
                .filter(each -> each.rank() == rank)
                .map(Level::id)
                .findFirst()
                .orElse("");
    }

    LocalText area(int rank, String code) {
        OptionalInt ordinal = areas.directory().findByCode(rank, code);
        return ordinal.isPresent() ? areas.directory().name(ordinal.getAsInt()) : bare(code);
    }

    LocalText unit(String code) {
        return units.find(code).map(Unit::name).orElse(bare(code));
    }

    String unitKind(String code) {
        return units.find(code).map(Unit::kind).orElse("");
    }

    LocalText category(String code) {
        return categories.find(code).map(Category::name).orElse(bare(code));
    }

    private static LocalText bare(String code) {
        return LocalText.of("und", code);
    }

    /** The areas around a point (WGS 84), coarsest first; none outside the city. */
    List<Integer> chain(double lon, double lat) {
        List<Integer> chain = new ArrayList<>();
        AreaDirectory directory = areas.directory();
        for (int at = areas.index().leafOf(lon, lat); at >= 0; at = directory.parent(at)) {
            chain.add(0, at);
        }
        return chain;
    }

    /** Whether an area is the other or lies in it. */
    boolean isWithin(int ordinal, int rank, String code) {
        AreaDirectory directory = areas.directory();
        int above = directory.ancestorAt(ordinal, rank);
        return above >= 0 && directory.code(above).equals(code);
    }

    /** Of a subject; null when there is none of that code. */
    @Nullable
    LocalText subject(BriefSubject subject, LocalText city) {
        return switch (subject.kind()) {
            case BriefSubject.AREA ->
                areas.directory()
                                .findByCode(rank(subject.level()), subject.code())
                                .isPresent()
                        ? area(rank(subject.level()), subject.code())
                        : null;
            case BriefSubject.UNIT -> units.find(subject.code()).map(Unit::name).orElse(null);
            default -> city;
        };
    }
}
