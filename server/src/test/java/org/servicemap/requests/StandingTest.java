package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** For which unit somebody acts who stands above several that a request concerns. */
class StandingTest {
    private static final Instant AT = Instant.parse("2026-03-02T01:00:00Z");
    private static final UnitTree TREE = new UnitTree(new UnitDirectory(
            List.of(unit("D01", null), unit("S001", "D01"), unit("URBAN", "D01"), unit("HOUSING", "D01"))));
    private static final Caller LEAD = new Caller(1L, "lead", Set.of(Role.LEAD), "D01", null, null, false, Set.of());

    private static Unit unit(String code, @org.jspecify.annotations.Nullable String parent) {
        return new Unit(code, "office", LocalText.EMPTY, parent, null, null, null, null, null, Map.of());
    }

    @Test
    void eachActionIsTakenForTheUnitWhoseItIs() {
        List<Party> parties = List.of(
                Party.told("D01", Party.Role.COPY, AT),
                Party.asked("HOUSING", Party.Role.WHISTLED, AT, null).answered(Party.Status.REPORTED, AT),
                Party.asked("URBAN", Party.Role.WHISTLED, AT, null),
                Party.asked("HOUSING", Party.Role.ASSISTANT, AT, null));

        Standing standing = Standing.of(LEAD, facts(), parties, TREE, new AreaScope(List::of, TREE));

        assertThat(standing.author(LEAD, Action.HANDLE).unit()).isEqualTo("S001");
        assertThat(standing.author(LEAD, Action.REPORT_IN).unit()).isEqualTo("URBAN");
        assertThat(standing.author(LEAD, Action.ASSIST).unit()).isEqualTo("HOUSING");
        assertThat(standing.author(LEAD, Action.APPRAISE).unit()).isEqualTo("S001");
    }

    private static Facts facts() {
        return Facts.builder().state(State.IN_PROGRESS).set(Field.UNIT, "S001").build();
    }
}
