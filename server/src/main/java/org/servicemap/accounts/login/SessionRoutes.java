package org.servicemap.accounts.login;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.OpenSession;
import org.servicemap.accounts.Sessions;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Logging in and out, and the own password. */
public final class SessionRoutes implements RouteGroup {
    static final String SESSION = HttpServer.API + "/session";
    static final RateLimit LOGINS = new RateLimit("login", 60, Duration.ofMinutes(1));
    private static final int LONGEST_SECRET = 200;

    private final Sessions sessions;
    private final Logins logins;
    private final BooleanSupplier demo;
    private final List<SessionJson.ProviderJson> providers;

    /** @param demo whether this is demo mode */
    public SessionRoutes(Sessions sessions, Logins logins, BooleanSupplier demo, OidcLogins oidc) {
        this.sessions = sessions;
        this.logins = logins;
        this.demo = demo;
        providers = oidc.providers();
    }

    record LoginBody(
            String login, String password, @Nullable String code) {
        LoginBody {
            require("login", login);
            require("password", password);
        }
    }

    record PasswordBody(String oldPassword, String newPassword) {
        PasswordBody {
            require("old_password", oldPassword);
            require("new_password", newPassword);
        }
    }

    private static void require(String field, String value) {
        if (value.isEmpty() || value.length() > LONGEST_SECRET) {
            throw new FieldException(field, field + " has 1 to " + LONGEST_SECRET + " characters");
        }
    }

    @Override
    public String tag() {
        return "session";
    }

    @Override
    public String description() {
        return "Logging in and out";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(SESSION, "getSession")
                        .summary("Who is logged in, and how one can log in")
                        .json(SessionJson.class, "The session, or none", this::current),
                Route.post(SESSION, "logIn")
                        .summary("Log in as staff")
                        .limit(LOGINS)
                        .body(LoginBody.class, "Login name, password, and the second factor's code where there is one")
                        .fails(
                                AccountErrors.LOGIN_REFUSED,
                                AccountErrors.SECOND_FACTOR_REQUIRED,
                                AccountErrors.LOCKED_OUT)
                        .json(SessionJson.class, "The session", this::logIn),
                Route.delete(SESSION, "logOut").summary("Log out").nothing("Logged out", this::logOut),
                Route.delete(HttpServer.API + "/sessions", "logOutEverywhere")
                        .summary("End all own sessions")
                        .anyAccount()
                        .nothing("Logged out everywhere", this::logOutEverywhere),
                Route.put(SESSION + "/password", "changePassword")
                        .summary("Change the own password; other sessions end")
                        .anyAccount()
                        .limit(LOGINS)
                        .body(PasswordBody.class, "The old and the new password")
                        .fails(
                                LoginErrors.WRONG_PASSWORD,
                                LoginErrors.NO_PASSWORD,
                                AccountErrors.WEAK_PASSWORD,
                                AccountErrors.LOCKED_OUT)
                        .json(SessionJson.class, "The session", this::changePassword));
    }

    private SessionJson current(Exchange exchange) {
        String token = exchange.sessionToken();
        Optional<OpenSession> session = token == null ? Optional.empty() : sessions.find(token);
        String csrf = exchange.csrfToken();
        return session.isEmpty() || csrf == null
                ? SessionJson.none(demo.getAsBoolean(), providers)
                : SessionJson.of(session.get(), csrf, demo.getAsBoolean(), providers);
    }

    private SessionJson logIn(Exchange exchange) {
        LoginBody body = exchange.body(LoginBody.class);
        String token = logins.logIn(body.login(), body.password(), body.code(), exchange.address(), exchange.network());
        return begun(exchange, token);
    }

    /** Gives the caller the session in place of the one before: a token from before the login must not go on. */
    SessionJson begun(Exchange exchange, String token) {
        String before = exchange.sessionToken();
        if (before != null) {
            logins.logOut(exchange.caller(), before, exchange.address());
        }
        String csrf = exchange.startSession(token);
        OpenSession session = sessions.find(token)
                .orElseThrow(() -> new AccountException(ErrorCode.NOT_LOGGED_IN, "the session has ended already"));
        return SessionJson.of(session, csrf, demo.getAsBoolean(), providers);
    }

    private void logOut(Exchange exchange) {
        String token = exchange.sessionToken();
        if (token != null) {
            logins.logOut(exchange.caller(), token, exchange.address());
        }
        exchange.endSession();
    }

    private void logOutEverywhere(Exchange exchange) {
        logins.logOutEverywhere(exchange.caller(), exchange.address());
        exchange.endSession();
    }

    private SessionJson changePassword(Exchange exchange) {
        PasswordBody body = exchange.body(PasswordBody.class);
        String token = logins.changePassword(
                exchange.caller(),
                String.valueOf(exchange.sessionToken()),
                body.oldPassword(),
                body.newPassword(),
                exchange.address());
        String csrf = exchange.startSession(token);
        OpenSession session = sessions.find(token)
                .orElseThrow(() -> new AccountException(ErrorCode.NOT_LOGGED_IN, "the session has ended already"));
        return SessionJson.of(session, csrf, demo.getAsBoolean(), providers);
    }
}
