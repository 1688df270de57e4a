package org.servicemap.courtyard;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.places.Charge;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceSet;
import org.servicemap.text.LocalText;

/** The places that are in charge of a community, the nearest to it first: of it before of the whole city. Pure. */
final class PlacesInCharge {
    private PlacesInCharge() {}

    /** @param of the name of what it is in charge of */
    record Found(Place place, LocalText of, int rank) {}

    /**
     * Those first whose charge comes first, then by code.
     *
     * @param charges with the name of each, in the order in which their places are shown
     */
    static List<Found> of(PlaceSet set, Map<Charge, LocalText> charges, int most) {
        List<Charge> order = List.copyOf(charges.keySet());
        Map<Charge, Integer> ranks = new HashMap<>();
        order.forEach(charge -> ranks.put(charge, ranks.size()));
        return IntStream.range(0, set.size())
                .mapToObj(set::place)
                .map(place -> found(place, charges, ranks))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(Found::rank)
                        .thenComparing(found -> found.place().code()))
                .limit(most)
                .toList();
    }

    private static Optional<Found> found(Place place, Map<Charge, LocalText> charges, Map<Charge, Integer> ranks) {
        Charge nearest = null;
        for (Charge charge : place.charges()) {
            nearest = nearer(charge, nearest, ranks);
        }
        return nearest == null
                ? Optional.empty()
                : Optional.of(new Found(
                        place,
                        charges.getOrDefault(nearest, LocalText.EMPTY),
                        ranks.getOrDefault(nearest, Integer.MAX_VALUE)));
    }

    private static @Nullable Charge nearer(Charge one, @Nullable Charge other, Map<Charge, Integer> ranks) {
        Integer rank = ranks.get(one);
        if (rank == null) {
            return other;
        }
        return other == null || rank < ranks.getOrDefault(other, Integer.MAX_VALUE) ? one : other;
    }
}
