package org.servicemap.http;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a call can fail: the stable code that programs test for, its HTTP status and what it means. A route
 * declares its codes, and the API document lists them.
 */
public record ErrorCode(int status, String code, String meaning) {
    public static final ErrorCode UNKNOWN_PATH = new ErrorCode(404, "unknown_path", "nothing is at this path");
    public static final ErrorCode METHOD_NOT_ALLOWED =
            new ErrorCode(405, "method_not_allowed", "the path exists, but not for this method");
    public static final ErrorCode UNKNOWN_PARAMETER =
            new ErrorCode(400, "unknown_parameter", "a parameter that this route does not have");
    public static final ErrorCode MISSING_PARAMETER =
            new ErrorCode(400, "missing_parameter", "a required parameter is absent");
    public static final ErrorCode EMPTY_PARAMETER = new ErrorCode(400, "empty_parameter", "a parameter has no value");
    public static final ErrorCode REPEATED_PARAMETER =
            new ErrorCode(400, "repeated_parameter", "a parameter is given more than once");
    public static final ErrorCode INVALID_PARAMETER =
            new ErrorCode(400, "invalid_parameter", "a value is not of the parameter's type");
    public static final ErrorCode OUT_OF_RANGE =
            new ErrorCode(400, "out_of_range", "a value is outside the parameter's range");
    public static final ErrorCode MALFORMED_QUERY =
            new ErrorCode(400, "malformed_query", "the query string or path is not percent-encoded UTF-8");
    public static final ErrorCode BAD_CURSOR =
            new ErrorCode(400, "bad_cursor", "a cursor that did not come from this list's last answer");
    public static final ErrorCode BAD_REQUEST = new ErrorCode(400, "bad_request", "the request cannot be understood");
    public static final ErrorCode INVALID_JSON =
            new ErrorCode(400, "invalid_json", "the body is not one JSON value without repeated fields");
    public static final ErrorCode UNKNOWN_FIELD =
            new ErrorCode(400, "unknown_field", "a field that this body does not have");
    public static final ErrorCode MISSING_FIELD = new ErrorCode(400, "missing_field", "a required field is absent");
    public static final ErrorCode INVALID_FIELD =
            new ErrorCode(400, "invalid_field", "a field's value is of the wrong type or not acceptable");
    public static final ErrorCode INVALID_KEY =
            new ErrorCode(400, "invalid_key", "the Idempotency-Key is not 8 to 200 visible ASCII characters");
    public static final ErrorCode KEY_REUSED =
            new ErrorCode(409, "key_reused", "the Idempotency-Key was used before for another request");
    public static final ErrorCode NOT_LOGGED_IN =
            new ErrorCode(401, "not_logged_in", "this is not public, and the session or token is absent or has ended");
    public static final ErrorCode FORBIDDEN = new ErrorCode(403, "forbidden", "the caller's roles do not allow this");
    public static final ErrorCode OUT_OF_SCOPE =
            new ErrorCode(403, "out_of_scope", "it belongs to a unit or area that the caller may not act for");
    public static final ErrorCode BAD_CSRF_TOKEN =
            new ErrorCode(403, "bad_csrf_token", "a session changes something only with its X-CSRF-Token");
    public static final ErrorCode NOT_ACCEPTABLE =
            new ErrorCode(406, "not_acceptable", "none of the accepted media types can be served");
    public static final ErrorCode TOO_LARGE = new ErrorCode(413, "too_large", "the request body is too large");
    public static final ErrorCode UNSUPPORTED_MEDIA_TYPE =
            new ErrorCode(415, "unsupported_media_type", "the body's media type or encoding is not understood");
    public static final ErrorCode TOO_MANY_REQUESTS =
            new ErrorCode(429, "too_many_requests", "more calls than allowed; see Retry-After");
    public static final ErrorCode INTERNAL =
            new ErrorCode(500, "internal_error", "an unexpected fault; its id is in the server's log");
    public static final ErrorCode UNAVAILABLE =
            new ErrorCode(503, "unavailable", "the database is away or the city is not loaded yet; see Retry-After");

    /** A problem with this code, for throwing. */
    public Problem problem(String detail) {
        return new Problem(this, detail, null, null);
    }

    /** A problem with this code that a field of the request caused. */
    public Problem problem(String detail, @Nullable String field) {
        return new Problem(this, detail, field, null);
    }
}
