package org.servicemap.citypack;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;

/**
 * The field names that a pack gives for a layer. One that the layer does not have is a mistake in the pack, not a
 * thousand empty values. A file with a list of fields is refused at once; in GeoJSON, where a feature may leave out what it
 * has no value for, a field is missing only when no feature has it.
 */
final class WantedFields {
    private static final int MOST_SHOWN = 100;

    private final String layer;
    private final Set<String> missing;
    private final Set<String> seen = new LinkedHashSet<>();

    WantedFields(String layer, Collection<String> wanted) {
        this.layer = layer;
        this.missing = new LinkedHashSet<>(wanted);
    }

    /** @throws PackException {@code unknown_field} */
    void see(Feature feature, FeatureReader reader) {
        if (missing.isEmpty()) {
            return;
        }
        missing.removeAll(feature.attributes().keySet());
        if (seen.size() < MOST_SHOWN) {
            seen.addAll(feature.attributes().keySet());
        }
        if (reader.hasSchema()) {
            reader.fields().forEach(missing::remove);
            requireAll();
        }
    }

    /** At the end of the layer: whether each was in some feature. */
    void requireAll() {
        if (!missing.isEmpty()) {
            throw new PackException(
                    "unknown_field",
                    layer,
                    0,
                    "there is no field «" + missing.iterator().next() + "»; the layer has " + seen);
        }
    }
}
