package org.servicemap.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;

/** Templates for replies, of units and of the whole city. Thread-safe. */
final class ReplyTemplates {
    private static final String COLUMNS = "SELECT id, unit, title, body, version FROM reply_templates ";

    private final Database database;
    private final CityNames names;

    ReplyTemplates(Database database, CityNames names) {
        this.database = database;
        this.names = names;
    }

    /** Those that the caller can use: the city's, and those of the caller's unit and of the units above it; by title. */
    List<ReplyTemplate> list(Caller caller) {
        List<String> units = new ArrayList<>();
        UnitTree tree = names.tree();
        for (String unit = caller.unit(); unit != null && !units.contains(unit); unit = tree.parent(unit)) {
            units.add(unit);
        }
        boolean all = caller.unit() == null;
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(COLUMNS
                                + "WHERE unit IS NULL OR :all OR unit = ANY(:units) ORDER BY title, id LIMIT 500")
                        .bind("all", all)
                        .bindArray("units", String.class, units.toArray())
                        .map((rs, context) -> new ReplyTemplate(
                                rs.getLong("id"),
                                rs.getString("unit"),
                                rs.getString("title"),
                                rs.getString("body"),
                                rs.getInt("version")))
                        .list());
    }

    ReplyTemplate create(Caller caller, @Nullable String unit, String title, String body) {
        requireOwn(caller, unit);
        ReplyTemplate made = new ReplyTemplate(database.nextId(), unit, title, body, 1);
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO reply_templates (id, unit, title, body, changed_by) VALUES (:id, :unit, :title, :body, :by)
                        """)
                .bind("id", made.id())
                .bind("unit", unit)
                .bind("title", title)
                .bind("body", body)
                .bind("by", Objects.requireNonNull(caller.account()))
                .execute());
        return made;
    }

    /** {@code changed_meanwhile} when the version is another one. */
    ReplyTemplate change(Caller caller, long id, int version, String title, String body) {
        return database.inTransaction(handle -> {
            ReplyTemplate before = own(handle, caller, id);
            if (before.version() != version) {
                throw new RequestException(
                        RequestException.CHANGED_MEANWHILE, "version", "it is at version " + before.version());
            }
            handle.createUpdate("""
                            UPDATE reply_templates SET title = :title, body = :body, version = version + 1, changed_by = :by,
                                changed_at = clock_timestamp() WHERE id = :id
                            """)
                    .bind("id", id)
                    .bind("title", title)
                    .bind("body", body)
                    .bind("by", Objects.requireNonNull(caller.account()))
                    .execute();
            return new ReplyTemplate(id, before.unit(), title, body, version + 1);
        });
    }

    void remove(Caller caller, long id) {
        database.useTransaction(handle -> {
            own(handle, caller, id);
            handle.execute("DELETE FROM reply_templates WHERE id = ?", id);
        });
    }

    private ReplyTemplate own(Handle handle, Caller caller, long id) {
        ReplyTemplate found = handle.createQuery(COLUMNS + "WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((rs, context) -> new ReplyTemplate(
                        rs.getLong("id"),
                        rs.getString("unit"),
                        rs.getString("title"),
                        rs.getString("body"),
                        rs.getInt("version")))
                .findOne()
                .orElseThrow(() -> RequestErrors.UNKNOWN_TEMPLATE.problem("there is no such template", "id"));
        requireOwn(caller, found.unit());
        return found;
    }

    /** Leads write for their own units, supervisors and administrators for all. */
    private void requireOwn(Caller caller, @Nullable String unit) {
        boolean wide = caller.has(Role.SUPERVISOR) || caller.has(Role.ADMINISTRATOR);
        boolean city = wide && caller.unit() == null;
        if (!city && (unit == null || !names.tree().isWithin(unit, caller.unit()))) {
            throw RequestErrors.NOT_ALLOWED.problem("you write templates for your own unit only");
        }
        if (unit != null && names.units().directory().find(unit).isEmpty()) {
            throw new RequestException(RequestException.BAD_FIELD, "unit", "there is no unit " + unit);
        }
    }
}
