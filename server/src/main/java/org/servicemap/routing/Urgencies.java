package org.servicemap.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * How urgent a request is before any rule: as it says itself, else as its category does, and never less than a flag of the category
 * asks for (basic livelihood). Pure.
 */
final class Urgencies {
    private final Terms terms;
    private final @Nullable String[] ofCategory;
    private final @Nullable String[] least;

    Urgencies(List<Category> categories, Terms terms) {
        this.terms = terms;
        CategoryTree tree = new CategoryTree(categories);
        least = new String[categories.size()];
        ofCategory = new String[categories.size()];
        for (int i = 0; i < ofCategory.length; i++) {
            String code = categories.get(i).code();
            least[i] = least(tree, code);
            ofCategory[i] = raised(i, tree.urgency(code));
        }
    }

    private @Nullable String least(CategoryTree tree, String code) {
        return tree.flags(code).stream()
                .map(flag -> terms.leastUrgency().get(flag))
                .filter(Objects::nonNull)
                .min(Comparator.comparingDouble(terms::hours).thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    int categories() {
        return ofCategory.length;
    }

    @Nullable
    String ofCategory(int category) {
        return ofCategory[category];
    }

    /** @param own what the request says itself, or null */
    @Nullable
    String of(int category, @Nullable String own) {
        return own == null ? ofCategory[category] : raised(category, own);
    }

    private @Nullable String raised(int category, @Nullable String urgency) {
        String floor = least[category];
        boolean enough = floor == null || urgency != null && terms.hours(urgency) <= terms.hours(floor);
        return enough ? urgency : floor;
    }
}
