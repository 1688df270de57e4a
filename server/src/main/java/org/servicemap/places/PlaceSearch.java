package org.servicemap.places;

import java.text.CollationKey;
import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/** Finds, orders and counts the places of one view. Thread-safe. */
public final class PlaceSearch {
    private final PlaceView view;
    private final LocalClock clock;
    private final Map<String, int[]> ranks = new ConcurrentHashMap<>();
    private volatile @Nullable Responsibility responsibility;
    private volatile @Nullable PlaceTiles tiles;

    PlaceSearch(PlaceView view, LocalClock clock) {
        this.view = view;
        this.clock = clock;
    }

    public PlaceView view() {
        return view;
    }

    LocalClock clock() {
        return clock;
    }

    /** Who is in charge; made when first asked for. */
    Responsibility responsibility() {
        Responsibility known = responsibility;
        if (known == null) {
            known = new Responsibility(view);
            responsibility = known;
        }
        return known;
    }

    /** For the map; made when first asked for. */
    PlaceTiles tiles() {
        PlaceTiles known = tiles;
        if (known == null) {
            known = new PlaceTiles(view.set());
            tiles = known;
        }
        return known;
    }

    /** The ordinals of all places wanted, in the order of their codes. */
    public int[] all(PlaceFilter filter) {
        IntPredicate wanted = filter.on(view, clock);
        return IntStream.range(0, view.set().size()).filter(wanted).toArray();
    }

    /** The nearest so many of the places wanted, the nearest first. */
    public int[] nearest(PlaceFilter filter, LonLat point, int count) {
        return Distances.nearest(point, view.set(), filter.on(view, clock), count);
    }

    /** All places wanted by their names in a language. */
    public int[] byName(PlaceFilter filter, String language) {
        int[] rank = ranks.computeIfAbsent(language, this::rank);
        long[] keys = Arrays.stream(all(filter))
                .mapToLong(place -> (long) rank[place] << 32 | place)
                .sorted()
                .toArray();
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    private int[] rank(String language) {
        Collator collator = Collator.getInstance(Locale.forLanguageTag(language));
        PlaceSet set = view.set();
        CollationKey[] names = new CollationKey[set.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = collator.getCollationKey(set.place(i).name().in(language, "en"));
        }
        Integer[] order = IntStream.range(0, names.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparing(i -> names[i]));
        int[] rank = new int[names.length];
        for (int i = 0; i < rank.length; i++) {
            rank[order[i]] = i;
        }
        return rank;
    }

    /** How many of the places wanted are of each category or one below it, by the category's ordinal; its own filter aside. */
    public int[] counts(PlaceFilter filter) {
        PlaceCategories categories = view.set().categories();
        int[] own = new int[categories.list().size()];
        for (int place : all(filter.withoutCategory())) {
            int category = view.set().category(place);
            if (category >= 0) {
                own[category]++;
            }
        }
        int[] sums = new int[own.length + 1];
        for (int i = 0; i < own.length; i++) {
            sums[i + 1] = sums[i] + own[i];
        }
        int[] counts = new int[own.length];
        for (PlaceCategory category : categories.list()) {
            int ordinal = categories.ordinal(category.code());
            counts[ordinal] = sums[categories.end(category.code())] - sums[ordinal];
        }
        return counts;
    }

    /** The language of a text that is asked for: the caller's, else the city's. */
    static String language(@Nullable String wanted, String cityLanguage) {
        return wanted == null || wanted.isBlank() ? cityLanguage : wanted;
    }
}
