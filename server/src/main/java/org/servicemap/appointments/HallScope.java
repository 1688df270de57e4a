package org.servicemap.appointments;

import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.servicemap.accounts.Scope;
import org.servicemap.http.Caller;
import org.servicemap.places.Place;
import org.servicemap.units.UnitDirectory;

/** Whose bookings staff may look at: those of halls of the own unit and below it that stand in the own area. */
record HallScope(Halls halls, HallPlaces places, Supplier<UnitDirectory> units) {
    /**
     * The codes of a caller's halls; whoever is bound to nothing has all. Reads places, so ask before a transaction begins: that of a
     * withdrawn hall needs a connection of its own.
     */
    Predicate<String> of(Caller caller) {
        if (caller.unit() == null && caller.areaLevel() == null) {
            return hall -> true;
        }
        UnitDirectory directory = units.get();
        Set<String> own = halls.all().keySet().stream()
                .flatMap(code -> places.known(code).stream())
                .filter(place -> Scope.covers(directory, caller, place.unit()))
                .filter(place -> isInArea(caller, place))
                .map(Place::code)
                .collect(Collectors.toUnmodifiableSet());
        return own::contains;
    }

    private boolean isInArea(Caller caller, Place place) {
        return caller.areaLevel() == null
                || Scope.covers(caller, places.jurisdiction(place.point(), null).areas());
    }
}
