package org.servicemap.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Caller;
import org.servicemap.http.Problem;
import org.servicemap.http.Role;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

class ScopeTest {
    private static final UnitDirectory UNITS = new UnitDirectory(
            List.of(unit("D", null), unit("D-S", "D"), unit("D-S-C", "D-S"), unit("E", null), unit("X", "X")));

    private static Unit unit(String code, String parent) {
        return new Unit(code, "kind", LocalText.of("en", code), parent, null, null, null, null, null, Map.of());
    }

    private static Caller of(String unit) {
        return new Caller(1L, "n", Set.of(Role.HANDLER), unit, "grid", "G1", false, Set.of());
    }

    @Test
    void aUnitCoversItselfAndAllBelow() {
        assertThat(Scope.covers(UNITS, of("D"), "D-S-C")).isTrue();
        assertThat(Scope.covers(UNITS, of("D-S"), "D-S")).isTrue();
        assertThat(Scope.covers(UNITS, of("D-S"), "D")).isFalse();
        assertThat(Scope.covers(UNITS, of("D"), "E")).isFalse();
        assertThat(Scope.covers(UNITS, of("D"), null)).isFalse();
        assertThat(Scope.covers(UNITS, of("gone"), "D")).isFalse();
        assertThat(Scope.covers(UNITS, of("D"), "X")).isFalse();
        assertThat(Scope.units(UNITS, of("D-S"))).containsExactly("D-S", "D-S-C");
    }

    @Test
    void noUnitIsTheWholeCity() {
        assertThat(Scope.covers(UNITS, of(null), "E")).isTrue();
        assertThat(Scope.covers(UNITS, of(null), null)).isTrue();
        assertThat(Scope.units(UNITS, of(null))).isNull();
    }

    @Test
    void anAreaBindsToItself() {
        assertThat(Scope.covers(of("D"), Map.of("grid", "G1", "district", "1"))).isTrue();
        assertThat(Scope.covers(of("D"), Map.of("grid", "G2"))).isFalse();
        assertThat(Scope.covers(of("D"), Map.of("district", "1"))).isFalse();
    }

    @Test
    void whatIsOutsideIsRefused() {
        assertThatThrownBy(() -> Scope.require(UNITS, of("D-S"), "E"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errorCode().code()).isEqualTo("out_of_scope"));
    }
}
