package org.servicemap.places;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place as staff keep it, whatever its state.
 *
 * @param place as it is published, else as it is drafted, else as it was before it was withdrawn
 * @param version the last there is; 0 for a place that was never published
 * @param changedAt of the last version; of the draft when there is none
 * @param draft what is prepared, or null
 */
record PlaceEntry(
        Place place, State state, int version, Instant changedAt, String changedBy, DraftStore.@Nullable Draft draft) {
    enum State {
        /** Published, and nothing is prepared. */
        PUBLISHED,
        /** Published, and a change is prepared. */
        CHANGED,
        /** Not on the map, and prepared. */
        DRAFT,
        WITHDRAWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As it will be once its draft is published. */
    Place latest() {
        return draft == null ? place : draft.place();
    }

    /** Whether its code or one of its names has these words, in any case. */
    boolean isCalled(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        return place.code().toLowerCase(Locale.ROOT).contains(wanted)
                || isNamed(place, wanted)
                || isNamed(latest(), wanted);
    }

    private static boolean isNamed(Place place, String wanted) {
        return place.name().byTag().values().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
                || place.aliases().byTag().values().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
