package org.servicemap.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.Unit;

/** Names of what rules mention. */
final class Names {
    private final RoutingContext context;
    private final Map<String, LocalText> hotlines = new HashMap<>();

    Names(RoutingContext context) {
        this.context = context;
        context.tables().hotlines().forEach(hotline -> hotlines.put(hotline.code(), hotline.name()));
    }

    java.util.Set<String> hotlines() {
        return hotlines.keySet();
    }

    String field(Phrases phrases, Check.Field field, String value) {
        LocalText name = switch (field) {
            case CHANNEL -> context.terms().channels().getOrDefault(value, LocalText.EMPTY);
            case HOTLINE -> hotlines.getOrDefault(value, LocalText.EMPTY);
            case URGENCY -> urgency(value);
            case KIND -> context.terms().requestKinds().getOrDefault(value, LocalText.EMPTY);
        };
        return phrases.name(name, value);
    }

    LocalText urgency(String id) {
        Terms.UrgencyClass known = context.terms().urgencyClasses().get(id);
        return known == null ? LocalText.EMPTY : known.name();
    }

    /** Roles have no names of their own: the key is shown. */
    String unitRole(Phrases phrases, UnitRef ref) {
        return Objects.requireNonNull(ref.role());
    }

    /** "Heating › Not warm": the category under its parent. */
    static String category(Phrases phrases, List<Category> lineage) {
        StringBuilder path = new StringBuilder();
        for (int i = Math.min(1, lineage.size() - 1); i >= 0; i--) {
            Category category = lineage.get(i);
            path.append(path.length() == 0 ? "" : " › ").append(phrases.name(category.name(), category.code()));
        }
        return path.toString();
    }

    Decision.UnitName unit(int number) {
        Unit unit = context.tables().units().get(number);
        return new Decision.UnitName(unit.code(), unit.name(), unit.kind());
    }

    Decision.Term diversion(String id) {
        return new Decision.Term(id, context.terms().diversions().getOrDefault(id, LocalText.EMPTY));
    }
}
