package org.servicemap.accounts;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/**
 * Accounts as administrators see them. Every change is recorded in the {@link Audit}. Changes that narrow what an account may do
 * also end its sessions. Thread-safe.
 */
public final class Accounts {
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@-]{1,79}");
    private static final int ONE_TIME_GROUPS = 4;
    private static final int LONGEST_NAME = 100;
    private static final Set<Role> OF_UNITS = Set.of(Role.HANDLER, Role.LEAD);
    private static final Set<Role> NOT_OF_STAFF = Set.of(Role.PUBLIC, Role.CITIZEN);

    private final Database database;
    private final Units units;
    private final KnownAreas areas;
    private final Sessions sessions;

    public Accounts(Database database, Units units, KnownAreas areas, Sessions sessions) {
        this.database = database;
        this.units = units;
        this.areas = areas;
        this.sessions = sessions;
    }

    /** What to list, by id. */
    public record Filter(
            @Nullable AccountKind kind,
            @Nullable Role role,
            @Nullable String unit,
            @Nullable String text,
            long after,
            int limit) {}

    /** A new account or password; the password is shown this once and is for one login. */
    public record Issued(Account account, String oneTimePassword) {}

    public Optional<Account> find(long id) {
        return database.jdbi().withHandle(handle -> AccountStore.find(handle, id));
    }

    public Optional<Account> findLogin(String login) {
        return database.jdbi().withHandle(handle -> findLogin(handle, login));
    }

    /** The same in the handle's transaction. */
    public static Optional<Account> findLogin(Handle handle, String login) {
        return AccountStore.findLogin(handle, login.strip().toLowerCase(Locale.ROOT));
    }

    /** The caller's own account. */
    public static Optional<Account> find(Handle handle, Caller caller) {
        Long id = caller.account();
        return id == null ? Optional.empty() : AccountStore.find(handle, id);
    }

    /** Those who handle requests for any of these units, by name. */
    public static List<Worker> workers(Handle handle, List<String> units) {
        return AccountStore.workers(handle, units);
    }

    /** Citizens' accounts by the keyed hashes of a phone number or an e-mail address. */
    public static List<Long> citizensBy(Handle handle, byte @Nullable [] phone, byte @Nullable [] email) {
        return handle.createQuery("""
                        SELECT account FROM account_contacts
                        WHERE kind = 'phone' AND found_by = :phone OR kind = 'email' AND found_by = :email
                        """)
                .bind("phone", phone)
                .bind("email", email)
                .mapTo(Long.class)
                .list();
    }

    /** A phone or an e-mail address that an account logs in with, sealed as {@code account.<kind>}. */
    public record LoginContact(String kind, byte[] sealed) {}

    public static List<LoginContact> contactsOf(Handle handle, Collection<Long> accounts) {
        return handle.createQuery(
                        "SELECT kind, sealed FROM account_contacts WHERE account = ANY(:accounts) ORDER BY kind, found_by")
                .bindArray("accounts", Long.class, accounts.toArray())
                .map((rs, context) -> new LoginContact(rs.getString("kind"), rs.getBytes("sealed")))
                .list();
    }

    /** Takes a citizen's account away with its logins and contacts; staff accounts stay. */
    public static void eraseCitizen(Handle handle, long id) {
        handle.execute("DELETE FROM accounts WHERE id = ? AND kind = 'citizen'", id);
    }

    /** Refuses with {@code unknown_account}. */
    public Account get(long id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    private static AccountException unknown(long id) {
        return new AccountException(AccountErrors.UNKNOWN_ACCOUNT, "there is no account " + id, "id");
    }

    public List<Account> list(Filter filter) {
        return database.jdbi().withHandle(handle -> AccountStore.list(handle, filter));
    }

    /** The hash of an account's password; null when it has none. */
    public static @Nullable String passwordHash(Handle handle, long id) {
        return AccountStore.password(handle, id);
    }

    /** Makes a staff account with a one-time password. */
    public Issued create(Caller by, String login, AccountChange change) {
        String name = requireLogin(login);
        String password = Secrets.readable(ONE_TIME_GROUPS);
        String hash = Passwords.hash(password);
        Account account = database.inTransaction(handle -> insert(handle, by, name, change, hash, true, false));
        return new Issued(account, password);
    }

    /** Makes a staff account that nobody logs in to with a password, in the handle's transaction: enrolled phones act for it. */
    public Account createWithoutPassword(Handle handle, Caller by, String login, AccountChange change) {
        return insert(handle, by, requireLogin(login), change, null, false, false);
    }

    /** Changes a staff account in the handle's transaction; its roles stay. */
    public Account changeInside(Handle handle, Caller by, Account old, AccountChange change) {
        check(change);
        if (!AccountStore.update(handle, with(old, old.version(), change))) {
            throw new AccountException(AccountErrors.CHANGED_MEANWHILE, "someone else changed this account");
        }
        Audit.record(handle, by, "account_changed", subject(old.id()), null);
        return AccountStore.find(handle, old.id()).orElseThrow(() -> unknown(old.id()));
    }

    /** Accounts by login, of whatever kind; those that there are. */
    public static List<Account> listLogins(Handle handle, Collection<String> logins) {
        return AccountStore.listLogins(handle, logins);
    }

    /** Whether a text can be a login name, in small letters. */
    public static boolean isLogin(String text) {
        return LOGIN.matcher(text).matches();
    }

    Account insert(
            Handle handle,
            Caller by,
            String login,
            AccountChange change,
            @Nullable String hash,
            boolean passwordExpired,
            boolean demo) {
        check(change);
        if (AccountStore.findLogin(handle, login).isPresent()) {
            throw new AccountException(AccountErrors.LOGIN_TAKEN, "there is an account " + login, "login");
        }
        long id = database.nextId();
        Account account = new Account(
                id,
                AccountKind.STAFF,
                login,
                change.name().strip(),
                change.roles(),
                change.unit(),
                change.areaLevel(),
                change.area(),
                List.of(),
                Set.of(),
                passwordExpired,
                demo,
                change.locked(),
                false,
                1,
                java.time.Instant.EPOCH);
        AccountStore.insert(handle, account, hash);
        Audit.record(handle, by, "account_created", subject(id), null);
        return AccountStore.find(handle, id).orElseThrow(() -> unknown(id));
    }

    private static String requireLogin(String login) {
        String lower = login.strip().toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(lower).matches()) {
            throw invalid("a login name has 2 to 80 of a-z, 0-9, dot, dash, underscore, @", "login");
        }
        return lower;
    }

    private void check(AccountChange change) {
        if (change.name().isBlank() || change.name().length() > LONGEST_NAME) {
            throw invalid("a name has 1 to " + LONGEST_NAME + " characters", "name");
        }
        if (change.roles().stream().anyMatch(NOT_OF_STAFF::contains)) {
            throw invalid("staff are not public and not citizens here", "roles");
        }
        String unit = change.unit();
        if (unit != null && units.current().directory().find(unit).isEmpty()) {
            throw invalid("there is no unit " + unit, "unit");
        }
        if (unit == null && change.roles().stream().anyMatch(OF_UNITS::contains)) {
            throw invalid("handlers and leads act for a unit", "unit");
        }
        checkArea(change);
    }

    private void checkArea(AccountChange change) {
        String level = change.areaLevel();
        String area = change.area();
        if ((level == null) != (area == null)) {
            throw invalid("an area has a level and a code", level == null ? "area_level" : "area");
        }
        if (level != null && area != null && !areas.exists(level, area)) {
            throw invalid("there is no area " + level + ":" + area, "area");
        }
        if (area == null && change.roles().contains(Role.WARDEN)) {
            throw invalid("a warden is bound to an area", "area");
        }
    }

    private static AccountException invalid(String message, String field) {
        return new AccountException(ErrorCode.INVALID_FIELD, message, field);
    }

    /**
     * Changes a staff account.
     *
     * @param version the one that was read; refuses with {@code changed_meanwhile} when it is another now
     */
    public Account change(Caller by, long id, int version, AccountChange change) {
        check(change);
        Account changed = database.inTransaction(handle -> {
            Account old = requireStaff(handle, id);
            if (!change.roles().contains(Role.ADMINISTRATOR) || change.locked()) {
                requireOtherAdministrator(handle, old);
            }
            if (!AccountStore.update(handle, with(old, version, change))) {
                throw new AccountException(AccountErrors.CHANGED_MEANWHILE, "someone else changed this account");
            }
            Audit.record(handle, by, "account_changed", subject(id), null);
            if (change.locked() || !change.roles().containsAll(old.roles())) {
                sessions.endAll(handle, id, null);
            }
            return AccountStore.find(handle, id).orElseThrow(() -> unknown(id));
        });
        sessions.forget();
        return changed;
    }

    private static boolean isBoundAsBefore(Account old, AccountChange change) {
        return Objects.equals(old.areaLevel(), change.areaLevel()) && Objects.equals(old.area(), change.area());
    }

    private static Account with(Account old, int version, AccountChange change) {
        return new Account(
                old.id(),
                old.kind(),
                old.login(),
                change.name().strip(),
                change.roles(),
                change.unit(),
                change.areaLevel(),
                change.area(),
                isBoundAsBefore(old, change) ? old.formerAreas() : List.of(),
                old.grants(),
                old.passwordExpired(),
                old.demo(),
                change.locked(),
                old.secondFactor(),
                version,
                old.createdAt());
    }

    private static Account requireStaff(Handle handle, long id) {
        Account account = AccountStore.find(handle, id).orElseThrow(() -> unknown(id));
        if (account.kind() != AccountKind.STAFF) {
            throw new AccountException(AccountErrors.NOT_STAFF, "this is no account of staff");
        }
        return account;
    }

    private static void requireOtherAdministrator(Handle handle, Account account) {
        if (account.roles().contains(Role.ADMINISTRATOR)
                && !account.locked()
                && AccountStore.otherAdministrators(handle, account.id()) == 0) {
            throw new AccountException(
                    AccountErrors.LAST_ADMINISTRATOR, "this is the last administrator who can log in");
        }
    }

    /** Gives a staff account a one-time password and ends its sessions. */
    public Issued resetPassword(Caller by, long id) {
        String password = Secrets.readable(ONE_TIME_GROUPS);
        String hash = Passwords.hash(password);
        Account account = database.inTransaction(handle -> {
            Account old = requireStaff(handle, id);
            AccountStore.setPassword(handle, id, hash, true);
            handle.createUpdate("DELETE FROM login_failures WHERE subject = :subject")
                    .bind("subject", "login:" + old.login())
                    .execute();
            sessions.endAll(handle, id, null);
            Audit.record(handle, by, "password_reset", subject(id), null);
            return AccountStore.find(handle, id).orElseThrow(() -> unknown(id));
        });
        sessions.forget();
        return new Issued(account, password);
    }

    /** Takes an account's second factor away, as when a phone is lost. */
    public void removeSecondFactor(Caller by, long id) {
        database.useTransaction(handle -> {
            requireStaff(handle, id);
            handle.execute("DELETE FROM second_factors WHERE account = ?", id);
            handle.execute("DELETE FROM recovery_codes WHERE account = ?", id);
            sessions.endAll(handle, id, null);
            Audit.record(handle, by, "second_factor_removed", subject(id), null);
        });
        sessions.forget();
    }

    /** Ends all sessions of an account. */
    public void logOut(Caller by, long id) {
        database.useTransaction(handle -> {
            Account account = AccountStore.find(handle, id).orElseThrow(() -> unknown(id));
            sessions.endAll(handle, account.id(), null);
            Audit.record(handle, by, "sessions_ended", subject(id), null);
        });
        sessions.forget();
    }

    /** Sets the password that its owner chose. */
    public static void setPassword(Handle handle, long id, String hash) {
        AccountStore.setPassword(handle, id, hash, false);
    }

    /** How the audit names an account. */
    public static String subject(long id) {
        return "account:" + id;
    }
}
