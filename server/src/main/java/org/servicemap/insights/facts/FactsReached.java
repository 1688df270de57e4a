package org.servicemap.insights.facts;

import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.ChangeLog.Position;

/**
 * Whether the facts tell of all that was committed when somebody first asked. It never waits: whoever feeds the facts may be at it for
 * minutes, and asks are repeated anyway. Thread-safe.
 */
public final class FactsReached {
    private final Facts facts;
    private final ChangeLog changes;
    private @Nullable Position wanted;

    public FactsReached(Facts facts, ChangeLog changes) {
        this.facts = facts;
        this.changes = changes;
    }

    /** Once it was true the next ask begins anew. */
    public synchronized boolean isReached() {
        Position end = wanted == null ? changes.end() : wanted;
        Position at = facts.position();
        boolean reached = at != null && (at.xid() > end.xid() || at.xid() == end.xid() && at.id() >= end.id());
        wanted = reached ? null : end;
        return reached;
    }
}
