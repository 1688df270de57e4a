package org.servicemap.accounts.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Logins by OpenID Connect: to the provider and back. */
public final class OidcRoutes implements RouteGroup {
    private static final String PATH = SessionRoutes.SESSION + "/oidc/{provider}";

    /** Ties what is under way to the browser that began it: nobody can be logged in as another by a link. */
    private static final String COOKIE = "servicemap_oidc";

    private static final int SECONDS = 600;
    private static final Param<String> PROVIDER =
            Param.text("provider", "Id of the provider, from the session").inPath();
    private static final Param<String> RETURN_TO =
            Param.text("return_to", "Path of ours to go on at; the start page without it");

    private final OidcLogins logins;
    private final Logins sessions;

    public OidcRoutes(OidcLogins logins, Logins sessions) {
        this.logins = logins;
        this.sessions = sessions;
    }

    @Override
    public String tag() {
        return "openid";
    }

    @Override
    public String description() {
        return "Logins by OpenID Connect";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, "beginOidcLogin")
                        .summary("Go to the provider's login page")
                        .takes(PROVIDER, RETURN_TO)
                        .limit(SessionRoutes.LOGINS)
                        .fails(LoginErrors.UNKNOWN_PROVIDER, LoginErrors.NOT_SENT)
                        .redirect("To the provider", this::begin),
                Route.get(PATH + "/callback", "endOidcLogin")
                        .summary("Come back from the provider")
                        .description(
                                "What the provider sends as parameters is its own affair (OpenID Connect Core, 3.1.2).")
                        .takes(PROVIDER)
                        .anyQuery()
                        .limit(SessionRoutes.LOGINS)
                        .fails(LoginErrors.UNKNOWN_PROVIDER)
                        .redirect("To the page asked for, or to /login with `error`", this::end));
    }

    private String begin(Exchange exchange) {
        OidcLogins.Begun begun = logins.begin(exchange.get(PROVIDER), exchange.get(RETURN_TO, "/"));
        exchange.cookie(COOKIE, begun.state(), SessionRoutes.SESSION + "/oidc", SECONDS);
        return begun.loginPage().toString();
    }

    private String end(Exchange exchange) {
        String state = exchange.other("state");
        String code = exchange.other("code");
        boolean own = same(state, exchange.cookie(COOKIE));
        exchange.cookie(COOKIE, "", SessionRoutes.SESSION + "/oidc", 0);
        if (state == null || code == null || !own) {
            return "/login?error=" + (exchange.other("error") != null ? "refused" : "expired");
        }
        OidcLogins.Ended ended = logins.end(exchange.get(PROVIDER), state, code, exchange.address());
        if (ended.token() == null) {
            return "/login?error=" + ended.refusal();
        }
        String before = exchange.sessionToken();
        if (before != null) {
            sessions.logOut(exchange.caller(), before, exchange.address());
        }
        exchange.startSession(ended.token());
        return ended.returnTo();
    }

    private static boolean same(@Nullable String state, @Nullable String cookie) {
        return state != null
                && cookie != null
                && MessageDigest.isEqual(
                        state.getBytes(StandardCharsets.UTF_8), cookie.getBytes(StandardCharsets.UTF_8));
    }
}
