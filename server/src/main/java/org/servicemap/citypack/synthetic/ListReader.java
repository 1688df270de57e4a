package org.servicemap.citypack.synthetic;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;

/** Generated features, read like those of a file. */
final class ListReader implements FeatureReader {
    private final String layer;
    private final List<String> fields;
    private final Iterator<Feature> features;

    ListReader(String layer, List<Feature> features) {
        this.layer = layer;
        this.fields = features.isEmpty()
                ? List.of()
                : List.copyOf(features.get(0).attributes().keySet());
        this.features = features.iterator();
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public String declaredCrs() {
        return "EPSG:4326";
    }

    @Override
    public List<String> fields() {
        return fields;
    }

    @Override
    public @Nullable Feature next() {
        return features.hasNext() ? features.next() : null;
    }

    @Override
    public void close() {}
}
