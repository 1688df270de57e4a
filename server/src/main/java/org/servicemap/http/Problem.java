package org.servicemap.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as the caller sees it: RFC 9457 problem details with a stable code, a sentence for people and the offending
 * field. Thrown by routes; it has no stack trace because it is an answer, not a fault.
 */
public final class Problem extends RuntimeException {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode errorCode;
    private final @Nullable String field;
    private final @Nullable Integer retryAfterSeconds;
    private final @Nullable String faultId;
    private final transient Map<String, Object> more = new LinkedHashMap<>();

    Problem(ErrorCode errorCode, String detail, @Nullable String field, @Nullable Integer retryAfterSeconds) {
        this(errorCode, detail, field, retryAfterSeconds, null);
    }

    private Problem(
            ErrorCode errorCode,
            String detail,
            @Nullable String field,
            @Nullable Integer retryAfterSeconds,
            @Nullable String faultId) {
        super(detail, null, false, false);
        this.errorCode = errorCode;
        this.field = field;
        this.retryAfterSeconds = retryAfterSeconds;
        this.faultId = faultId;
    }

    /** The public face of an unexpected fault: the id under which the log has it, and nothing else. */
    static Problem fault(String id) {
        return new Problem(
                ErrorCode.INTERNAL, "an unexpected fault; the server's log has it under this id", null, null, id);
    }

    /** The same problem with a hint when to try again, for 429 and 503. */
    public Problem retryAfter(int seconds) {
        Problem later = new Problem(errorCode, detail(), field, seconds);
        later.more.putAll(more);
        return later;
    }

    /** The same problem with a member of its own (RFC 9457, 3.2), which the document's schema of problems names too. */
    public Problem with(String member, Object value) {
        Problem extended = new Problem(errorCode, detail(), field, retryAfterSeconds, faultId);
        extended.more.putAll(more);
        extended.more.put(member, value);
        return extended;
    }

    public ErrorCode errorCode() {
        return errorCode;
    }

    public int status() {
        return errorCode.status();
    }

    public String detail() {
        String message = getMessage();
        return message == null ? errorCode.meaning() : message;
    }

    public @Nullable String field() {
        return field;
    }

    @Nullable
    Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The members of the problem document, in the order in which they are read. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", title(status()));
        members.put("status", status());
        members.put("code", errorCode.code());
        members.put("detail", detail());
        if (field != null) {
            members.put("field", field);
        }
        if (faultId != null) {
            members.put("id", faultId);
        }
        members.putAll(more);
        return members;
    }

    /** With no {@code type} member the title is the status phrase (RFC 9457, 4.2.1). */
    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
