package org.servicemap.ogc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.tiles.TileSet;
import org.servicemap.geo.BBox;
import org.servicemap.insights.Release;
import org.servicemap.text.LocalText;

/**
 * The released counts of requests: a feature for each month, area and top category. It has its area's shape while the version that it
 * was cut with is in force, else none.
 */
final class StatisticsFeatures implements Features {
    private static final int FIXED = 9;

    private final List<Count> counts = new ArrayList<>();
    private final Map<String, Integer> byId = new HashMap<>();
    private final AreaSnapshot snapshot;
    private final Supplier<TileSet> shapes;
    private final City city;

    /** @param area ordinal in the version in force, −1 when the release is of another */
    private record Count(Release release, Release.Cell cell, int area) {
        String id() {
            return String.join(".", release.month().toString(), cell.level(), cell.area(), cell.category());
        }
    }

    private StatisticsFeatures(List<Release> releases, AreaSnapshot snapshot, Supplier<TileSet> shapes, City city) {
        this.snapshot = snapshot;
        this.shapes = shapes;
        this.city = city;
        for (Release release : releases) {
            for (Release.Cell cell : release.cells()) {
                Count count = new Count(release, cell, area(release, cell));
                byId.put(count.id(), counts.size());
                counts.add(count);
            }
        }
    }

    private int area(Release release, Release.Cell cell) {
        if (!release.areaVersion().equals(snapshot.id())) {
            return -1;
        }
        OptionalInt found = snapshot.levels().stream()
                .filter(level -> level.id().equals(cell.level()))
                .mapToInt(Level::rank)
                .findFirst();
        return found.isEmpty()
                ? -1
                : directory().findByCode(found.getAsInt(), cell.area()).orElse(-1);
    }

    static Layer layer(List<Release> releases, AreaSnapshot snapshot, Supplier<TileSet> shapes, City city) {
        StatisticsFeatures features = new StatisticsFeatures(releases, snapshot, shapes, city);
        return Layer.of(
                "request_statistics",
                LocalText.of("en", "Requests: released counts", "zh", "诉求统计（已发布）"),
                LocalText.of(
                        "en",
                        "Requests received by month, area and top category, released once and never changed. Counts that could"
                                + " point at somebody are left out, as are sensitive categories.",
                        "zh",
                        "按月份、区域和一级分类统计的受理诉求，每月只发布一次、不再更改。可能指向个人的数值和敏感分类不在其中。"),
                features.properties(),
                features,
                "s" + releases.size() + "-" + snapshot.id());
    }

    private List<Property> properties() {
        List<Property> all = new ArrayList<>(List.of(
                new Property("month", Property.Type.STRING, "Month of receipt, as 2026-01"),
                new Property("level", Property.Type.STRING, "Level of the area"),
                new Property("area", Property.Type.STRING, "Code of the area"),
                new Property("category", Property.Type.STRING, "Code of the top category"),
                new Property("requests", Property.Type.INTEGER, "Requests received"),
                new Property("solved", Property.Type.INTEGER, "Of these solved when released, where that is published"),
                new Property("k", Property.Type.INTEGER, "Counts under this are not published"),
                new Property("version", Property.Type.STRING, "Area version"),
                new Property("released_on", Property.Type.STRING, "When it was released")));
        all.addAll(Names.properties("area_name", "Name of the area", city));
        return all;
    }

    private AreaDirectory directory() {
        return snapshot.directory();
    }

    @Override
    public int size() {
        return counts.size();
    }

    @Override
    public String id(int feature) {
        return counts.get(feature).id();
    }

    @Override
    public int find(String id) {
        return byId.getOrDefault(id, -1);
    }

    @Override
    public @Nullable BBox box(int feature) {
        int area = counts.get(feature).area();
        return area < 0 ? null : directory().bbox(area);
    }

    @Override
    public @Nullable Geometry geometry(int feature) {
        int area = counts.get(feature).area();
        return area < 0 ? null : shapes.get().geometry(area);
    }

    @Override
    public Period period(int feature) {
        Release release = counts.get(feature).release();
        return Period.of(release.month().atDay(1), release.month().atEndOfMonth(), city.zone());
    }

    @Override
    public @Nullable Object value(int feature, int property) {
        Count count = counts.get(feature);
        return switch (property) {
            case 0 -> count.release().month().toString();
            case 1 -> count.cell().level();
            case 2 -> count.cell().area();
            case 3 -> count.cell().category();
            case 4 -> count.cell().requests();
            case 5 -> count.cell().solved();
            case 6 -> count.release().k();
            case 7 -> count.release().areaVersion();
            case 8 -> count.release().releasedAt().toString();
            default -> count.area() < 0 ? null : Names.value(directory().name(count.area()), city, property - FIXED);
        };
    }
}
