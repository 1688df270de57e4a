package org.servicemap.insights.governance;

import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.BoundRows;

/**
 * Governance tasks that are not over go on in the largest part of their area, and their history says so: who looks after that sees them. The
 * code of before is kept with the task, because its figures until then were counted under that. Tasks that are over stay.
 */
public final class GovernanceAreas implements AreaDependants {
    private static final BoundRows ROWS = new BoundRows(
            "governance_tasks",
            "area_level",
            "area",
            "t.state IN ('open', 'running')",
            ", former_areas = t.former_areas || t.area, version = t.version + 1, updated_at = clock_timestamp()");
    /** Back: the code that it has again is the former no more. */
    private static final BoundRows BACK = ROWS.touching(
            ", former_areas = array_remove(t.former_areas, k.code), version = t.version + 1, updated_at = clock_timestamp()");

    private final LongSupplier ids;

    /** @param ids of notes */
    public GovernanceAreas(LongSupplier ids) {
        this.ids = ids;
    }

    @Override
    public String kind() {
        return "governance_tasks";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        return ROWS.on(handle, areas, "governance_task", "t.id::text", "t.title");
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        List<BoundRows.Moved> moved = ROWS.move(handle, moves);
        try (PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO governance_notes (id, task, state, words)
                SELECT :id, t.id, t.state, :words FROM governance_tasks t WHERE t.id = :task
                """)) {
            moved.forEach(row -> batch.bind("id", ids.getAsLong())
                    .bind("task", row.id())
                    .bind("words", row.words())
                    .add());
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    @Override
    public String remember(Handle handle) {
        return ROWS.remember(handle);
    }

    @Override
    public void restore(Handle handle, String kept) {
        BACK.restore(handle, kept, "true");
    }
}
