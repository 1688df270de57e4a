package org.servicemap.gazetteer.words;

import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * One place of the gazetteer as the finder knows it.
 *
 * @param position WGS 84
 * @param radiusMetres how far from the position a caller who names it may be: a compound's footprint, half a road's length
 * @param area position of the finest known area around it in the list of areas, or −1
 * @param owner code of the compound or road that an address belongs to
 * @param door an address's building or house number, digits only where it has any
 * @param crossing code of the second road of an intersection, whose first is the owner
 */
public record NamedPlace(
        PlaceKind kind,
        String code,
        LocalText name,
        LonLat position,
        double radiusMetres,
        int area,
        @Nullable String owner,
        @Nullable String door,
        @Nullable String crossing) {}
