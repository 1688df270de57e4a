package org.servicemap.requests.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Situation;

/**
 * A life as it was played.
 *
 * @param steps after the filing, in order
 * @param end how the request stands at the end
 * @param until when the playing ended
 */
public record DemoPlayed(List<DemoStep> steps, Situation end, Instant until) {
    /** The unit that led at a moment; null when none did. */
    @Nullable
    String unitAt(Instant moment) {
        Facts facts = Facts.NONE;
        for (DemoStep taken : steps) {
            facts = taken.at().isAfter(moment) ? facts : facts.with(taken.step().changes());
        }
        return facts.text(Field.UNIT);
    }

    /** The first answer. */
    Optional<DemoStep> firstHandled() {
        return steps.stream()
                .filter(taken -> taken.step().action() == Action.HANDLE)
                .findFirst();
    }
}
