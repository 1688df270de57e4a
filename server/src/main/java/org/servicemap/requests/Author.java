package org.servicemap.requests;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Actor;

/**
 * Who takes an action, as the history names them.
 *
 * @param label {@code system}, {@code petitioner} or {@code account:id}
 * @param actors as whom the author may act on this request
 * @param unit the unit acted for, or null
 */
record Author(String label, Set<Actor> actors, @Nullable String unit) {
    static final Author SYSTEM = new Author("system", Set.of(Actor.SYSTEM), null);
    static final Author PETITIONER = new Author("petitioner", Set.of(Actor.PETITIONER), null);

    static Author account(long id, Set<Actor> actors, @Nullable String unit) {
        return new Author("account:" + id, actors, unit);
    }

    Author {
        actors = Set.copyOf(actors);
    }
}
