package org.servicemap.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Role;

/** The SQL of accounts. */
final class AccountStore {
    private static final String COLUMNS = """
            a.id, a.kind, a.login, a.name, a.roles, a.unit, a.area_level, a.area, a.grants, a.password_expired, a.demo,
            a.locked, a.version, a.created_at,
            EXISTS (SELECT FROM second_factors f WHERE f.account = a.id AND f.confirmed_at IS NOT NULL) AS second_factor,
            """ + FormerAreas.COLUMN + "\n";

    private AccountStore() {}

    static String columns() {
        return COLUMNS;
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getLong("id"),
                AccountKind.of(row.getString("kind")),
                row.getString("login"),
                row.getString("name"),
                roles(Columns.words(row, "roles")),
                row.getString("unit"),
                row.getString("area_level"),
                row.getString("area"),
                FormerAreas.read(row),
                Columns.words(row, "grants"),
                row.getBoolean("password_expired"),
                row.getBoolean("demo"),
                row.getBoolean("locked"),
                row.getBoolean("second_factor"),
                row.getInt("version"),
                Columns.instant(row, "created_at"));
    }

    private static Set<Role> roles(Set<String> words) {
        return words.stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
    }

    static Optional<Account> find(Handle handle, long id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM accounts a WHERE a.id = :id")
                .bind("id", id)
                .map((row, context) -> account(row))
                .findOne();
    }

    static Optional<Account> findLogin(Handle handle, String login) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM accounts a WHERE a.login = :login")
                .bind("login", login)
                .map((row, context) -> account(row))
                .findOne();
    }

    static List<Account> listLogins(Handle handle, Collection<String> logins) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM accounts a WHERE a.login = ANY(:logins)")
                .bindArray("logins", String.class, logins.toArray())
                .map((row, context) -> account(row))
                .list();
    }

    static List<Worker> workers(Handle handle, List<String> units) {
        return handle.createQuery("""
                        SELECT id, name, unit FROM accounts
                        WHERE kind = 'staff' AND NOT locked AND unit = ANY(:units) AND roles && ARRAY['handler', 'lead']
                        ORDER BY name, id
                        """)
                .bindArray("units", String.class, units.toArray())
                .map((row, context) -> new Worker(row.getLong("id"), row.getString("name"), row.getString("unit")))
                .list();
    }

    static @Nullable String password(Handle handle, long id) {
        return handle.createQuery("SELECT password FROM accounts WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse(null);
    }

    static List<Account> list(Handle handle, Accounts.Filter filter) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM accounts a
                        WHERE a.id > :after AND (CAST(:kind AS text) IS NULL OR a.kind = :kind)
                          AND (CAST(:role AS text) IS NULL OR :role = ANY (a.roles))
                          AND (CAST(:unit AS text) IS NULL OR a.unit = :unit)
                          AND (CAST(:text AS text) IS NULL OR position(lower(:text) IN lower(a.name)) > 0
                               OR position(lower(:text) IN a.login) > 0)
                        ORDER BY a.id LIMIT :limit
                        """)
                .bind("after", filter.after())
                .bind("kind", filter.kind() == null ? null : filter.kind().word())
                .bind("role", filter.role() == null ? null : filter.role().word())
                .bind("unit", filter.unit())
                .bind("text", filter.text())
                .bind("limit", filter.limit())
                .map((row, context) -> account(row))
                .list();
    }

    static void insert(Handle handle, Account account, @Nullable String password) {
        describe(handle.createUpdate("""
                        INSERT INTO accounts (id, kind, login, name, roles, unit, area_level, area, grants, password,
                                              password_expired, demo, locked)
                        VALUES (:id, :kind, :login, :name, :roles, :unit, :area_level, :area, :grants, :password,
                                :password_expired, :demo, :locked)
                        """), account)
                .bind("kind", account.kind().word())
                .bind("login", account.login())
                .bindArray(
                        "grants",
                        String.class,
                        account.grants().stream().sorted().toArray())
                .bind("password", password)
                .bind("password_expired", account.passwordExpired())
                .bind("demo", account.demo())
                .execute();
    }

    /** False when the version is another. Former areas stay as they are, or go if the account says none. */
    static boolean update(Handle handle, Account account) {
        boolean updated = describe(handle.createUpdate("""
                        UPDATE accounts SET name = :name, roles = :roles, unit = :unit, area_level = :area_level, area = :area,
                            locked = :locked, version = version + 1
                        WHERE id = :id AND version = :version
                        """), account)
                        .bind("version", account.version())
                        .execute()
                == 1;
        if (updated && account.formerAreas().isEmpty()) {
            FormerAreas.drop(handle, account.id());
        }
        return updated;
    }

    private static <S extends SqlStatement<S>> S describe(S statement, Account account) {
        return statement
                .bind("id", account.id())
                .bind("name", account.name())
                .bindArray(
                        "roles",
                        String.class,
                        account.roles().stream().sorted().map(Role::word).toArray())
                .bind("unit", account.unit())
                .bind("area_level", account.areaLevel())
                .bind("area", account.area())
                .bind("locked", account.locked());
    }

    static void setPassword(Handle handle, long id, String hash, boolean expired) {
        handle.createUpdate("""
                        UPDATE accounts SET password = :hash, password_expired = :expired, demo = false, version = version + 1
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("hash", hash)
                .bind("expired", expired)
                .execute();
    }

    /** Administrators who can log in, beside one; locked until the transaction ends, so that two cannot remove each other. */
    static long otherAdministrators(Handle handle, long id) {
        return handle.createQuery("""
                        SELECT id FROM accounts WHERE 'administrator' = ANY (roles) AND NOT locked AND kind = 'staff' FOR UPDATE
                        """)
                .mapTo(Long.class)
                .filter(each -> each != id)
                .list()
                .size();
    }
}
