package org.servicemap.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Caller;
import org.servicemap.http.FormerArea;
import org.servicemap.http.Role;

class AreaBoundsTest {
    private static Caller bound(String level, String area, FormerArea... former) {
        return new Caller(1L, "n", Set.of(Role.SUPERVISOR), null, level, area, false, Set.of())
                .withFormerAreas(List.of(former));
    }

    private static AreaBounds of(Caller caller) {
        return AreaBounds.of(
                caller,
                level -> List.of("", "district", "grid").indexOf(level) > 0
                        ? List.of("", "district", "grid").indexOf(level)
                        : 0);
    }

    private static boolean covers(AreaBounds bounds, String district, String version) {
        return bounds.covers(rank -> rank == 1 ? district : "g", version);
    }

    @Test
    void aFormerCodeHoldsByItsVersionsOnly() {
        AreaBounds bounds = of(bound("district", "E", new FormerArea("district", "W", Set.of("1", "2"))));
        assertThat(covers(bounds, "E", "7")).isTrue();
        assertThat(covers(bounds, "E", null)).isTrue();
        assertThat(covers(bounds, "W", "2")).isTrue();
        assertThat(covers(bounds, "W", "3")).isFalse();
        assertThat(covers(bounds, "W", null)).isFalse();
        assertThat(covers(bounds, "S", "1")).isFalse();
        assertThat(covers(bounds, null, "1")).isFalse();
        assertThat(bounds.mayAskFor(1, "E")).isTrue();
        assertThat(bounds.mayAskFor(1, "W")).isTrue();
        assertThat(bounds.mayAskFor(1, "S")).isFalse();
        assertThat(bounds.mayAskFor(2, "S"))
                .as("an area within is for the query to find")
                .isTrue();
        assertThat(bounds.isOwn(1, "E")).isTrue();
        assertThat(bounds.isOwn(1, "W")).isFalse();
    }

    @Test
    void whoIsBoundToNoAreaSeesAllAndWhoIsBoundToALevelThatIsGoneNothing() {
        AreaBounds all = of(new Caller(1L, "n", Set.of(), "U", null, null, false, Set.of()));
        assertThat(all.isEverywhere()).isTrue();
        assertThat(covers(all, "E", null)).isTrue();
        assertThat(all.mayAskFor(1, "S")).isTrue();
        AreaBounds none = of(bound("province", "E", new FormerArea("province", "W", Set.of("1"))));
        assertThat(none.isEverywhere()).isFalse();
        assertThat(covers(none, "E", "1")).isFalse();
        assertThat(covers(none, "W", "1")).isFalse();
    }

    @Test
    void aCodeThatTheAreaHasAgainIsItsOwnByWhicheverVersion() {
        AreaBounds again = of(bound("district", "W", new FormerArea("district", "W", Set.of("1"))));
        assertThat(again.listed()).hasSize(1);
        assertThat(covers(again, "W", "3")).isTrue();
    }
}
