package org.servicemap.routing;

import java.util.List;
import org.servicemap.routing.rules.Mark;
import org.servicemap.text.LocalText;

/**
 * How a catalogue's examples came out.
 *
 * @param skipped examples that give a point although nothing can resolve it here
 */
public record SpecReport(int examples, int skipped, List<Failure> failures) {
    /** An example that did not come out as written, with the line of its expectation. */
    public record Failure(String example, Mark mark, LocalText message) {}

    public SpecReport {
        failures = List.copyOf(failures);
    }

    public boolean holds() {
        return failures.isEmpty();
    }
}
