package org.servicemap.units;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The category tree with what nodes inherit: urgency and publication from the nearest node that states one, flags from all
 * nodes above. Immutable. Expects tables without unknown or cyclic parents (see {@link UnitChecks}).
 */
public final class CategoryTree {
    private final Map<String, Category> byCode = new LinkedHashMap<>();
    private final Set<String> inner = new HashSet<>();

    public CategoryTree(List<Category> categories) {
        for (Category category : categories) {
            byCode.put(category.code(), category);
            if (category.parent() != null) {
                inner.add(category.parent());
            }
        }
    }

    public List<Category> list() {
        return List.copyOf(byCode.values());
    }

    public Optional<Category> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    public boolean isLeaf(String code) {
        return byCode.containsKey(code) && !inner.contains(code);
    }

    /** In the table's order. */
    public List<Category> leaves() {
        return byCode.values().stream()
                .filter(category -> !inner.contains(category.code()))
                .toList();
    }

    /** The node, then its parents up to the top. */
    public List<Category> lineage(String code) {
        List<Category> lineage = new ArrayList<>();
        Category at = byCode.get(code);
        while (at != null && lineage.size() <= byCode.size()) {
            lineage.add(at);
            at = at.parent() == null ? null : byCode.get(at.parent());
        }
        return lineage;
    }

    /** Whether a category is the ancestor itself or lies below it. */
    public boolean isWithin(String code, String ancestor) {
        return lineage(code).stream().anyMatch(category -> category.code().equals(ancestor));
    }

    /** Id of the urgency class, or null when neither the node nor one above states any. */
    public @Nullable String urgency(String code) {
        return lineage(code).stream()
                .map(Category::urgency)
                .filter(u -> u != null)
                .findFirst()
                .orElse(null);
    }

    /** {@code point}, {@code coarse} or {@code none}. */
    public String publication(String code) {
        return lineage(code).stream()
                .map(Category::publication)
                .filter(p -> p != null)
                .findFirst()
                .orElse("none");
    }

    public Set<String> flags(String code) {
        Set<String> flags = new TreeSet<>();
        lineage(code).forEach(category -> flags.addAll(category.flags()));
        return flags;
    }
}
