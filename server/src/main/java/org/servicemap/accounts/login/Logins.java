package org.servicemap.accounts.login;

import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.LoginMethod;
import org.servicemap.accounts.Passwords;
import org.servicemap.accounts.Sessions;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;

/**
 * Logins of staff by password and second factor. A login name that does not exist is refused in the same words and the same time
 * as a wrong password. Failures count by login name and by network; every login and every failure is recorded. Thread-safe.
 */
public final class Logins {
    private static final int LONGEST_LOGIN = 80;

    private final Database database;
    private final Sessions sessions;
    private final SecondFactors secondFactors;
    private final Failures failures;

    public Logins(Database database, Sessions sessions, SecondFactors secondFactors) {
        this.database = database;
        this.sessions = sessions;
        this.secondFactors = secondFactors;
        failures = new Failures(database);
    }

    private record Known(Account account, @Nullable String hash) {}

    /**
     * Logs in and answers the session's token.
     *
     * @param code of the second factor, if the caller gives one
     * @param network what counts as one caller, see {@code Exchange.network}
     */
    public String logIn(String login, String password, @Nullable String code, String address, String network) {
        String name = login.strip().toLowerCase(Locale.ROOT);
        String byLogin = "login:" + (name.length() > LONGEST_LOGIN ? name.substring(0, LONGEST_LOGIN) : name);
        String byNetwork = "network:" + network;
        failures.requireFree(byLogin);
        failures.requireFree(byNetwork);
        Optional<Known> known = find(name);
        boolean right = Passwords.matches(password, known.map(Known::hash).orElse(null));
        if (known.isEmpty() || !right || known.get().account().locked()) {
            throw failed(known, byLogin, byNetwork, address);
        }
        Account account = known.get().account();
        if (account.secondFactor() && code == null) {
            throw new AccountException(
                    AccountErrors.SECOND_FACTOR_REQUIRED, "give the code of your authenticator app too", "code");
        }
        Optional<String> token = database.inTransaction(handle -> begin(handle, account, code, byLogin, address));
        return token.orElseThrow(() -> failed(known, byLogin, byNetwork, address));
    }

    private Optional<Known> find(String login) {
        return database.jdbi()
                .withHandle(handle -> Accounts.findLogin(handle, login)
                        .map(account -> new Known(account, Accounts.passwordHash(handle, account.id()))));
    }

    private Optional<String> begin(
            Handle handle, Account account, @Nullable String code, String byLogin, String address) {
        if (account.secondFactor() && (code == null || !secondFactors.take(handle, account, code))) {
            return Optional.empty();
        }
        Failures.clear(handle, byLogin);
        LoginMethod method = account.secondFactor() ? LoginMethod.SECOND_FACTOR : LoginMethod.PASSWORD;
        Audit.record(handle, account.caller(false), address, "login", Accounts.subject(account.id()), null);
        return Optional.of(sessions.start(handle, account, method, address));
    }

    private AccountException failed(Optional<Known> known, String byLogin, String byNetwork, String address) {
        failures.count(byLogin, Lockout.OF_LOGIN);
        failures.count(byNetwork, Lockout.OF_NETWORK);
        Caller caller = known.map(each -> each.account().caller(false)).orElse(Caller.ANONYMOUS);
        String subject =
                known.map(each -> Accounts.subject(each.account().id())).orElse("account:unknown");
        database.useTransaction(handle -> Audit.record(handle, caller, address, "login_failed", subject, null));
        return new AccountException(AccountErrors.LOGIN_REFUSED, "login name, password or code is wrong");
    }

    /** Changes the own password; all other sessions of the account end, and this one gets a new token. */
    public String changePassword(Caller caller, String session, String old, String chosen, String address) {
        Account account = require(caller);
        String login = String.valueOf(account.login());
        failures.requireFree("login:" + login);
        String hash = database.jdbi().withHandle(handle -> Accounts.passwordHash(handle, account.id()));
        if (hash == null) {
            throw new AccountException(LoginErrors.NO_PASSWORD, "this account has no password");
        }
        if (!Passwords.matches(old, hash)) {
            failures.count("login:" + login, Lockout.OF_LOGIN);
            throw new AccountException(LoginErrors.WRONG_PASSWORD, "the old password is another", "old_password");
        }
        Passwords.requireStrong(chosen, login);
        if (chosen.equals(old)) {
            throw new AccountException(AccountErrors.WEAK_PASSWORD, "this is the old password", "new_password");
        }
        return replace(account, caller, session, Passwords.hash(chosen), address);
    }

    private String replace(Account account, Caller caller, String session, String hash, String address) {
        LoginMethod method =
                sessions.find(session).orElseThrow(Logins::notLoggedIn).method();
        String token = database.inTransaction(handle -> {
            Accounts.setPassword(handle, account.id(), hash);
            sessions.endAll(handle, account.id(), null);
            Audit.record(handle, caller, address, "password_changed", Accounts.subject(account.id()), null);
            return sessions.start(handle, account, method, address);
        });
        sessions.forget();
        return token;
    }

    private Account require(Caller caller) {
        return database.jdbi()
                .withHandle(handle -> Accounts.find(handle, caller))
                .orElseThrow(Logins::notLoggedIn);
    }

    private static AccountException notLoggedIn() {
        return new AccountException(org.servicemap.http.ErrorCode.NOT_LOGGED_IN, "log in first");
    }

    /** Ends one session. */
    public void logOut(Caller caller, String session, String address) {
        database.useTransaction(handle -> {
            sessions.end(handle, session);
            if (caller.account() != null) {
                Audit.record(handle, caller, address, "logout", Accounts.subject(caller.account()), null);
            }
        });
    }

    /** Ends all sessions of the caller. */
    public void logOutEverywhere(Caller caller, String address) {
        Account account = require(caller);
        database.useTransaction(handle -> {
            sessions.endAll(handle, account.id(), null);
            Audit.record(handle, caller, address, "sessions_ended", Accounts.subject(account.id()), null);
        });
        sessions.forget();
    }

    /** The login of the caller's account; its name where it has none. */
    String loginOf(Caller caller) {
        Account account = require(caller);
        String login = account.login();
        return login == null ? account.name() : login;
    }

    /** Whether a password is the caller's own: asked before something dangerous. */
    void requirePassword(Caller caller, String password) {
        Account account = require(caller);
        failures.requireFree("login:" + account.login());
        String hash = database.jdbi().withHandle(handle -> Accounts.passwordHash(handle, account.id()));
        if (!Passwords.matches(password, hash)) {
            failures.count("login:" + account.login(), Lockout.OF_LOGIN);
            throw new AccountException(LoginErrors.WRONG_PASSWORD, "this is not the password", "password");
        }
    }
}
