package org.servicemap.wardens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL of assignments, and of the accounts that have them. */
final class AssignmentStore {
    private static final String COLUMNS = "w.id, w.account, w.duty, w.grid, w.first_day, w.last_day, w.substitute_for";

    private static final String IN_FORCE = "w.first_day <= :day AND (w.last_day IS NULL OR w.last_day >= :day)";

    /** Of accounts {@code a}: who was locked, or is a warden no more, looks after nothing. */
    static final String CAN_WORK = "NOT a.locked AND 'warden' = ANY(a.roles)";

    /** An assignment with whose it is. */
    record Named(
            Assignment assignment,
            String name,
            @Nullable String login,
            @Nullable String substituteName) {}

    /** An account that may have assignments. */
    record Person(
            long id,
            String name,
            @Nullable String login,
            @Nullable String unit,
            @Nullable String areaLevel,
            @Nullable String area,
            boolean locked) {}

    /**
     * Which assignments.
     *
     * @param grids null for all
     * @param on in force on this day; null for all
     */
    record Filter(
            @Nullable Long account,
            @Nullable String duty,
            @Nullable Collection<String> grids,
            @Nullable LocalDate on) {}

    static Assignment assignment(ResultSet rs) throws SQLException {
        return new Assignment(
                rs.getLong("id"),
                rs.getLong("account"),
                rs.getString("duty"),
                rs.getString("grid"),
                rs.getObject("first_day", LocalDate.class),
                rs.getObject("last_day", LocalDate.class),
                rs.getObject("substitute_for", Long.class));
    }

    private static Named named(ResultSet rs) throws SQLException {
        return new Named(assignment(rs), rs.getString("name"), rs.getString("login"), rs.getString("substitute_name"));
    }

    /** By grid, duty and first day. */
    List<Named> list(Handle handle, Filter filter, int offset, int limit) {
        return bind(handle.createQuery("SELECT " + COLUMNS + """
                        , a.name, a.login, s.name AS substitute_name FROM warden_assignments w
                        JOIN accounts a ON a.id = w.account LEFT JOIN accounts s ON s.id = w.substitute_for
                        WHERE (CAST(:account AS bigint) IS NULL OR w.account = :account)
                          AND (CAST(:duty AS text) IS NULL OR w.duty = :duty)
                          AND (:everywhere OR w.grid = ANY(:grids))
                          AND (CAST(:day AS date) IS NULL OR w.first_day <= :day
                               AND (w.last_day IS NULL OR w.last_day >= :day))
                        ORDER BY w.grid, w.duty DESC, w.first_day, w.id LIMIT :limit OFFSET :offset
                        """), filter)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((rs, context) -> named(rs))
                .list();
    }

    /** What each of these accounts has on a day, by grid, so many each at most: one query, however many accounts. */
    Map<Long, List<Named>> ofAccounts(Handle handle, Collection<Long> accounts, LocalDate day, int most) {
        Map<Long, List<Named>> byAccount = new HashMap<>();
        handle.createQuery("SELECT " + COLUMNS + """
                        , a.name, a.login, s.name AS substitute_name
                        FROM unnest(:accounts) AS wanted CROSS JOIN LATERAL (
                            SELECT * FROM warden_assignments w WHERE w.account = wanted AND w.first_day <= :day
                              AND (w.last_day IS NULL OR w.last_day >= :day)
                            ORDER BY w.grid, w.duty DESC, w.first_day, w.id LIMIT :most) w
                        JOIN accounts a ON a.id = w.account LEFT JOIN accounts s ON s.id = w.substitute_for
                        ORDER BY w.grid, w.duty DESC, w.first_day, w.id
                        """)
                .bindArray("accounts", Long.class, accounts.toArray())
                .bind("day", day)
                .bind("most", most)
                .map((rs, context) -> named(rs))
                .forEach(each -> byAccount
                        .computeIfAbsent(each.assignment().account(), account -> new ArrayList<>())
                        .add(each));
        return byAccount;
    }

    private static <S extends SqlStatement<S>> S bind(S query, Filter filter) {
        Collection<String> grids = filter.grids();
        return query.bind("account", filter.account())
                .bind("duty", filter.duty())
                .bind("everywhere", grids == null)
                .bindArray("grids", String.class, grids == null ? new Object[0] : grids.toArray())
                .bind("day", filter.on());
    }

    Optional<Assignment> lock(Handle handle, long id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM warden_assignments w WHERE w.id = :id FOR UPDATE")
                .bind("id", id)
                .map((rs, context) -> assignment(rs))
                .findOne();
    }

    Optional<Named> find(Handle handle, long id) {
        return handle.createQuery("SELECT " + COLUMNS + """
                        , a.name, a.login, s.name AS substitute_name FROM warden_assignments w
                        JOIN accounts a ON a.id = w.account LEFT JOIN accounts s ON s.id = w.substitute_for WHERE w.id = :id
                        """)
                .bind("id", id)
                .map((rs, context) -> named(rs))
                .findOne();
    }

    /** Locked until the transaction ends, of some accounts, whatever their days. */
    List<Assignment> lockAll(Handle handle, Collection<Long> accounts) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM warden_assignments w WHERE w.account = ANY(:accounts) ORDER BY w.id FOR UPDATE
                        """)
                .bindArray("accounts", Long.class, accounts.toArray())
                .map((rs, context) -> assignment(rs))
                .list();
    }

    void insert(Handle handle, Assignment one, @Nullable Long by) {
        handle.createUpdate("""
                        INSERT INTO warden_assignments (id, account, duty, grid, first_day, last_day, substitute_for, created_by)
                        VALUES (:id, :account, :duty, :grid, :first, :last, :substitute, :by)
                        """)
                .bind("id", one.id())
                .bind("account", one.account())
                .bind("duty", one.duty())
                .bind("grid", one.grid())
                .bind("first", one.firstDay())
                .bind("last", one.lastDay())
                .bind("substitute", one.substituteFor())
                .bind("by", by)
                .execute();
    }

    void end(Handle handle, long id, @Nullable LocalDate lastDay) {
        handle.createUpdate("UPDATE warden_assignments SET last_day = :last WHERE id = :id")
                .bind("id", id)
                .bind("last", lastDay)
                .execute();
    }

    /** What an import may change of one that stays the same. */
    void change(Handle handle, Assignment one) {
        handle.createUpdate(
                        "UPDATE warden_assignments SET last_day = :last, substitute_for = :substitute WHERE id = :id")
                .bind("id", one.id())
                .bind("last", one.lastDay())
                .bind("substitute", one.substituteFor())
                .execute();
    }

    void delete(Handle handle, long id) {
        handle.execute("DELETE FROM warden_assignments WHERE id = ?", id);
    }

    /** What stands in the way of a span, if anything; the earliest. */
    Optional<Assignment> clash(Handle handle, Assignment wanted) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM warden_assignments w
                        WHERE w.account = :account AND w.grid = :grid AND w.duty = :duty AND w.id <> :id
                          AND daterange(w.first_day, w.last_day, '[]') && daterange(:first, :last, '[]')
                        ORDER BY w.first_day LIMIT 1
                        """)
                .bind("account", wanted.account())
                .bind("grid", wanted.grid())
                .bind("duty", wanted.duty())
                .bind("id", wanted.id())
                .bind("first", wanted.firstDay())
                .bind("last", wanted.lastDay())
                .map((rs, context) -> assignment(rs))
                .findOne();
    }

    /** Which of some grids, a city's hundred thousand too, somebody who can work looks after on a day. */
    List<String> covered(Handle handle, Collection<String> grids, String duty, LocalDate day) {
        return handle.createQuery("""
                        SELECT g FROM unnest(:grids) AS g WHERE EXISTS (
                            SELECT FROM warden_assignments w JOIN accounts a ON a.id = w.account
                            WHERE w.grid = g AND w.duty = :duty AND\s""" + CAN_WORK + " AND " + IN_FORCE + ")")
                .bindArray("grids", String.class, grids.toArray())
                .bind("duty", duty)
                .bind("day", day)
                .mapTo(String.class)
                .list();
    }

    /** Codes of all grids that somebody has on a day or later. */
    List<String> assignedFrom(Handle handle, LocalDate day) {
        return handle.createQuery("""
                        SELECT DISTINCT grid FROM warden_assignments WHERE last_day IS NULL OR last_day >= :day ORDER BY grid
                        """).bind("day", day).mapTo(String.class).list();
    }

    private static Person person(ResultSet rs) throws SQLException {
        return new Person(
                rs.getLong("id"),
                rs.getString("name"),
                rs.getString("login"),
                rs.getString("unit"),
                rs.getString("area_level"),
                rs.getString("area"),
                rs.getBoolean("locked"));
    }

    Optional<Person> person(Handle handle, long account) {
        return handle.createQuery("""
                        SELECT id, name, login, unit, area_level, area, locked FROM accounts
                        WHERE id = :id AND kind = 'staff' AND 'warden' = ANY(roles)
                        """)
                .bind("id", account)
                .map((rs, context) -> person(rs))
                .findOne();
    }

    List<Person> persons(Handle handle, Collection<String> logins) {
        return handle.createQuery("""
                        SELECT id, name, login, unit, area_level, area, locked FROM accounts
                        WHERE login = ANY(:logins) AND kind = 'staff' AND 'warden' = ANY(roles)
                        """)
                .bindArray("logins", String.class, logins.toArray())
                .map((rs, context) -> person(rs))
                .list();
    }

    /**
     * Wardens by login.
     *
     * @param units of these, or having a grid of {@code grids}; null for all
     * @param mustHave only those that have one of the grids
     */
    List<Person> people(
            Handle handle,
            @Nullable Collection<String> units,
            @Nullable Collection<String> grids,
            boolean mustHave,
            @Nullable String text,
            int offset,
            LocalDate day,
            int limit) {
        return handle.createQuery("""
                        SELECT id, name, login, unit, area_level, area, locked FROM accounts a
                        WHERE kind = 'staff' AND 'warden' = ANY(roles)
                          AND (CAST(:text AS text) IS NULL OR position(lower(:text) IN lower(name)) > 0
                               OR position(lower(:text) IN login) > 0)
                          AND (:everywhere OR NOT :mustHave AND unit = ANY(:units)
                               OR EXISTS (SELECT FROM warden_assignments w WHERE w.account = a.id AND w.grid = ANY(:grids)
                                          AND (w.last_day IS NULL OR w.last_day >= :day)))
                        ORDER BY login LIMIT :limit OFFSET :offset
                        """)
                .bind("offset", offset)
                .bind("text", text)
                .bind("everywhere", units == null && !mustHave)
                .bind("mustHave", mustHave)
                .bindArray("units", String.class, units == null ? new Object[0] : units.toArray())
                .bindArray("grids", String.class, grids == null ? new Object[0] : grids.toArray())
                .bind("day", day)
                .bind("limit", limit)
                .map((rs, context) -> person(rs))
                .list();
    }
}
