package org.servicemap.accounts.login;

import org.servicemap.http.ErrorCode;

/** Stable codes of logging in, beside those of accounts. */
final class LoginErrors {
    static final ErrorCode WRONG_PASSWORD = new ErrorCode(400, "wrong_password", "the old password is another");
    static final ErrorCode WRONG_CODE = new ErrorCode(400, "wrong_code", "the code is wrong, used, or over");
    static final ErrorCode ALREADY_ENROLLED =
            new ErrorCode(409, "already_enrolled", "the account has a second factor already");
    static final ErrorCode NO_PASSWORD = new ErrorCode(409, "no_password", "the account has no password here");
    static final ErrorCode UNKNOWN_PROVIDER =
            new ErrorCode(404, "unknown_provider", "no such OpenID provider is configured");
    static final ErrorCode UNKNOWN_UNIT = new ErrorCode(404, "unknown_unit", "a code that no unit has");
    static final ErrorCode UNKNOWN_RESIDENCY =
            new ErrorCode(404, "unknown_residency", "this account has not asked for its residency to be confirmed");
    static final ErrorCode ALREADY_CONFIRMED = new ErrorCode(
            409,
            "already_confirmed",
            "the register's number is confirmed for another account: a resident has one voice");
    static final ErrorCode TOO_MANY_CODES =
            new ErrorCode(429, "too_many_codes", "too many codes were sent there; see Retry-After");
    static final ErrorCode NOT_SENT = new ErrorCode(503, "not_sent", "codes cannot be sent now");

    private LoginErrors() {}
}
