package org.servicemap.http;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** One id for each request: taken from the proxy when it sends one, given back to the caller, in every log line between. */
final class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final String KEY = "request";
    private static final int MAX_LENGTH = 64;

    private RequestId() {}

    static String begin(@Nullable String given) {
        String id = given != null && isSafe(given) ? given : fresh();
        MDC.put(KEY, id);
        return id;
    }

    static void end() {
        MDC.remove(KEY);
    }

    private static String fresh() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }

    /** Ids stand in logs: nothing that could forge a line. */
    private static boolean isSafe(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        return id.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "-_.:/".indexOf(c) >= 0));
    }
}
