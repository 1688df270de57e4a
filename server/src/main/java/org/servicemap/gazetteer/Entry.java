package org.servicemap.gazetteer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * One thing with a name, as the search index needs it.
 *
 * @param aliases other names, several parted by semicolons
 * @param about what else it is searched by: its category, what can be done there
 * @param position null for what lies nowhere: categories, matters
 * @param category of a place, else null
 * @param official whether it stands before others of its kind that match as well
 */
public record Entry(
        Hit.Kind kind,
        String code,
        LocalText name,
        LocalText aliases,
        List<LocalText> about,
        @Nullable LonLat position,
        @Nullable BBox bbox,
        @Nullable String category,
        boolean official) {
    public Entry {
        about = List.copyOf(about);
    }

    static Entry located(Hit.Kind kind, String code, LocalText name, LonLat position, @Nullable BBox bbox) {
        return new Entry(kind, code, name, LocalText.EMPTY, List.of(), position, bbox, null, false);
    }
}
