package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.AreaDependants.Dependant;
import org.servicemap.areas.AreaDependants.Move;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.SwitchPlan;
import org.servicemap.text.LocalText;

/** What an administrator reads when areas are merged. */
class PublishCommandTest {
    private static final AreaKey A = new AreaKey("district", "A");
    private static final AreaKey B = new AreaKey("district", "B");
    private static final AreaKey C = new AreaKey("district", "C");
    private static final AreaKey BOTH = new AreaKey("district", "AB");

    @Test
    void accountsThatGetMoreThanTheyHadAreNamedByTheirArea() {
        SwitchPlan plan = new SwitchPlan(
                List.of(A, B, C),
                List.of(on("account", A), on("unit", B), on("account", C)),
                List.of(
                        new Move(A, BOTH, 1, 0.25),
                        new Move(B, BOTH, 1, 0.75),
                        new Move(C, new AreaKey("district", "D"), 1, 0.97)),
                List.of(),
                SwitchPlan.Moment.NOW);
        StringWriter said = new StringWriter();
        PublishCommand.printWider(plan, new PrintWriter(said, true));
        assertThat(said.toString().lines())
                .containsExactly("  accounts on district A get more than they had: 25.0 % of AB was theirs;"
                        + " give them less if that is too much");
    }

    private static Dependant on(String kind, AreaKey area) {
        return new Dependant(kind, "one", LocalText.of("und", "one"), area);
    }
}
