package org.servicemap.places;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.servicemap.places.hours.OpeningHours;

/**
 * All that is published at one moment, by ordinal (the codes' order), laid out so that a walk over 100,000 places takes a
 * millisecond or two. Immutable.
 */
public final class PlaceSet {
    public static final PlaceSet EMPTY = new PlaceSet(List.of(), List.of(), List.of());

    private final List<PublishedPlace> places;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final PlaceCategories categories;
    private final Map<String, Matter> matters = new LinkedHashMap<>();
    private final double[] lons;
    private final double[] lats;
    private final int[] categoryOf;
    private final @Nullable OpeningHours[] hours;
    private final String stamp;

    public PlaceSet(Collection<PublishedPlace> all, List<PlaceCategory> categories, List<Matter> matters) {
        this.places = all.stream()
                .sorted(Comparator.comparing(one -> one.place().code()))
                .toList();
        this.categories = new PlaceCategories(categories);
        matters.forEach(matter -> this.matters.put(matter.code(), matter));
        lons = new double[places.size()];
        lats = new double[places.size()];
        categoryOf = new int[places.size()];
        hours = new OpeningHours[places.size()];
        Map<String, OpeningHours> known = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i).place();
            ordinals.put(place.code(), i);
            lons[i] = place.point().lon();
            lats[i] = place.point().lat();
            categoryOf[i] = this.categories.ordinal(place.category());
            hours[i] = place.hours().isEmpty() ? null : known.computeIfAbsent(place.hours(), OpeningHours::parse);
        }
        stamp = stamp(places, categories, matters);
    }

    private static String stamp(List<PublishedPlace> places, List<PlaceCategory> categories, List<Matter> matters) {
        CRC32 crc = new CRC32();
        for (PublishedPlace one : places) {
            crc.update((one.place().code() + one.version() + ";").getBytes(StandardCharsets.UTF_8));
        }
        crc.update((categories.toString() + matters).getBytes(StandardCharsets.UTF_8));
        return places.size() + "-" + Long.toString(crc.getValue(), 36);
    }

    /** The same after some places were published again or withdrawn. */
    PlaceSet with(Set<String> codes, List<PublishedPlace> now) {
        Set<String> changed = new HashSet<>(codes);
        List<PublishedPlace> all = Stream.concat(
                        places.stream()
                                .filter(one -> !changed.contains(one.place().code())),
                        now.stream())
                .toList();
        return new PlaceSet(all, categories.list(), List.copyOf(matters.values()));
    }

    /** Differs when anything differs; the same on every server. */
    public String stamp() {
        return stamp;
    }

    public int size() {
        return places.size();
    }

    public PublishedPlace published(int ordinal) {
        return places.get(ordinal);
    }

    public Place place(int ordinal) {
        return places.get(ordinal).place();
    }

    /** In the order of their codes. */
    public List<PublishedPlace> list() {
        return places;
    }

    public Optional<PublishedPlace> find(String code) {
        return Optional.ofNullable(ordinals.get(code)).map(places::get);
    }

    /** −1 for a code that no place has. */
    public int ordinal(String code) {
        return ordinals.getOrDefault(code, -1);
    }

    public double lon(int ordinal) {
        return lons[ordinal];
    }

    public double lat(int ordinal) {
        return lats[ordinal];
    }

    double[] lons() {
        return lons;
    }

    double[] lats() {
        return lats;
    }

    /** In {@link #categories}; −1 when there is no such category any more. */
    public int category(int ordinal) {
        return categoryOf[ordinal];
    }

    /** Null when nobody knows; places with the same hours share one. */
    public @Nullable OpeningHours hours(int ordinal) {
        return hours[ordinal];
    }

    public PlaceCategories categories() {
        return categories;
    }

    /** In the pack's order. */
    public List<Matter> matters() {
        return List.copyOf(matters.values());
    }

    public Optional<Matter> findMatter(String code) {
        return Optional.ofNullable(matters.get(code));
    }

    /** Whether a matter can be done at a place: because the place or its category says so. */
    public boolean serves(int ordinal, Matter matter) {
        return matter.categories().stream()
                        .anyMatch(code -> categoryOf[ordinal] >= categories.ordinal(code)
                                && categoryOf[ordinal] < categories.end(code))
                || place(ordinal).matters().stream().anyMatch(one -> one.code().equals(matter.code()));
    }

    /** What can be done at a place, in the pack's order. */
    public List<Matter> mattersOf(int ordinal) {
        return matters.values().stream()
                .filter(matter -> serves(ordinal, matter))
                .toList();
    }

    /** What places may refer to by codes of this set. */
    PlaceReferences references(Set<String> units) {
        return new PlaceReferences(categories, Set.copyOf(matters.keySet()), units, null);
    }
}
