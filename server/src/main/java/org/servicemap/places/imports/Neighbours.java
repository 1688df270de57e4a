package org.servicemap.places.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.servicemap.geo.Geodesy;
import org.servicemap.places.Place;

/** Finds places that are most likely the same: close together and of similar names. Not thread-safe. */
final class Neighbours {
    static final double METRES = 30;

    private static final double CELL = 0.0005;
    private static final double ALIKE = 0.6;

    private final Map<Long, List<Place>> cells = new HashMap<>();

    void add(Place place) {
        cells.computeIfAbsent(cell(place.point().lon(), place.point().lat(), 0, 0), key -> new ArrayList<>())
                .add(place);
    }

    private static long cell(double lon, double lat, int right, int up) {
        return (long) Math.floor(lon / CELL + right) * 1_000_000_007L + (long) Math.floor(lat / CELL + up);
    }

    /** One of another code, within 30 metres, whose name is alike. */
    Optional<Place> twin(Place place) {
        for (int right = -1; right <= 1; right++) {
            for (int up = -1; up <= 1; up++) {
                for (Place other : cells.getOrDefault(
                        cell(place.point().lon(), place.point().lat(), right, up), List.of())) {
                    if (!other.code().equals(place.code())
                            && Geodesy.distanceMetres(place.point(), other.point()) <= METRES
                            && alike(place, other)) {
                        return Optional.of(other);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** In any language that both have. */
    static boolean alike(Place one, Place other) {
        return one.name().byTag().entrySet().stream().anyMatch(name -> {
            String second = other.name().byTag().get(name.getKey());
            return second != null && similarity(name.getValue(), second) >= ALIKE;
        });
    }

    /** Dice's coefficient over pairs of characters, 0 … 1. */
    static double similarity(String one, String other) {
        Set<String> first = pairs(one);
        Set<String> second = pairs(other);
        Set<String> both = new HashSet<>(first);
        both.retainAll(second);
        return first.isEmpty() || second.isEmpty() ? 0 : 2.0 * both.size() / (first.size() + second.size());
    }

    private static Set<String> pairs(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Punct}（）【】·、，。]", "");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 1 < plain.length(); i++) {
            pairs.add(plain.substring(i, i + 2));
        }
        if (plain.length() == 1) {
            pairs.add(plain);
        }
        return pairs;
    }
}
