package org.servicemap.insights.briefs;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Audit;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.BoundRows;
import org.servicemap.http.Caller;
import org.servicemap.text.LocalText;

/**
 * Schedules of reports about an area go on about the largest part of it; each change is in the {@link Audit}. Reports that were made stay:
 * they tell of the area of then.
 */
public final class BriefAreas implements AreaDependants {
    private static final BoundRows ROWS =
            new BoundRows("brief_schedules", "level", "code", "t.subject = 'area'", ", version = t.version + 1");
    /** What somebody has edited since stays as that says. */
    private static final String UNCHANGED_SINCE = """
            (SELECT u.action FROM audit u WHERE u.subject = 'brief_schedule:' || t.id
             AND u.action IN ('brief_schedule_changed', 'brief_schedule_moved') ORDER BY u.id DESC LIMIT 1)
            = 'brief_schedule_moved'""";

    @Override
    public String kind() {
        return "brief_schedules";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        return BoundRows.bind(handle.createQuery("""
                        SELECT s.id::text AS id, s.kind, s.level, s.code FROM brief_schedules s
                        JOIN unnest(:levels, :codes) AS m (level, code) ON s.level = m.level AND s.code = m.code
                        WHERE s.subject = 'area' ORDER BY s.id
                        """), List.copyOf(areas))
                .map((rs, context) -> new Dependant(
                        "report_schedule",
                        rs.getString("id"),
                        LocalText.of("und", rs.getString("kind")),
                        new AreaKey(rs.getString("level"), rs.getString("code"))))
                .list();
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        Audit.recordAll(
                handle,
                Caller.PUBLICATION,
                "brief_schedule_moved",
                ROWS.move(handle, moves).stream()
                        .map(row -> new Audit.Note(subject(row.id()), row.words()))
                        .toList());
    }

    @Override
    public String remember(Handle handle) {
        return ROWS.remember(handle);
    }

    @Override
    public void restore(Handle handle, String kept) {
        Audit.recordAll(
                handle,
                Caller.PUBLICATION,
                "brief_schedule_restored",
                ROWS.restore(handle, kept, UNCHANGED_SINCE).stream()
                        .map(row -> new Audit.Note(subject(row.id()), "the version was rolled back"))
                        .toList());
    }

    private static String subject(long id) {
        return "brief_schedule:" + id;
    }
}
