package org.servicemap.insights.risks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each part brings to the change of a whole. The parts of a dimension add up to the whole change, always. Pure. */
final class Contributions {
    private Contributions() {}

    /**
     * A part.
     *
     * @param key null: all the others together
     * @param contribution its change; of a part of days only half of it is its count's
     */
    record Part(@Nullable String key, double now, double before, double contribution) {
        Part plus(Part other) {
            return new Part(key, now + other.now, before + other.before, contribution + other.contribution);
        }
    }

    /** A part's two counts. */
    record Counts(@Nullable String key, long now, long before) {}

    /** Those that bring the most first, whichever way; after so many all others together. */
    static List<Part> of(List<Counts> counts, int most) {
        List<Part> all = new ArrayList<>();
        for (Counts each : counts) {
            all.add(new Part(each.key(), each.now(), each.before(), each.now() - each.before()));
        }
        all.sort(Comparator.comparingDouble((Part part) -> -Math.abs(part.contribution()))
                .thenComparing(part -> String.valueOf(part.key())));
        List<Part> shown = new ArrayList<>();
        Part others = new Part(null, 0, 0, 0);
        for (Part each : all) {
            if (each.key() != null && shown.size() < most) {
                shown.add(each);
            } else {
                others = others.plus(each);
            }
        }
        if (others.now() > 0 || others.before() > 0) {
            shown.add(others);
        }
        return shown;
    }

    /**
     * Requests on days of one kind.
     *
     * @param days of the kind in the time
     */
    record Days(String kind, long now, long before, int days, int daysBefore) {}

    /**
     * Of each kind of day what more or fewer such days bring ({@code kind_days}) and what more or fewer requests on one bring
     * ({@code kind_rate}), after Kitagawa (1955): each difference times the mean of the other, so that nothing is left over.
     */
    static List<Part> ofDays(List<Days> kinds) {
        List<Part> parts = new ArrayList<>();
        for (Days each : kinds) {
            double rate = each.days() == 0 ? 0 : (double) each.now() / each.days();
            double rateBefore = each.daysBefore() == 0 ? 0 : (double) each.before() / each.daysBefore();
            parts.add(new Part(
                    each.kind() + "_days",
                    each.days(),
                    each.daysBefore(),
                    (each.days() - each.daysBefore()) * (rate + rateBefore) / 2));
            parts.add(new Part(
                    each.kind() + "_rate",
                    rate,
                    rateBefore,
                    (rate - rateBefore) * (each.days() + each.daysBefore()) / 2.0));
        }
        parts.sort(Comparator.comparingDouble((Part part) -> -Math.abs(part.contribution())));
        return parts;
    }
}
