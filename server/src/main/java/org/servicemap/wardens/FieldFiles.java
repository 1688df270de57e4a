package org.servicemap.wardens;

import java.util.Optional;
import java.util.Set;
import org.servicemap.attachments.AttachmentAccess;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.http.Caller;
import org.servicemap.http.Exchange;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;

/**
 * Who may see photos of the field: whoever gives tasks in the grid, or did one, those of the task, and whoever shall look whether a request was handled those
 * that it was filed with. All else is asked of requests.
 */
final class FieldFiles implements AttachmentAccess {
    /** As requests call what they were filed with. */
    static final String REQUEST = "request";

    /** What was answered to a task; the owner is the entry. */
    static final String TASK = "field_task";

    private static final Set<Role> STAFF = Set.of(Role.LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final AttachmentAccess requests;
    private final Database database;
    private final FieldDay day;
    private final AssignmentGrids scopes;

    FieldFiles(AttachmentAccess requests, Database database, FieldDay day, AssignmentGrids scopes) {
        this.requests = requests;
        this.database = database;
        this.day = day;
        this.scopes = scopes;
    }

    @Override
    public boolean maySee(Exchange exchange, AttachmentOwner owner) {
        Caller caller = exchange.caller();
        if (owner.kind().equals(TASK)) {
            return caller.hasAny(STAFF)
                            && grid(owner.id())
                                    .map(scopes.scope(caller)::coversGrid)
                                    .orElse(false)
                    || caller.device() != null && wrote(caller, owner.id());
        }
        return caller.device() != null && owner.kind().equals(REQUEST) && inspects(caller, owner.id())
                || requests.maySee(exchange, owner);
    }

    private Optional<String> grid(long entry) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT t.grid FROM field_task_entries e JOIN field_tasks t ON t.id = e.task WHERE e.id = :id
                        """)
                        .bind("id", entry)
                        .mapTo(String.class)
                        .findOne());
    }

    private boolean wrote(Caller caller, long entry) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT EXISTS (SELECT FROM field_task_entries WHERE id = :id AND account = :account)")
                        .bind("id", entry)
                        .bind("account", caller.account())
                        .mapTo(Boolean.class)
                        .one());
    }

    private boolean inspects(Caller caller, long request) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT FROM field_tasks t WHERE t.request = :request AND t.state = 'open' AND\s""" + FieldStore.THEIRS + ")")
                        .bind("request", request)
                        .bind("account", caller.account())
                        .bind("on", day.today())
                        .bindArray(
                                "grids",
                                String.class,
                                day.own(handle, caller).stream()
                                        .map(FieldStore.Own::grid)
                                        .toArray())
                        .mapTo(Boolean.class)
                        .one());
    }
}
