package org.servicemap.routing;

import java.util.Arrays;
import java.util.OptionalInt;
import org.servicemap.areas.coverage.Level;

/** A place in ordinals: the area of each level and the overlay features. Not to be changed after construction. */
final class Located {
    static final Located UNKNOWN = new Located(emptyChain(), new int[0]);

    /** By rank (index 0 unused): ordinal or −1. */
    final int[] areas;
    /** Feature numbers; of one layer the nearest first. */
    final int[] features;

    private Located(int[] areas, int[] features) {
        this.areas = areas;
        this.features = features;
    }

    private static int[] emptyChain() {
        int[] chain = new int[Level.MAX_LEVELS + 1];
        Arrays.fill(chain, -1);
        return chain;
    }

    /** The place in a territory; codes that it does not know are as if they had not been found. */
    static Located of(Place place, Territory territory) {
        int[] chain = emptyChain();
        for (Place.AreaAt area : place.areas()) {
            territory
                    .directory()
                    .findByCode(area.level(), area.code())
                    .ifPresent(ordinal -> chain[area.level()] = ordinal);
        }
        int[] features = place.overlays().stream()
                .map(feature -> territory.findFeature(feature.layer(), feature.code()))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .toArray();
        return new Located(chain, features);
    }

    /** An area with the areas above it, nothing known below. */
    static Located of(int area, int[] features, Territory territory) {
        int[] chain = emptyChain();
        for (int at = area; at >= 0; at = territory.directory().parent(at)) {
            chain[territory.directory().level(at)] = at;
        }
        return new Located(chain, features);
    }

    /** The same areas with overlay features. */
    Located with(int[] found) {
        return found.length == 0 ? this : new Located(areas, found);
    }

    /** Whether it lies in some area. */
    boolean isKnown() {
        for (int area : areas) {
            if (area >= 0) {
                return true;
            }
        }
        return false;
    }
}
