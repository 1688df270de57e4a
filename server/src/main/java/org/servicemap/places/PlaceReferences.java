package org.servicemap.places;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.units.KnownPlaces;

/**
 * What places may refer to.
 *
 * @param matters codes
 * @param units codes
 * @param areas levels, areas, overlays; null where they are not known, which checks nothing
 */
public record PlaceReferences(
        PlaceCategories categories,
        Set<String> matters,
        Set<String> units,
        @Nullable KnownPlaces areas) {

    /** One thing that does not exist. */
    record Missing(String field, String code, String zh, String en) {}

    /** Hands over what a place refers to and there is not. */
    void check(Place place, List<Missing> missing) {
        if (categories.find(place.category()).isEmpty()) {
            missing.add(of("category", "unknown_category", "分类", "category", place.category()));
        }
        String unit = place.unit();
        if (unit != null && !units.contains(unit)) {
            missing.add(of("unit", "unknown_unit", "单位", "unit", unit));
        }
        for (PlaceMatter matter : place.matters()) {
            if (!matters.contains(matter.code())) {
                missing.add(of("matters", "unknown_matter", "事项", "matter", matter.code()));
            }
        }
        for (Charge charge : place.charges()) {
            if (!exists(charge)) {
                missing.add(of("in_charge", "unknown_area", "区域", "area", charge.toString()));
            }
        }
    }

    /** Tells a row what it refers to and there is not. */
    public void check(Row row, Place place) {
        List<Missing> missing = new java.util.ArrayList<>();
        check(place, missing);
        missing.forEach(one -> row.fault(one.field(), one.code(), one.zh(), one.en()));
    }

    /** Refuses a place that refers to what there is not. */
    void require(Place place) {
        List<Missing> missing = new java.util.ArrayList<>();
        check(place, missing);
        if (!missing.isEmpty()) {
            throw PlaceException.field(missing.get(0).field(), missing.get(0).en());
        }
    }

    private boolean exists(Charge charge) {
        KnownPlaces known = areas;
        return known == null
                || (charge.overlay()
                        ? known.hasOverlay(charge.layer()) && known.hasOverlayFeature(charge.layer(), charge.code())
                        : known.hasLevel(charge.layer()) && known.hasArea(charge.layer(), charge.code()));
    }

    private static Missing of(String field, String code, String zh, String en, String value) {
        return new Missing(field, code, "没有" + zh + " " + value, "there is no " + en + " " + value);
    }
}
