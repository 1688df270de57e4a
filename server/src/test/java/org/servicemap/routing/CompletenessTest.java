package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    private static CompletenessReport check(String rules) {
        return Completeness.check(Catalogue.compile("rules:\n" + rules, TestCity.context()), TestCity.cells());
    }

    private static String rule(String id, String when, String to) {
        return "  - {id: " + id + ", title: T, when: {" + when + "}, " + to + "}\n";
    }

    private static List<String> codes(CompletenessReport report) {
        return report.findings().stream()
                .map(f -> f.code()
                        + (f.rule() == null ? "" : " " + f.rule())
                        + (f.category() == null ? "" : " " + f.category()))
                .toList();
    }

    @Test
    void aFallbackMakesItComplete() {
        CompletenessReport report = check(rule("all", "", "to: {area_unit: subdistrict}"));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.categories()).isEqualTo(4);
        assertThat(report.areas()).isEqualTo(4);
    }

    @Test
    void aHoleIsNamedWithAnExample() {
        CompletenessReport report = check(rule("h", "category: H", "to: {unit: GAS}")
                + rule("l", "category: L, channel: web", "to: {unit: GAS}"));
        assertThat(codes(report)).containsExactly("hole L");
        assertThat(report.findings().get(0).message().in("en", "en"))
                .isEqualTo(
                        "nobody is responsible for “Wages” in 4 areas, for example in First, East, when it did not come by web");
    }

    @Test
    void overlaysCountWhereTheyAre() {
        String zones = rule("z1", "overlay: {layer: heating, features: Z1}", "to: {unit: GAS}")
                + rule("z2", "overlay: {layer: heating, features: Z2}", "to: {unit: GAS}");
        String west = rule("west", "area: {district: 2}", "to: {unit: GAS}");
        assertThat(codes(check(zones + west)))
                .as("the zones cover the east between them, but a request may name its area alone")
                .containsExactly("hole H", "hole H-1", "hole H-2", "hole L");
        String rest = rule("rest", "", "to: {unit: GAS}");
        assertThat(codes(check(zones + west + rest))).isEmpty();
        String nowhere =
                rule("nowhere", "area: {district: 2}, overlay: {layer: heating, features: Z1}", "to: {unit: GAS}");
        assertThat(codes(check(nowhere + rest))).containsExactly("idle_rule nowhere");
    }

    /** A caller, a file or a dispatcher may file under a category that has others below it. */
    @Test
    void categoriesThatHaveOthersBelowThemAreProvedToo() {
        CompletenessReport report = check(
                rule("h", "category: [H-1, H-2]", "to: {unit: GAS}") + rule("l", "category: L", "to: {unit: GAS}"));
        assertThat(codes(report)).containsExactly("hole H");
        assertThat(report.findings().get(0).message().in("en", "en"))
                .isEqualTo("nobody is responsible for “Housing” itself in 4 areas, for example in First, East");
    }

    @Test
    void hoursAndDaysFitTogetherWithoutAGap() {
        String parts = rule("night", "hours: 22:00-06:00", "to: {unit: GAS}")
                + rule("work", "calendar: working_day", "to: {unit: GAS}")
                + rule("free", "calendar: non_working_day", "to: {unit: GAS}");
        assertThat(codes(check(parts))).isEmpty();
        String gap = rule("night", "hours: 22:00-06:00", "to: {unit: GAS}")
                + rule("day", "hours: '06:01-22:00'", "to: {unit: GAS}");
        assertThat(check(gap).findings("hole")).hasSize(4);
        String weekend = rule("a", "calendar: working_day, weekdays: [saturday, sunday]", "to: {unit: GAS}")
                + rule("b", "calendar: make_up_day", "to: {unit: GAS}")
                + rule("c", "", "to: {unit: GAS}");
        assertThat(codes(check(weekend))).containsExactly("shadowed_rule b");
    }

    @Test
    void wordsInsideWordsAreConsistent() {
        String rules = rule("gas", "text: [漏气]", "to: {unit: GAS}")
                + rule("bad", "text: [燃气漏气]", "to: {unit: GAS}")
                + rule("rest", "", "to: {unit: GAS}");
        assertThat(codes(check(rules))).containsExactly("shadowed_rule bad");
    }

    @Test
    void idleRulesAndMissingUnitsAreListed() {
        String rules = rule("never", "category: L, flag: basic", "to: {unit: GAS}")
                + rule("housing", "category: H", "to: {role: housing, level: district}")
                + rule("rest", "", "to: {area_unit: subdistrict}");
        CompletenessReport report = check(rules);
        assertThat(codes(report)).containsExactly("idle_rule never", "no_unit_here housing");
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void anotherPlaceMayBeAnywhereOrUnknown() {
        String rules = rule("l", "category: L", "place: registered, to: {area_unit: district}")
                + rule("h", "category: H", "to: {unit: GAS}");
        CompletenessReport report = check(rules);
        assertThat(codes(report)).containsExactly("hole L");
        assertThat(codes(check(rules + rule("rest", "", "to: {unit: GAS}")))).isEmpty();
    }

    @Test
    void finerAreasCountWhereTheyAre() {
        String rules =
                rule("g", "area: {grid: any}", "to: {unit: GAS}") + rule("e", "area: {district: 2}", "to: {unit: GAS}");
        assertThat(check(rules).findings("hole")).hasSize(4);
        assertThat(codes(check(rules + rule("s", "area: {subdistrict: [11, 12]}", "to: {unit: GAS}"))))
                .isEmpty();
    }
}
