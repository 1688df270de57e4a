package org.servicemap.requests.demo;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Actor;

/**
 * Who takes a step. Staff of the invented year have no accounts.
 *
 * @param label as the history names authors
 * @param unit the unit acted for, or null
 */
public record DemoAuthor(
        String label, Set<Actor> actors, @Nullable String unit) {
    static final DemoAuthor SYSTEM = new DemoAuthor("system", Set.of(Actor.SYSTEM), null);
    static final DemoAuthor PETITIONER = new DemoAuthor("petitioner", Set.of(Actor.PETITIONER), null);
    static final DemoAuthor OPERATOR = new DemoAuthor("account:1", Set.of(Actor.OPERATOR), null);
    static final DemoAuthor DISPATCHER = new DemoAuthor("account:2", Set.of(Actor.DISPATCHER), null);
    static final DemoAuthor SUPERVISOR = new DemoAuthor("account:3", Set.of(Actor.SUPERVISOR), null);

    static DemoAuthor lead(@Nullable String unit) {
        return new DemoAuthor("account:4", Set.of(Actor.HANDLER, Actor.LEAD), unit);
    }

    static DemoAuthor party(Actor actor, String unit) {
        return new DemoAuthor("account:5", Set.of(actor), unit);
    }
}
