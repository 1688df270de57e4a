package org.servicemap.accounts;

import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.BoundRows;
import org.servicemap.http.Caller;

/**
 * Rows that follow areas and go back, each change in the {@link Audit}. What somebody has edited since stays as that says.
 *
 * @param subject what the audit calls a row, before its id, as {@code account}
 * @param edited the audit's action when somebody edits a row
 * @param moved … when it follows
 * @param restored … when it goes back
 */
public record AuditedRows(BoundRows rows, String subject, String edited, String moved, String restored) {
    /** Lets rows follow. */
    public List<BoundRows.Moved> move(Handle handle, List<AreaDependants.Move> moves) {
        return told(handle, moved, rows.move(handle, moves), BoundRows.Moved::words);
    }

    /** Puts rows back that nobody has edited since they followed. */
    public List<BoundRows.Moved> restore(Handle handle, String kept) {
        String unchangedSince = "(SELECT u.action FROM audit u WHERE u.subject = '" + subject
                + ":' || t.id AND u.action IN ('" + edited + "', '" + moved + "') ORDER BY u.id DESC LIMIT 1) = '"
                + moved
                + "'";
        return told(handle, restored, rows.restore(handle, kept, unchangedSince), row -> "the version was rolled back");
    }

    private List<BoundRows.Moved> told(
            Handle handle, String action, List<BoundRows.Moved> changed, Function<BoundRows.Moved, String> words) {
        Audit.recordAll(
                handle,
                Caller.PUBLICATION,
                action,
                changed.stream()
                        .map(row -> new Audit.Note(subject + ":" + row.id(), words.apply(row)))
                        .toList());
        return changed;
    }
}
