package org.servicemap.citypack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.geo.BBox;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;
import org.servicemap.incidents.IncidentRules;
import org.servicemap.text.Attempts;
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
                inRange(map.zoom(), DEFAULT_ZOOM, 22, "map.zoom"),
                text(map.attribution()),
                Boolean.TRUE.equals(map.synthetic()),
                text(map.notice()),
                snapMetres(resolver),
                ambiguousBelow(resolver),
                file.process() == null ? Map.of() : file.process());
    }

    /** Notes what of it cannot be, key by key. */
    static void check(PackFile file, Attempts<PackException> attempts) {
        PackFile.MapBlock map = file.map();
        attempts.run(() -> center(map == null ? null : map.center()));
        attempts.run(() -> inRange(map == null ? null : map.zoom(), DEFAULT_ZOOM, 22, "map.zoom"));
        PackFile.ResolverBlock resolver = file.resolver();
        if (resolver != null) {
            attempts.run(() -> snapMetres(resolver));
            attempts.run(() -> ambiguousBelow(resolver));
        }
    }

    private static double snapMetres(PackFile.@Nullable ResolverBlock block) {
        return inRange(block == null ? null : block.snapMetres(), DEFAULT_SNAP_METRES, 10_000, "resolver.snap_metres");
    }

    private static double ambiguousBelow(PackFile.@Nullable ResolverBlock block) {
        return inRange(
                block == null ? null : block.ambiguousBelow(), DEFAULT_AMBIGUOUS_BELOW, 1, "resolver.ambiguous_below");
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

    /** A centre far from the areas is most often one with latitude first; the page would open in the sea. */
    static void requireCentreNear(City city, Coverage coverage) {
        BBox all = box(coverage);
        LonLat at = city.center();
        // a city at the antimeridian
        double lon = at.lon() < all.minLon() - 180
                ? at.lon() + 360
                : at.lon() > all.maxLon() + 180 ? at.lon() - 360 : at.lon();
        boolean near = lon >= all.minLon() - CityPack.VICINITY_DEGREES
                && lon <= all.maxLon() + CityPack.VICINITY_DEGREES
                && at.lat() >= all.minLat() - CityPack.VICINITY_DEGREES
                && at.lat() <= all.maxLat() + CityPack.VICINITY_DEGREES;
        if (!near) {
            throw CityPack.fault(
                    "map.center",
                    String.format(
                            Locale.ROOT,
                            "[%.4f, %.4f] is far from the areas, which lie from %.4f to %.4f east and %.4f to %.4f north;"
                                    + " give [longitude, latitude]",
                            at.lon(),
                            at.lat(),
                            all.minLon(),
                            all.maxLon(),
                            all.minLat(),
                            all.maxLat()));
        }
    }

    /** Of the areas that stand in no other. */
    private static BBox box(Coverage coverage) {
        int[] x = {Integer.MAX_VALUE, Integer.MIN_VALUE};
        int[] y = {Integer.MAX_VALUE, Integer.MIN_VALUE};
        coverage.areas().stream()
                .filter(area -> area.parent() < 0)
                .flatMap(area -> Arrays.stream(area.shape().polygons()))
                .forEach(polygon -> {
                    int[] shell = polygon[0];
                    for (int i = 0; i < shell.length; i += 2) {
                        x[0] = Math.min(x[0], shell[i]);
                        x[1] = Math.max(x[1], shell[i]);
                        y[0] = Math.min(y[0], shell[i + 1]);
                        y[1] = Math.max(y[1], shell[i + 1]);
                    }
                });
        CanonicalGrid grid = coverage.grid();
        return new BBox(grid.lon(x[0]), grid.lat(y[0]), grid.lon(x[1]), grid.lat(y[1]));
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

    private static double inRange(@Nullable Double written, double otherwise, double max, String key) {
        double value = written == null ? otherwise : written;
        if (!(value >= 0 && value <= max)) {
            throw CityPack.fault(key, "a number from 0.0 to " + max + ", not " + value);
        }
        return value;
    }
}
