package org.servicemap.places;

import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;

/**
 * The places and in which areas they lie, at one moment.
 *
 * @param leaf by the place's ordinal: the finest area that holds it, −1 outside
 */
public record PlaceView(PlaceSet set, AreaSnapshot areas, int[] leaf) {

    /** Only {@code AreaIndex} says where a place lies. */
    static PlaceView of(PlaceSet set, AreaSnapshot areas) {
        int[] leaf = new int[set.size()];
        areas.index().leavesOf(set.lons(), set.lats(), leaf, set.size());
        return new PlaceView(set, areas, leaf);
    }

    /** The area of a level that holds a place; −1 for none. */
    public int areaOf(int place, int level) {
        return leaf[place] < 0 ? -1 : directory().ancestorAt(leaf[place], level);
    }

    AreaDirectory directory() {
        return areas.directory();
    }

    /** Differs when places or areas differ. */
    String stamp() {
        return set.stamp() + "-" + areas.id();
    }
}
