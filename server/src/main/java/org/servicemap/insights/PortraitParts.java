package org.servicemap.insights;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.servicemap.insights.PortraitRoutes.PortraitPartJson;
import org.servicemap.text.LocalText;

/** Which parts of a portrait are told, and beside all. Pure. */
final class PortraitParts {
    private PortraitParts() {}

    /**
     * The largest first; those of too few people are left out, and with them the smallest of the others while what is left out, which
     * the whole less the shown ones tells, is of too few people together.
     */
    static List<PortraitPartJson> of(
            Map<String, Long> here,
            Map<String, Long> all,
            Predicate<String> areEnough,
            Predicate<Set<String>> areEnoughTogether) {
        double sum = here.values().stream().mapToLong(Long::longValue).sum();
        double whole = all.values().stream().mapToLong(Long::longValue).sum();
        Set<String> withheld = withheld(here, areEnough, areEnoughTogether);
        return here.entrySet().stream()
                .filter(each -> !withheld.contains(each.getKey()))
                .map(each -> {
                    double share = each.getValue() / sum;
                    long there = all.getOrDefault(each.getKey(), 0L);
                    return new PortraitPartJson(
                            each.getKey(),
                            LocalText.of("und", each.getKey()),
                            each.getValue(),
                            share,
                            there == 0 ? null : Double.valueOf(share / (there / whole)));
                })
                .sorted(Comparator.comparingLong(PortraitPartJson::n).reversed().thenComparing(PortraitPartJson::key))
                .toList();
    }

    private static Set<String> withheld(
            Map<String, Long> here, Predicate<String> areEnough, Predicate<Set<String>> areEnoughTogether) {
        Set<String> withheld =
                new HashSet<>(here.keySet().stream().filter(areEnough.negate()).toList());
        if (!withheld.isEmpty() && !areEnoughTogether.test(withheld)) {
            here.keySet().stream()
                    .filter(areEnough)
                    .min(Comparator.comparingLong((String key) -> here.getOrDefault(key, 0L))
                            .thenComparing(Comparator.naturalOrder()))
                    .ifPresent(withheld::add);
        }
        return withheld;
    }
}
