package org.servicemap.places;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.places.hours.OpeningHours;

/**
 * Which places are wanted. Null, false and empty ask nothing; what is given must all hold.
 *
 * @param category with all below it
 * @param matter that can be done there
 * @param area {@code level:code}, in which it lies
 * @param openAt when it shall be open
 * @param accessibility that it shall offer
 * @param appointments only places that take appointments
 * @param near from where distances are measured
 * @param withinMetres of {@code near}
 * @param free codes of the places that have a free appointment as wanted, or are asked for; null when neither is asked
 */
public record PlaceFilter(
        @Nullable String category,
        @Nullable String matter,
        @Nullable String area,
        @Nullable Instant openAt,
        Set<Accessibility> accessibility,
        boolean appointments,
        @Nullable BBox bbox,
        @Nullable LonLat near,
        @Nullable Double withinMetres,
        @Nullable Set<String> free) {
    public static final PlaceFilter ALL = new PlaceFilter(null, null, null, null, Set.of(), false, null, null, null);

    public PlaceFilter {
        accessibility = Set.copyOf(accessibility);
        free = free == null ? null : Set.copyOf(free);
    }

    /** Whatever their free appointments. */
    public PlaceFilter(
            @Nullable String category,
            @Nullable String matter,
            @Nullable String area,
            @Nullable Instant openAt,
            Set<Accessibility> accessibility,
            boolean appointments,
            @Nullable BBox bbox,
            @Nullable LonLat near,
            @Nullable Double withinMetres) {
        this(category, matter, area, openAt, accessibility, appointments, bbox, near, withinMetres, null);
    }

    /** The same, of these places alone, by code; null asks nothing. */
    PlaceFilter of(@Nullable Set<String> codes) {
        if (codes == null) {
            return this;
        }
        Set<String> left = new HashSet<>(codes);
        if (free != null) {
            left.retainAll(free);
        }
        return new PlaceFilter(
                category, matter, area, openAt, accessibility, appointments, bbox, near, withinMetres, left);
    }

    boolean asksNothing() {
        return equals(ALL);
    }

    PlaceFilter withoutCategory() {
        return new PlaceFilter(null, matter, area, openAt, accessibility, appointments, bbox, near, withinMetres, free);
    }

    /** The ordinals of the places wanted as a test; {@link PlaceException} for a category or matter that does not exist. */
    IntPredicate on(PlaceView view, LocalClock clock) {
        IntPredicate all = place -> true;
        IntPredicate cheap = and(and(and(all, inBox(view.set())), inCategory(view.set())), near(view.set()));
        IntPredicate known = and(and(and(cheap, inArea(view)), facts(view.set())), free(view.set()));
        return and(and(known, serves(view.set())), open(view.set(), clock));
    }

    private static IntPredicate and(IntPredicate one, @Nullable IntPredicate other) {
        return other == null ? one : one.and(other);
    }

    private @Nullable IntPredicate inBox(PlaceSet set) {
        BBox box = bbox;
        return box == null ? null : place -> box.contains(set.lon(place), set.lat(place));
    }

    private @Nullable IntPredicate inCategory(PlaceSet set) {
        if (category == null) {
            return null;
        }
        if (set.categories().find(category).isEmpty()) {
            throw new PlaceException(
                    PlaceException.UNKNOWN_CATEGORY, "category", "there is no place category " + category);
        }
        int from = set.categories().ordinal(category);
        int end = set.categories().end(category);
        return place -> set.category(place) >= from && set.category(place) < end;
    }

    private @Nullable IntPredicate near(PlaceSet set) {
        Double metres = withinMetres;
        if (near == null || metres == null) {
            return null;
        }
        IntToDoubleFunction distance = Distances.from(near, set);
        return place -> distance.applyAsDouble(place) <= metres;
    }

    private @Nullable IntPredicate inArea(PlaceView view) {
        if (area == null) {
            return null;
        }
        String[] parts = area.split(":", 2);
        int rank = view.areas().levels().stream()
                .filter(level -> level.id().equals(parts[0]))
                .mapToInt(Level::rank)
                .findFirst()
                .orElseThrow(() -> AreaErrors.UNKNOWN_LEVEL.problem("there is no level " + parts[0], "area"));
        OptionalInt found =
                parts.length < 2 ? OptionalInt.empty() : view.directory().findByCode(rank, parts[1]);
        int wanted = found.orElseThrow(() -> AreaErrors.UNKNOWN_AREA.problem("there is no area " + area, "area"));
        return place -> view.areaOf(place, rank) == wanted;
    }

    private @Nullable IntPredicate facts(PlaceSet set) {
        if (accessibility.isEmpty() && !appointments) {
            return null;
        }
        List<Accessibility> wanted = List.copyOf(accessibility);
        return place -> (!appointments || set.place(place).appointments())
                && (wanted.isEmpty() || offers(set.place(place).accessibility(), wanted));
    }

    private @Nullable IntPredicate free(PlaceSet set) {
        Set<String> codes = free;
        return codes == null ? null : place -> codes.contains(set.place(place).code());
    }

    private static boolean offers(List<Accessibility> facts, List<Accessibility> wanted) {
        return !facts.isEmpty() && EnumSet.copyOf(facts).containsAll(wanted);
    }

    private @Nullable IntPredicate serves(PlaceSet set) {
        if (matter == null) {
            return null;
        }
        Matter wanted = set.findMatter(matter)
                .orElseThrow(() ->
                        new PlaceException(PlaceException.UNKNOWN_MATTER, "matter", "there is no matter " + matter));
        return place -> set.serves(place, wanted);
    }

    /** Places share their hours, so each pattern is looked up once. */
    private @Nullable IntPredicate open(PlaceSet set, LocalClock clock) {
        Instant moment = openAt;
        if (moment == null) {
            return null;
        }
        Map<OpeningHours, Boolean> known = new IdentityHashMap<>();
        return place -> {
            OpeningHours hours = set.hours(place);
            if (hours == null) {
                return false;
            }
            String zone = set.place(place).zone();
            return zone != null
                    ? clock.times(hours, zone).isOpen(moment)
                    : known.computeIfAbsent(
                            hours, each -> clock.times(each, null).isOpen(moment));
        };
    }
}
