package org.servicemap.places.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * One kind of invented places.
 *
 * @param each level, or {@code overlay:layer}, of which each area gets one; null for {@code count} of them anywhere
 * @param every one for so many areas that follow each other under one parent
 * @param ifEnding only areas whose name ends so; all when empty
 * @param unlessEnding no areas whose name ends so
 * @param inCharge whether each is in charge of its areas
 * @param inChargeOf level of which it is in charge of all areas, or null
 * @param names patterns, one of which each takes
 * @param hours one of which each takes
 * @param appointments share that takes appointments, 0 … 1
 * @param accessible how likely each fact of accessibility is, 0 … 1
 */
record DemoKind(
        String category,
        @Nullable String each,
        int every,
        int count,
        List<String> ifEnding,
        List<String> unlessEnding,
        boolean inCharge,
        @Nullable String inChargeOf,
        List<LocalText> names,
        List<String> hours,
        double appointments,
        double accessible) {
    boolean suits(String name) {
        return (ifEnding.isEmpty() || ifEnding.stream().anyMatch(name::endsWith))
                && unlessEnding.stream().noneMatch(name::endsWith);
    }
}
