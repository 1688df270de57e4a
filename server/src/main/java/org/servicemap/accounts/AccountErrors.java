package org.servicemap.accounts;

import java.util.List;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;

/** The stable codes of accounts and logins, and how their exception becomes a problem. */
public final class AccountErrors {
    public static final ErrorCode UNKNOWN_ACCOUNT = new ErrorCode(404, "unknown_account", "no such account");
    public static final ErrorCode LOGIN_TAKEN =
            new ErrorCode(409, "login_taken", "another account has this login name");
    public static final ErrorCode CHANGED_MEANWHILE =
            new ErrorCode(409, "changed_meanwhile", "someone else changed it; read it again");
    public static final ErrorCode LAST_ADMINISTRATOR =
            new ErrorCode(409, "last_administrator", "nobody could administer the installation any more");
    public static final ErrorCode NOT_STAFF = new ErrorCode(409, "not_staff", "this is only for accounts of staff");
    public static final ErrorCode WEAK_PASSWORD =
            new ErrorCode(400, "weak_password", "the password is too short, too common or holds the login name");
    public static final ErrorCode LOGIN_REFUSED =
            new ErrorCode(401, "login_refused", "login name, password or code is wrong");
    public static final ErrorCode SECOND_FACTOR_REQUIRED = new ErrorCode(
            401, "second_factor_required", "the password is right; the code of the second factor is missing");
    public static final ErrorCode LOCKED_OUT =
            new ErrorCode(429, "locked_out", "too many failed logins; see Retry-After");
    public static final ErrorCode INVALID_CONTACT =
            new ErrorCode(400, "invalid_contact", "not a phone number or e-mail address");

    private AccountErrors() {}

    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(AccountException.class, AccountErrors::problem));
    }

    private static Problem problem(AccountException e) {
        Problem problem = e.errorCode().problem(String.valueOf(e.getMessage()), e.field());
        return e.retrySeconds() > 0 ? problem.retryAfter(e.retrySeconds()) : problem;
    }
}
