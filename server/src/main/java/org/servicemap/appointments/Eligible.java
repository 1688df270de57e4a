package org.servicemap.appointments;

import java.util.List;
import java.util.Map;
import org.servicemap.places.Charge;

/** Which halls may act for a location of which only the resolved areas are kept. */
record Eligible(Halls halls, HallPlaces places) {

    /** @param areas as {@link Jurisdiction#kept} when it was asked for */
    boolean mayAct(String hall, long queue, List<String> matters, Map<String, String> areas) {
        boolean cityWide = halls.find(hall)
                .flatMap(found -> found.findQueue(queue))
                .filter(found -> found.isCityWide(matters))
                .isPresent();
        return places.find(hall)
                .filter(place -> cityWide
                        || place.charges().isEmpty()
                        || place.charges().stream().anyMatch(charge -> holds(charge, areas)))
                .isPresent();
    }

    private static boolean holds(Charge charge, Map<String, String> areas) {
        return charge.overlay()
                ? areas.containsKey(charge.toString())
                : charge.code().equals(areas.get(charge.layer()));
    }
}
