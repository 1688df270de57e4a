package org.servicemap.insights.governance;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.units.CategoryTree;

/**
 * Which areas a treated one may be compared with: not those to which something was done at the same time about the same, above or below, and
 * not those that were not there under their code in both times. Pure.
 *
 * @param treated codes of areas at the task's level in which another task ran about its category, one above or one below it
 * @param steady codes in force at the beginning and at the end; null when that is not known
 */
record ComparedAreas(Set<String> treated, @Nullable Set<String> steady) {
    ComparedAreas {
        treated = Set.copyOf(treated);
        steady = steady == null ? null : Set.copyOf(steady);
    }

    /**
     * Of other tasks that ran meanwhile.
     *
     * @param rank of the task's level in the directory
     * @param ranks of levels by id; 0 for none
     */
    static Set<String> treated(
            GovernanceTask task,
            Collection<GovernanceTask> meanwhile,
            int rank,
            AreaDirectory directory,
            ToIntFunction<String> ranks,
            CategoryTree categories) {
        Set<String> treated = new HashSet<>();
        meanwhile.stream()
                .filter(other -> other.id() != task.id() && isRelated(task.category(), other.category(), categories))
                .forEach(other -> addTouched(other, ranks.applyAsInt(other.areaLevel()), rank, directory, treated));
        return treated;
    }

    private static boolean isRelated(@Nullable String one, @Nullable String other, CategoryTree categories) {
        return one == null || other == null || categories.isWithin(one, other) || categories.isWithin(other, one);
    }

    /** A task in a district is one in each of its parts, one in a part is one in the whole. */
    private static void addTouched(
            GovernanceTask other, int own, int rank, AreaDirectory directory, Set<String> touched) {
        if (own == rank) {
            touched.add(other.area());
            touched.addAll(other.formerAreas());
        }
        OptionalInt at = own > 0 && own != rank ? directory.findByCode(own, other.area()) : OptionalInt.empty();
        if (at.isEmpty()) {
            return;
        }
        if (own > rank) {
            touched.add(directory.code(directory.ancestorAt(at.getAsInt(), rank)));
            return;
        }
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            if (directory.level(ordinal) == rank && directory.ancestorAt(ordinal, own) == at.getAsInt()) {
                touched.add(directory.code(ordinal));
            }
        }
    }

    /** Codes of a level in both. */
    static Set<String> steady(List<AreaDirectory> both, int rank) {
        Set<String> codes = codes(both.get(0), rank);
        both.forEach(each -> codes.retainAll(codes(each, rank)));
        return codes;
    }

    private static Set<String> codes(AreaDirectory directory, int rank) {
        Set<String> codes = new HashSet<>();
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            if (directory.level(ordinal) == rank) {
                codes.add(directory.code(ordinal));
            }
        }
        return codes;
    }

    boolean isTreated(String area) {
        return treated.contains(area);
    }

    /** There in both times, as far as known. */
    boolean isSteady(String area) {
        return steady == null || steady.contains(area);
    }
}
