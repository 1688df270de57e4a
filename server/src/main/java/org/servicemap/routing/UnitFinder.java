package org.servicemap.routing;

import java.util.Arrays;
import java.util.Map;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** A unit reference worked out for every area of its level or every feature of its layer. */
final class UnitFinder {
    static final int NOBODY = -1;

    private final UnitRef ref;
    private final int place;
    private final int rank;
    private final int first;
    private final int[] units;

    private UnitFinder(UnitRef ref, int place, int rank, int first, int[] units) {
        this.ref = ref;
        this.place = place;
        this.rank = rank;
        this.first = first;
        this.units = units;
    }

    static UnitFinder of(
            UnitRef ref, int place, Territory territory, UnitDirectory directory, Map<String, Integer> numbers) {
        return switch (ref.form()) {
            case UNIT -> new UnitFinder(ref, place, 0, 0, new int[] {numbers.getOrDefault(ref.value(), NOBODY)});
            case AREA -> ofAreas(ref, place, territory, directory, numbers);
            case OVERLAY -> ofFeatures(ref, place, territory, directory, numbers);
        };
    }

    private static UnitFinder ofAreas(
            UnitRef ref, int place, Territory territory, UnitDirectory directory, Map<String, Integer> numbers) {
        int rank = territory.rank(ref.value());
        int first = 0;
        while (first < territory.directory().size() && territory.directory().level(first) < rank) {
            first++;
        }
        int end = first;
        while (end < territory.directory().size() && territory.directory().level(end) == rank) {
            end++;
        }
        int[] units = new int[end - first];
        for (int i = 0; i < units.length; i++) {
            String code = territory.directory().code(first + i);
            units[i] = number(directory.findOfArea(ref.value(), code, ref.role()), numbers);
        }
        return new UnitFinder(ref, place, rank, first, units);
    }

    private static UnitFinder ofFeatures(
            UnitRef ref, int place, Territory territory, UnitDirectory directory, Map<String, Integer> numbers) {
        int[] units = new int[territory.featureCount()];
        Arrays.fill(units, NOBODY);
        for (int i = 0; i < units.length; i++) {
            if (territory.layerOf(i).id().equals(ref.value())) {
                String code = territory.feature(i).code();
                units[i] = number(directory.findOfOverlay(ref.value(), code, ref.role()), numbers);
            }
        }
        return new UnitFinder(ref, place, 0, 0, units);
    }

    private static int number(java.util.Optional<Unit> unit, Map<String, Integer> numbers) {
        return unit.map(found -> numbers.getOrDefault(found.code(), NOBODY)).orElse(NOBODY);
    }

    UnitRef ref() {
        return ref;
    }

    int place() {
        return place;
    }

    /** Rank of the level asked for; 0 when it asks for none. */
    int rank() {
        return rank;
    }

    /** Whether it names the same unit everywhere. */
    boolean isFixed() {
        return ref.form() == UnitRef.Form.UNIT;
    }

    /** Whether it names nobody anywhere. */
    boolean isEmpty() {
        return Arrays.stream(units).allMatch(unit -> unit == NOBODY);
    }

    int find(Located[] places) {
        return find(places[place]);
    }

    /** The unit's number, or {@link #NOBODY}. */
    int find(Located at) {
        switch (ref.form()) {
            case UNIT:
                return units[0];
            case AREA:
                int area = at.areas[rank];
                return area < 0 ? NOBODY : units[area - first];
            default:
                for (int feature : at.features) {
                    if (units[feature] != NOBODY) {
                        return units[feature];
                    }
                }
                return NOBODY;
        }
    }
}
