package org.servicemap.appointments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Place;
import org.servicemap.places.Places;
import org.servicemap.places.PublishedPlace;

/** The places behind the halls, and where citizens are. */
record HallPlaces(Places places, PublishedAreas areas) {
    /** A location that is not known better says nothing of who is in charge: its disc would reach into everybody's area. */
    static final double MOST_ACCURACY_METRES = 1000;

    Optional<Place> find(String hall) {
        return places.current().find(hall).map(PublishedPlace::place);
    }

    /** {@code unknown_hall} for a place that was withdrawn. */
    Place get(String hall) {
        return find(hall).orElseThrow(() -> AppointmentException.unknownHall(hall));
    }

    /** Also one that was withdrawn, as it was: for staff, and for what was booked there. */
    Optional<Place> known(String hall) {
        return places.known(hall);
    }

    /** {@code unknown_hall} for what never was a place. */
    Place getKnown(String hall) {
        return known(hall).orElseThrow(() -> AppointmentException.unknownHall(hall));
    }

    boolean isWithdrawn(Handle handle, String hall) {
        return places.withdrawn(handle, List.of(hall)).contains(hall);
    }

    /** As the crow flies, from a hall that may have been withdrawn to another; {@link Double#MAX_VALUE} where one of them is nowhere. */
    double metres(String from, String to) {
        Optional<Place> other = find(to);
        return known(from)
                .flatMap(here -> other.map(there -> Geodesy.distanceMetres(here.point(), there.point())))
                .orElse(Double.MAX_VALUE);
    }

    boolean isOpen(String hall, Instant moment) {
        return find(hall).filter(place -> places.isOpen(place, moment)).isPresent();
    }

    Jurisdiction jurisdiction(@Nullable LonLat point, @Nullable Double accuracyMetres) {
        if (point == null || accuracyMetres != null && accuracyMetres > MOST_ACCURACY_METRES) {
            return Jurisdiction.UNKNOWN;
        }
        return Jurisdiction.of(areas.current(), point, accuracyMetres);
    }
}
