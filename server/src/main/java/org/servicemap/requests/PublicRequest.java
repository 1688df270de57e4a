package org.servicemap.requests;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;

/**
 * What everyone may know of a request. There is nothing about the petitioner in it.
 *
 * @param closed whether nothing more is expected of anyone
 * @param unit name of the leading unit; null before dispatch
 * @param updatedAt when it ended, else when it last changed
 * @param areas names of the areas it lies in, coarsest first; empty unless the category publishes points
 * @param point WGS 84; null unless the category publishes points
 * @param text as reviewed for the public; null unless it was
 * @param reply likewise what was answered
 * @param photo where the first published photo is, after the address of the server; null when there is none
 */
public record PublicRequest(
        String number,
        Category category,
        boolean closed,
        @Nullable LocalText unit,
        Instant receivedAt,
        Instant updatedAt,
        @Nullable Instant deadline,
        List<LocalText> areas,
        @Nullable LonLat point,
        @Nullable String text,
        @Nullable String reply,
        @Nullable String photo) {
    public PublicRequest {
        areas = List.copyOf(areas);
    }
}
