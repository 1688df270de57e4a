package org.servicemap.ogc;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.tiles.TileSet;
import org.servicemap.geo.BBox;
import org.servicemap.text.LocalText;

/** The areas of one level of a version. */
final class AreaFeatures implements Features {
    private static final int FIXED = 8;
    private static final double SQUARE_METRES = 1e6;

    private final AreaSnapshot snapshot;
    private final Supplier<TileSet> shapes;
    private final Level level;
    private final City city;
    private final int first;
    private final int size;
    private final List<String> attributes;
    private final Period period;

    private AreaFeatures(AreaSnapshot snapshot, Supplier<TileSet> shapes, Level level, City city) {
        this.snapshot = snapshot;
        this.shapes = shapes;
        this.level = level;
        this.city = city;
        AreaDirectory directory = snapshot.directory();
        int from = 0;
        while (from < directory.size() && directory.level(from) < level.rank()) {
            from++;
        }
        int to = from;
        TreeSet<String> names = new TreeSet<>();
        while (to < directory.size() && directory.level(to) == level.rank()) {
            names.addAll(directory.attributes(to++).keySet());
        }
        first = from;
        size = to - from;
        attributes = List.copyOf(names);
        period = Period.since(snapshot.effectiveFrom(), city.zone());
    }

    static Layer layer(AreaSnapshot snapshot, Supplier<TileSet> shapes, Level level, City city) {
        AreaFeatures features = new AreaFeatures(snapshot, shapes, level, city);
        String en = level.name().in("en", "en");
        LocalText title =
                LocalText.of("en", "Areas: " + en, "zh", "区域：" + level.name().in("zh", "en"));
        LocalText description = LocalText.of(
                "en",
                "The areas of this level in the version in force, with the whole boundary of each.",
                "zh",
                "现行区划版本中这一层级的全部区域及完整边界。");
        return Layer.of(
                "area_" + level.id(),
                title,
                description,
                features.properties(),
                features,
                snapshot.id() + "-" + snapshot.effectiveFrom());
    }

    private List<Property> properties() {
        List<Property> all = new ArrayList<>(List.of(
                new Property("code", Property.Type.STRING, "Code of the area, unique in its level"),
                new Property("level", Property.Type.STRING, "Its level"),
                new Property("rank", Property.Type.INTEGER, "Place of the level, 1 is the coarsest"),
                new Property("parent", Property.Type.STRING, "Code of the area that it lies in"),
                new Property("parent_level", Property.Type.STRING, "Level of that area"),
                new Property("km2", Property.Type.NUMBER, "Size in square kilometres"),
                new Property("version", Property.Type.STRING, "Area version"),
                new Property("valid_from", Property.Type.DATE, "First day of that version")));
        all.addAll(Names.properties(city));
        attributes.forEach(name -> all.add(new Property("attr_" + name, Property.Type.STRING, "Attribute " + name)));
        return all;
    }

    private AreaDirectory directory() {
        return snapshot.directory();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String id(int feature) {
        return directory().code(first + feature);
    }

    @Override
    public int find(String id) {
        return directory().findByCode(level.rank(), id).orElse(first - 1) - first;
    }

    @Override
    public BBox box(int feature) {
        return directory().bbox(first + feature);
    }

    @Override
    public Geometry geometry(int feature) {
        return shapes.get().geometry(first + feature);
    }

    @Override
    public Period period(int feature) {
        return period;
    }

    @Override
    public @Nullable Object value(int feature, int property) {
        int area = first + feature;
        int parent = directory().parent(area);
        return switch (property) {
            case 0 -> directory().code(area);
            case 1 -> level.id();
            case 2 -> level.rank();
            case 3 -> parent < 0 ? null : directory().code(parent);
            case 4 -> parent < 0 ? null : levelOf(parent);
            case 5 -> Math.rint(directory().areaM2(area)) / SQUARE_METRES;
            case 6 -> snapshot.id();
            case 7 -> snapshot.effectiveFrom();
            default -> further(area, property - FIXED);
        };
    }

    private @Nullable Object further(int area, int number) {
        int names = Names.count(city);
        return number < names
                ? Names.value(directory().name(area), city, number)
                : directory().attributes(area).get(attributes.get(number - names));
    }

    private @Nullable String levelOf(int area) {
        int rank = directory().level(area);
        return snapshot.levels().stream()
                .filter(one -> one.rank() == rank)
                .map(Level::id)
                .findFirst()
                .orElse(null);
    }
}
