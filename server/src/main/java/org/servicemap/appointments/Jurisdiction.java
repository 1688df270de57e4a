package org.servicemap.appointments;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Charge;
import org.servicemap.places.Place;

/**
 * For whom a hall may act. A place without areas of its own, and a matter that is handled city-wide, serve everyone; else the matter's
 * location must lie in an area or overlay feature that the place is in charge of. Only the area resolver says where it lies. Pure.
 *
 * @param resolution of the citizen's location; null when it is not known
 */
record Jurisdiction(
        @Nullable Resolution resolution, @Nullable AreaSnapshot snapshot) {
    /** So near to a border people are not sure on which side they live. */
    private static final double NEAR_METRES = 50;

    static final Jurisdiction UNKNOWN = new Jurisdiction(null, null);

    /** How a hall stands to a location. */
    enum Fit {
        /** In charge of the area. */
        IN_CHARGE,
        /** Whoever comes. */
        CITY_WIDE,
        /** The location's accuracy leaves it open. */
        MAYBE,
        /** Another hall is. */
        NOT_IN_CHARGE,
        /** The location was not given. */
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean mayBook() {
            return this == IN_CHARGE || this == CITY_WIDE || this == MAYBE;
        }
    }

    static Jurisdiction of(AreaResolver resolver, LonLat point, @Nullable Double accuracyMetres) {
        return new Jurisdiction(
                resolver.resolve(new Query(point, accuracyMetres, Set.of(Query.ALL))), resolver.snapshot());
    }

    Fit fit(Place place, boolean cityWide) {
        if (cityWide || place.charges().isEmpty()) {
            return Fit.CITY_WIDE;
        }
        Resolution known = resolution;
        if (known == null) {
            return Fit.UNKNOWN;
        }
        if (place.charges().stream().anyMatch(charge -> holds(charge, known))) {
            return Fit.IN_CHARGE;
        }
        return place.charges().stream().anyMatch(charge -> mayHold(charge, known)) ? Fit.MAYBE : Fit.NOT_IN_CHARGE;
    }

    private boolean holds(Charge charge, Resolution known) {
        if (charge.overlay()) {
            return known.overlays().stream()
                    .anyMatch(hit ->
                            hit.layer().equals(charge.layer()) && hit.code().equals(charge.code()));
        }
        return known.areas().stream()
                .anyMatch(hit -> isOf(hit, charge) && code(hit.ordinal()).equals(charge.code()));
    }

    /** Whether the disc of accuracy reaches into it. */
    private boolean mayHold(Charge charge, Resolution known) {
        if (charge.overlay()) {
            Double accuracy = known.accuracyMetres();
            return accuracy != null && isWithin(accuracy, charge, known);
        }
        List<LevelHit> hits = known.areas().isEmpty() ? known.touched() : known.areas();
        return hits.stream()
                .filter(hit -> isOf(hit, charge))
                .flatMap(hit -> hit.candidates().stream())
                .anyMatch(candidate -> code(candidate.ordinal()).equals(charge.code()));
    }

    /** Whether so many metres from the location lead to the border of an overlay's feature, or to its line. */
    private boolean isWithin(double metres, Charge charge, Resolution known) {
        return snapshot != null
                && snapshot.overlays()
                        .featuresWithin(charge.layer(), known.point(), metres)
                        .contains(charge.code());
    }

    private boolean isOf(LevelHit hit, Charge charge) {
        return level(hit.level()).equals(charge.layer());
    }

    private String code(int ordinal) {
        return snapshot == null ? "" : snapshot.directory().code(ordinal);
    }

    private String level(int rank) {
        return snapshot == null
                ? ""
                : snapshot.levels().stream()
                        .filter(level -> level.rank() == rank)
                        .map(Level::id)
                        .findFirst()
                        .orElse("");
    }

    /** Whether a border that decides for this place is so near that its owner may err. */
    boolean isNearBorder(Place place) {
        Resolution known = resolution;
        return known != null && (isNearArea(place, known) || isNearFeature(place, known));
    }

    private boolean isNearArea(Place place, Resolution known) {
        return known.areas().stream()
                .filter(hit -> place.charges().stream().anyMatch(charge -> !charge.overlay() && isOf(hit, charge)))
                .anyMatch(hit -> hit.ambiguous() || hit.borderMetres() < NEAR_METRES);
    }

    private boolean isNearFeature(Place place, Resolution known) {
        Double accuracy = known.accuracyMetres();
        double near = accuracy == null ? NEAR_METRES : Math.max(accuracy, NEAR_METRES);
        return place.charges().stream().anyMatch(charge -> charge.overlay() && isWithin(near, charge, known));
    }

    /** Code by level, and besides each overlay feature that holds the location, as charges are written: for who comes or waits. */
    Map<String, String> kept() {
        Map<String, String> kept = areas();
        if (resolution != null) {
            resolution
                    .overlays()
                    .forEach(hit ->
                            kept.put(Charge.overlay(hit.layer(), hit.code()).toString(), hit.code()));
        }
        return kept;
    }

    /** Code by level; empty without a location. */
    Map<String, String> areas() {
        Map<String, String> areas = new TreeMap<>();
        if (resolution != null) {
            resolution.areas().forEach(hit -> areas.put(level(hit.level()), code(hit.ordinal())));
        }
        return areas;
    }

    @Nullable
    Long version() {
        return snapshot == null ? null : Long.valueOf(snapshot.id());
    }
}
