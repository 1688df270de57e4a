package org.servicemap.gazetteer.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.servicemap.text.LocalText;

/**
 * A city's names, ready to be found in what callers say. Immutable, thread-safe, kept in memory: some hundred bytes a name;
 * addresses that hang on a road or compound are looked up by their number and cost no names.
 */
public final class PlaceNames {
    /** Names that so many areas share are numbers within their parents ("第 03 网格"), not names. */
    private static final int NUMBERED = 200;

    private final List<NamedArea> areas;
    private final List<NamedPlace> places;
    private final Tokens tokens;
    private final NameGrams grams;
    private final Map<String, NamedPlace> doors = new HashMap<>();
    private final Map<String, NamedPlace> crossings = new HashMap<>();
    private final Citywide citywide;

    /**
     * @param city its name, for "the whole of …"
     * @param areas parents before children
     */
    public PlaceNames(LocalText city, List<NamedArea> areas, Iterable<NamedPlace> places, Spelling spelling) {
        this.areas = List.copyOf(areas);
        this.places = named(places);
        this.tokens = new Tokens(spelling);
        this.citywide = new Citywide(city);
        this.grams = new NameGrams(names());
    }

    private List<NamedPlace> named(Iterable<NamedPlace> all) {
        List<NamedPlace> named = new ArrayList<>();
        for (NamedPlace place : all) {
            if (place.kind() == PlaceKind.INTERSECTION && place.owner() != null && place.crossing() != null) {
                crossings.put(crossing(place.owner(), place.crossing()), place);
            } else if (place.kind() == PlaceKind.ADDRESS && place.owner() != null && place.door() != null) {
                doors.put(door(place.owner(), place.door().replaceAll("\\D", "")), place);
            } else {
                named.add(place);
            }
        }
        return List.copyOf(named);
    }

    /** One spelling and all that bear it. */
    private record Borne(List<Token> tokens, Set<Integer> targets) {}

    private List<Name> names() {
        Map<String, Borne> all = new LinkedHashMap<>();
        IntStream.range(0, areas.size()).forEach(i -> note(all, areas.get(i).name(), i));
        IntStream.range(0, places.size()).forEach(i -> note(all, places.get(i).name(), areas.size() + i));
        withoutNumbered(all);
        GenericEndings endings =
                new GenericEndings(all.values().stream().map(Borne::tokens).toList());
        List<Name> names = new ArrayList<>();
        for (Borne borne : all.values()) {
            int core = endings.coreOf(borne.tokens());
            borne.targets().forEach(target -> names.add(new Name(target, borne.tokens(), core)));
        }
        return names;
    }

    private static void withoutNumbered(Map<String, Borne> all) {
        Map<String, Integer> bearers = new HashMap<>();
        all.forEach(
                (name, borne) -> bearers.merge(pattern(name), borne.targets().size(), Integer::sum));
        all.keySet().removeIf(name -> bearers.getOrDefault(pattern(name), 0) > NUMBERED);
    }

    private static String pattern(String name) {
        return name.replaceAll("[0-9]+", "#");
    }

    private void note(Map<String, Borne> all, LocalText name, int target) {
        for (String one : name.byTag().values()) {
            List<Token> cut = tokens.of(one);
            if (!cut.isEmpty()) {
                all.computeIfAbsent(one, o -> new Borne(cut, new LinkedHashSet<>()))
                        .targets()
                        .add(target);
            }
        }
    }

    /** How many names there are. */
    public int size() {
        return grams.size();
    }

    /** The places that a text may mean, the likeliest first; never empty: that there is none is a guess too. */
    public List<PlaceGuess> guess(String text, int limit) {
        return new Reading(this, text).guesses().stream().limit(limit).toList();
    }

    Tokens tokens() {
        return tokens;
    }

    NameGrams grams() {
        return grams;
    }

    Citywide citywide() {
        return citywide;
    }

    boolean isArea(int target) {
        return target < areas.size();
    }

    NamedArea area(int ordinal) {
        return areas.get(ordinal);
    }

    NamedPlace place(int target) {
        return places.get(target - areas.size());
    }

    /** The finest known area of a target, itself when it is one; −1 when there is none. */
    int areaOf(int target) {
        return isArea(target) ? target : place(target).area();
    }

    /** Whether an area is the other or lies in it. */
    boolean isWithin(int area, int container) {
        int at = area;
        while (at >= 0 && at != container) {
            at = areas.get(at).parent();
        }
        return at >= 0;
    }

    @org.jspecify.annotations.Nullable
    NamedPlace atDoor(String owner, String number) {
        return doors.get(door(owner, number));
    }

    @org.jspecify.annotations.Nullable
    NamedPlace crossingOf(String road, String other) {
        NamedPlace one = crossings.get(crossing(road, other));
        return one != null ? one : crossings.get(crossing(other, road));
    }

    private static String door(String owner, String number) {
        return owner + '\n' + number;
    }

    private static String crossing(String road, String other) {
        return road + '\n' + other;
    }
}
