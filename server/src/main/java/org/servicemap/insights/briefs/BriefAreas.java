package org.servicemap.insights.briefs;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.AuditedRows;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.BoundRows;

/**
 * Schedules of reports about an area go on about the largest part of it; each change is in the audit. Reports that were made stay: they tell
 * of the area of then.
 */
public final class BriefAreas implements AreaDependants {
    private static final BoundRows ROWS =
            new BoundRows("brief_schedules", "level", "code", "t.subject = 'area'", ", version = t.version + 1");
    private static final AuditedRows AUDITED = new AuditedRows(
            ROWS, "brief_schedule", "brief_schedule_changed", "brief_schedule_moved", "brief_schedule_restored");

    @Override
    public String kind() {
        return "brief_schedules";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        return ROWS.on(handle, areas, "report_schedule", "t.id::text", "t.kind");
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        AUDITED.move(handle, moves);
    }

    @Override
    public String remember(Handle handle) {
        return ROWS.remember(handle);
    }

    @Override
    public void restore(Handle handle, String kept) {
        AUDITED.restore(handle, kept);
    }
}
