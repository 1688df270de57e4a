package org.servicemap.places;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.LonLat;

/**
 * Which places are in charge of a point, duty by duty. What names an overlay's feature comes before what names an area, a finer
 * area before a coarser one. Where nobody is registered for a duty the nearest place that has it stands in, marked as that.
 * Immutable.
 */
final class Responsibility {
    private final PlaceView view;
    private final Map<String, PlaceCategory> duties = new LinkedHashMap<>();
    private final String[] dutyOf;
    private final Map<Charge, List<Integer>> inCharge = new HashMap<>();

    /**
     * A place that is in charge, or stands in.
     *
     * @param by why; null when it is only the nearest
     * @param sure whether the point's disc of accuracy lies in that area as far as is asked for; of an overlay whether the
     *     point itself lies in the feature, and not only within its layer's tolerance
     */
    record Found(int place, @Nullable Charge by, boolean sure) {}

    /**
     * A duty and who has it here.
     *
     * @param category that states the duty
     * @param found who comes first first; empty only when the city has no such place
     */
    record Duty(PlaceCategory category, List<Found> found) {}

    Responsibility(PlaceView view) {
        this.view = view;
        PlaceSet set = view.set();
        set.categories().duties().forEach(category -> duties.putIfAbsent(String.valueOf(category.duty()), category));
        dutyOf = new String[set.size()];
        for (int place = 0; place < dutyOf.length; place++) {
            PlaceCategory category = set.categories().dutyOf(set.place(place).category());
            dutyOf[place] = category == null ? "" : String.valueOf(category.duty());
            if (category != null) {
                for (Charge charge : set.place(place).charges()) {
                    inCharge.computeIfAbsent(charge, key -> new ArrayList<>()).add(place);
                }
            }
        }
    }

    /** Every duty that the city's categories state, in their order. */
    List<Duty> of(Resolution resolution) {
        Map<Charge, Boolean> charges = charges(resolution);
        return duties.entrySet().stream()
                .map(duty -> new Duty(duty.getValue(), found(duty.getKey(), charges, resolution.point())))
                .toList();
    }

    /** What may be in charge of the point, the most special first, and whether the point is surely in it. */
    private Map<Charge, Boolean> charges(Resolution resolution) {
        Map<Charge, Boolean> charges = new LinkedHashMap<>();
        for (OverlayHit hit : resolution.overlays()) {
            charges.put(Charge.overlay(hit.layer(), hit.code()), !isBeside(hit));
        }
        List<LevelHit> hits = resolution.areas();
        for (int i = hits.size() - 1; i >= 0; i--) {
            LevelHit hit = hits.get(i);
            charges.put(Charge.area(level(hit.level()).id(), view.directory().code(hit.ordinal())), !hit.ambiguous());
        }
        return charges;
    }

    /** Outside a polygon and within its layer's tolerance; beside a line with sides is where it says it is. */
    private static boolean isBeside(OverlayHit hit) {
        return hit.distanceMetres() > 0 && hit.side() == null;
    }

    private Level level(int rank) {
        return view.areas().levels().stream()
                .filter(level -> level.rank() == rank)
                .findFirst()
                .orElseThrow();
    }

    private List<Found> found(String duty, Map<Charge, Boolean> charges, LonLat point) {
        List<Found> found = new ArrayList<>();
        charges.forEach((charge, sure) -> inCharge.getOrDefault(charge, List.of()).stream()
                .filter(place -> dutyOf[place].equals(duty))
                .forEach(place -> found.add(new Found(place, charge, sure))));
        return found.isEmpty() ? nearest(duty, point) : found;
    }

    private List<Found> nearest(String duty, LonLat point) {
        int[] nearest = Distances.nearest(point, view.set(), place -> dutyOf[place].equals(duty), 1);
        return Arrays.stream(nearest)
                .mapToObj(place -> new Found(place, null, false))
                .toList();
    }
}
