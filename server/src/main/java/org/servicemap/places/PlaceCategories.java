package org.servicemap.places;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tree of place categories. Each node has an ordinal such that a node and all below it are one range: {@code
 * ordinal(code)} to {@code end(code)}. Immutable. Expects parents before their children.
 */
public final class PlaceCategories {
    public static final PlaceCategories NONE = new PlaceCategories(List.of());

    private final List<PlaceCategory> order = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final Map<String, Integer> ends = new HashMap<>();

    public PlaceCategories(List<PlaceCategory> categories) {
        Map<String, List<PlaceCategory>> children = new LinkedHashMap<>();
        for (PlaceCategory category : categories) {
            children.computeIfAbsent(String.valueOf(category.parent()), key -> new ArrayList<>())
                    .add(category);
        }
        add(String.valueOf((Object) null), children);
    }

    private void add(String parent, Map<String, List<PlaceCategory>> children) {
        for (PlaceCategory category : children.getOrDefault(parent, List.of())) {
            ordinals.put(category.code(), order.size());
            order.add(category);
            add(category.code(), children);
            ends.put(category.code(), order.size());
        }
    }

    /** Every node before those below it. */
    public List<PlaceCategory> list() {
        return List.copyOf(order);
    }

    public Optional<PlaceCategory> find(String code) {
        return Optional.ofNullable(ordinals.get(code)).map(order::get);
    }

    /** −1 for a code that no category has. */
    public int ordinal(String code) {
        return ordinals.getOrDefault(code, -1);
    }

    /** The ordinal after the last node below; 0 for a code that no category has. */
    public int end(String code) {
        return ends.getOrDefault(code, 0);
    }

    public boolean isLeaf(String code) {
        return end(code) == ordinal(code) + 1;
    }

    public boolean isWithin(String code, String ancestor) {
        int ordinal = ordinal(code);
        return ordinal >= ordinal(ancestor) && ordinal < end(ancestor);
    }

    /** The category that says what this one's places are in charge of areas for: itself or one above; null when none does. */
    public @Nullable PlaceCategory dutyOf(String code) {
        PlaceCategory at = find(code).orElse(null);
        while (at != null && at.duty() == null) {
            at = at.parent() == null ? null : find(at.parent()).orElse(null);
        }
        return at;
    }

    /** Those that state a duty, in the tree's order. */
    public List<PlaceCategory> duties() {
        return order.stream().filter(category -> category.duty() != null).toList();
    }
}
