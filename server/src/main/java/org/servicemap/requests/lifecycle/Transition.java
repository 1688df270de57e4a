package org.servicemap.requests.lifecycle;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the transition table.
 *
 * @param to the state afterwards; null when it stays
 * @param requires inputs without which the action is refused
 * @param allows further inputs that it may carry
 */
public record Transition(
        Action action, Set<State> from, @Nullable State to, Set<Actor> by, Set<Input> requires, Set<Input> allows) {
    public Transition {
        from = Set.copyOf(from);
        by = Set.copyOf(by);
        requires = Set.copyOf(requires);
        allows = Set.copyOf(allows);
    }

    public boolean takes(Input input) {
        return requires.contains(input) || allows.contains(input);
    }
}
