package org.servicemap.citypack;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;
import org.servicemap.incidents.IncidentRules;
import org.servicemap.text.LocalText;
import org.servicemap.units.CategoryAttributes;
import org.servicemap.units.CategoryTree;

/** The city's record as its pack describes it, with the format's defaults filled in. */
final class CityOfPack {
    private static final double DEFAULT_ZOOM = 10;
    private static final double DEFAULT_SNAP_METRES = 50;
    private static final double DEFAULT_AMBIGUOUS_BELOW = 0.8;

    private CityOfPack() {}

    static City of(CityPack pack) {
        PackFile file = pack.file();
        PackFile.MapBlock map = file.map() == null ? new PackFile.MapBlock(null, null, null, null, null) : file.map();
        PackFile.ResolverBlock resolver = file.resolver();
        Double snap = resolver == null ? null : resolver.snapMetres();
        Double ambiguous = resolver == null ? null : resolver.ambiguousBelow();
        return new City(
                file.id(),
                new LocalText(file.name()),
                file.defaultLanguage(),
                file.languages(),
                pack.zone(),
                pack.levels(),
                pack.authoritativeRank(),
                pack.routingRank(),
                center(map.center()),
                map.zoom() == null ? DEFAULT_ZOOM : inRange(map.zoom(), 0, 22, "map.zoom"),
                text(map.attribution()),
                Boolean.TRUE.equals(map.synthetic()),
                text(map.notice()),
                snap == null ? DEFAULT_SNAP_METRES : inRange(snap, 0, 10_000, "resolver.snap_metres"),
                ambiguous == null ? DEFAULT_AMBIGUOUS_BELOW : inRange(ambiguous, 0, 1, "resolver.ambiguous_below"),
                file.process() == null ? Map.of() : file.process());
    }

    /** Words of the process that name what stands in the pack's tables. */
    static void requireKnown(City city, CategoryTree categories) {
        try {
            IncidentRules.of(city.process())
                    .requireCategories(code -> categories.find(code).isPresent());
            CategoryAttributes.of(city.process()).requireKnown(categories);
        } catch (IllegalArgumentException e) {
            throw CityPack.fault("process", String.valueOf(e.getMessage()));
        }
    }

    private static LonLat center(@Nullable List<Double> center) {
        if (center == null || center.size() != 2 || center.contains(null)) {
            throw CityPack.fault("map.center", "give [longitude, latitude]");
        }
        try {
            return new LonLat(center.get(0), center.get(1));
        } catch (GeoException e) {
            throw CityPack.fault("map.center", "give [longitude, latitude]: " + e.getMessage());
        }
    }

    private static LocalText text(@Nullable Map<String, String> byTag) {
        return byTag == null ? LocalText.EMPTY : new LocalText(byTag);
    }

    private static double inRange(double value, double min, double max, String key) {
        if (!(value >= min && value <= max)) {
            throw CityPack.fault(key, "a number from " + min + " to " + max + ", not " + value);
        }
        return value;
    }
}
