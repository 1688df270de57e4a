package org.servicemap.accounts.login;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Citizens' logins by a code. */
public final class CitizenRoutes implements RouteGroup {
    private static final RateLimit CODES = RateLimit.perHour("login-code", 30);

    private final CitizenLogins citizens;
    private final SessionRoutes sessions;
    private final BooleanSupplier demo;

    /** @param demo whether this is demo mode, in which the code is answered and need not be sent */
    public CitizenRoutes(CitizenLogins citizens, SessionRoutes sessions, BooleanSupplier demo) {
        this.citizens = citizens;
        this.sessions = sessions;
        this.demo = demo;
    }

    record LoginContactBody(String contact) {}

    record CodeLoginBody(String contact, String code) {}

    @Describe("A code is on its way, whether or not there is an account")
    record CodeSentJson(
            @Describe("How long it is good") int minutes,

            @Describe("Only in demo mode, where nothing is sent: the code") @Nullable
            String demoCode) {}

    @Override
    public String tag() {
        return "citizens";
    }

    @Override
    public String description() {
        return "Citizens' logins by a code sent to phone or mailbox";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(SessionRoutes.SESSION + "/codes", "sendLoginCode")
                        .summary("Send a login code to a phone or mailbox")
                        .limit(CODES)
                        .body(LoginContactBody.class, "Phone number or e-mail address")
                        .fails(AccountErrors.INVALID_CONTACT, LoginErrors.TOO_MANY_CODES, LoginErrors.NOT_SENT)
                        .json(CodeSentJson.class, "It is on its way", this::send),
                Route.post(SessionRoutes.SESSION + "/citizen", "logInByCode")
                        .summary("Log in as a citizen; the first login makes the account")
                        .limit(SessionRoutes.LOGINS)
                        .body(CodeLoginBody.class, "Where the code was sent, and the code")
                        .fails(AccountErrors.INVALID_CONTACT, LoginErrors.WRONG_CODE, AccountErrors.LOGIN_REFUSED)
                        .json(SessionJson.class, "The session", this::logIn));
    }

    private CodeSentJson send(Exchange exchange) {
        String code = citizens.sendCode(exchange.body(LoginContactBody.class).contact(), exchange.language());
        return new CodeSentJson(10, demo.getAsBoolean() ? code : null);
    }

    private SessionJson logIn(Exchange exchange) {
        CodeLoginBody body = exchange.body(CodeLoginBody.class);
        return sessions.begun(exchange, citizens.logIn(body.contact(), body.code(), exchange.address()));
    }
}
