package org.servicemap.ogc;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.text.LocalText;

/**
 * One collection as it is served.
 *
 * @param extent holds all features; null when there is none with a geometry
 * @param period holds the times of all features; null when none has one
 * @param stamp differs when anything in it differs
 */
record Layer(
        String id,
        LocalText title,
        LocalText description,
        List<Property> properties,
        Features features,
        @Nullable BBox extent,
        @Nullable Period period,
        String stamp) {
    Layer {
        properties = List.copyOf(properties);
    }

    static Layer of(
            String id,
            LocalText title,
            LocalText description,
            List<Property> properties,
            Features features,
            String stamp) {
        BBox extent = null;
        Period period = null;
        for (int i = 0; i < features.size(); i++) {
            extent = union(extent, features.box(i));
            Period time = features.period(i);
            period = period == null || time == null ? time == null ? period : time : period.around(time);
        }
        return new Layer(id, title, description, properties, features, extent, period, stamp);
    }

    private static @Nullable BBox union(@Nullable BBox all, @Nullable BBox one) {
        if (all == null || one == null) {
            return all == null ? one : all;
        }
        return all.union(one);
    }

    /** Properties that {@code name=value} may ask for. */
    List<Property> filters() {
        return properties.stream().filter(Property::isFilter).toList();
    }

    Optional<Property> findFilter(String name) {
        return filters().stream()
                .filter(property -> property.name().equals(name))
                .findFirst();
    }
}
