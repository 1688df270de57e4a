package org.servicemap.accounts.login;

import java.util.List;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** The own second factor. */
public final class SecondFactorRoutes implements RouteGroup {
    private static final String PATH = SessionRoutes.SESSION + "/second-factor";

    private final SecondFactors factors;
    private final Logins logins;

    public SecondFactorRoutes(SecondFactors factors, Logins logins) {
        this.factors = factors;
        this.logins = logins;
    }

    record ConfirmBody(String code) {}

    record RemoveBody(String password) {}

    @Describe("What goes into an authenticator app; the first code confirms it")
    record EnrolmentJson(
            String secret,
            @Describe("Key URI for a link or QR code") String uri) {}

    @Describe("Ten codes, each good for one login without the app; shown only here")
    record RecoveryJson(List<String> recoveryCodes) {}

    @Override
    public String tag() {
        return "second-factor";
    }

    @Override
    public String description() {
        return "The own second factor: an authenticator app (RFC 6238) and recovery codes";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(PATH, "beginSecondFactor")
                        .summary("Get a secret for an authenticator app")
                        .anyAccount()
                        .fails(LoginErrors.ALREADY_ENROLLED)
                        .json(EnrolmentJson.class, "The secret", this::begin),
                Route.put(PATH, "confirmSecondFactor")
                        .summary("Confirm it by its first code")
                        .anyAccount()
                        .limit(SessionRoutes.LOGINS)
                        .body(ConfirmBody.class, "The code that the app shows")
                        .fails(LoginErrors.WRONG_CODE)
                        .json(
                                RecoveryJson.class,
                                "Recovery codes",
                                exchange -> new RecoveryJson(factors.confirm(
                                        exchange.caller(),
                                        exchange.body(ConfirmBody.class).code()))),
                Route.post(PATH + "/removal", "removeOwnSecondFactor")
                        .summary("Take the own second factor away")
                        .anyAccount()
                        .limit(SessionRoutes.LOGINS)
                        .body(RemoveBody.class, "The own password")
                        .fails(LoginErrors.WRONG_PASSWORD, AccountErrors.LOCKED_OUT)
                        .nothing("Gone", this::remove));
    }

    private EnrolmentJson begin(Exchange exchange) {
        SecondFactors.Enrolment enrolment = factors.begin(exchange.caller(), logins.loginOf(exchange.caller()));
        return new EnrolmentJson(enrolment.secret(), enrolment.uri());
    }

    private void remove(Exchange exchange) {
        logins.requirePassword(
                exchange.caller(), exchange.body(RemoveBody.class).password());
        factors.remove(exchange.caller());
    }
}
