package org.servicemap.http;

/** How calls with the token of an enrolled phone fail, on every route that takes one. */
public final class DeviceErrors {
    /** The phone wipes what it holds. */
    public static final ErrorCode REVOKED =
            new ErrorCode(401, "device_revoked", "the phone was revoked: it wipes all that it holds");

    /** The phone keeps what it holds, and asks to be enrolled again. */
    public static final ErrorCode SIGNED_OUT = new ErrorCode(
            401, "device_signed_out", "the phone signed out: it keeps what waits until it is enrolled again");

    public static final ErrorCode UNKNOWN =
            new ErrorCode(401, "device_unknown", "a token that no phone has; what waits is kept");
    public static final ErrorCode ACCOUNT_LOCKED = new ErrorCode(
            401, "account_locked", "the phone's account is locked or is no warden's any more; what waits is kept");

    private static final ErrorCode[] ALL = {REVOKED, SIGNED_OUT, UNKNOWN, ACCOUNT_LOCKED};

    private DeviceErrors() {}

    /** All that a token can be refused for. */
    public static ErrorCode[] all() {
        return ALL.clone();
    }
}
