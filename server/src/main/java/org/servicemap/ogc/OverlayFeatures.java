package org.servicemap.ogc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.BBox;
import org.servicemap.text.LocalText;

/** The features of one overlay layer. */
final class OverlayFeatures implements Features {
    private static final int FIXED = 2;

    private final List<OverlayFeature> features;
    private final Map<String, Integer> byCode = new HashMap<>();
    private final List<String> attributes;
    private final AreaSnapshot snapshot;
    private final City city;
    private final Period period;

    private OverlayFeatures(OverlayLayer layer, AreaSnapshot snapshot, City city) {
        features = layer.features();
        this.snapshot = snapshot;
        this.city = city;
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < features.size(); i++) {
            byCode.put(features.get(i).code(), i);
            names.addAll(features.get(i).attributes().keySet());
        }
        attributes = List.copyOf(names);
        period = Period.since(snapshot.effectiveFrom(), city.zone());
    }

    static Layer layer(OverlayLayer overlay, AreaSnapshot snapshot, City city) {
        OverlayFeatures features = new OverlayFeatures(overlay, snapshot, city);
        LocalText title = LocalText.of(
                "en",
                "Layer: " + overlay.name().in("en", "en"),
                "zh",
                "专题图层：" + overlay.name().in("zh", "en"));
        LocalText description = LocalText.of(
                "en",
                "An overlay layer: outside the hierarchy of areas, used to find who is responsible.",
                "zh",
                "区域层级之外的专题图层，用于判断由谁负责。");
        return Layer.of(
                "overlay_" + overlay.id(),
                title,
                description,
                features.properties(),
                features,
                snapshot.id() + "-" + snapshot.effectiveFrom());
    }

    private List<Property> properties() {
        List<Property> all = new ArrayList<>(List.of(
                new Property("code", Property.Type.STRING, "Code of the feature, unique in its layer"),
                new Property("version", Property.Type.STRING, "Area version")));
        all.addAll(Names.properties(city));
        attributes.forEach(name -> all.add(new Property("attr_" + name, Property.Type.STRING, "Attribute " + name)));
        return all;
    }

    @Override
    public int size() {
        return features.size();
    }

    @Override
    public String id(int feature) {
        return features.get(feature).code();
    }

    @Override
    public int find(String id) {
        return byCode.getOrDefault(id, -1);
    }

    @Override
    public @Nullable BBox box(int feature) {
        Envelope box = features.get(feature).wgs84().getEnvelopeInternal();
        return box.isNull() ? null : new BBox(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
    }

    @Override
    public Geometry geometry(int feature) {
        return features.get(feature).wgs84();
    }

    @Override
    public Period period(int feature) {
        return period;
    }

    @Override
    public @Nullable Object value(int feature, int property) {
        OverlayFeature one = features.get(feature);
        return switch (property) {
            case 0 -> one.code();
            case 1 -> snapshot.id();
            default -> further(one, property - FIXED);
        };
    }

    private @Nullable Object further(OverlayFeature one, int number) {
        int names = Names.count(city);
        return number < names
                ? Names.value(one.name(), city, number)
                : one.attributes().get(attributes.get(number - names));
    }
}
