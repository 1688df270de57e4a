package org.servicemap.gazetteer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * One thing that a search found.
 *
 * @param kind what it is
 * @param context the areas it lies in, to tell things of one name apart
 * @param position null for categories and matters, which lie nowhere
 * @param level id of the level, for areas
 * @param code of the area, road, compound, place …; null for coordinates
 * @param bbox extent, where it has one
 * @param area code of the finest area around it that has a name of its own; null outside, for areas and for what lies nowhere
 * @param category of a place
 */
public record Hit(
        Kind kind,
        LocalText name,
        LocalText context,
        @Nullable LonLat position,
        @Nullable String level,
        @Nullable String code,
        @Nullable BBox bbox,
        @Nullable String area,
        @Nullable String category) {
    /** What was found. */
    public enum Kind {
        AREA(0, 0),
        ROAD(1, 4),
        COMPOUND(1, 5),
        INTERSECTION(1, 6),
        ADDRESS(1, 7),
        COORDINATE(1, 8),
        PLACE(2, 3),
        CATEGORY(3, 1),
        MATTER(4, 2);

        static final int GROUPS = 5;

        private final int group;
        private final int standing;

        Kind(int group, int standing) {
            this.group = group;
            this.standing = standing;
        }

        /** Which kind comes first when two match equally well. */
        int standing() {
            return standing;
        }

        /** Kinds of one group share their part of an answer; no group is crowded out by another. */
        int group() {
            return group;
        }

        /** As it stands on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
