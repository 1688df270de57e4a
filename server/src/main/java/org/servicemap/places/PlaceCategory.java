package org.servicemap.places;

import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * A node of the tree of place categories.
 *
 * @param icon name of the picture that marks its places
 * @param duty what its places, and those of the categories below, are in charge of areas for ({@code police_station} …);
 *     null when they are not, or when a category above says it
 */
public record PlaceCategory(
        String code,
        @Nullable String parent,
        LocalText name,
        String icon,
        @Nullable String duty) {}
