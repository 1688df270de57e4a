package org.servicemap.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Media types: what is accepted, what is sent. */
final class Media {
    static final String JSON = "application/json";
    static final String CSV = "text/csv";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String MULTIPART = "multipart/form-data";
    static final String FORM = "application/x-www-form-urlencoded";
    static final String EVENTS = "text/event-stream";

    /** Of an answer without a body: whatever is accepted, it fits. */
    static final String NONE = "*/*";

    private Media() {}

    /** The type without parameters, lower case; empty when there is none. */
    static String bare(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    static @Nullable String charset(@Nullable String contentType) {
        return parameter(contentType, "charset");
    }

    private static @Nullable String parameter(@Nullable String header, String name) {
        if (header == null) {
            return null;
        }
        for (String part : header.split(";", -1)) {
            String stripped = part.strip();
            if (stripped.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                return stripped.substring(name.length() + 1).replace("\"", "").strip();
            }
        }
        return null;
    }

    /** Text types carry their charset; JSON and binary do not need one, but old clients like it on JSON. */
    static String withCharset(String type) {
        return type.startsWith("text/") || type.endsWith("json") ? type + "; charset=utf-8" : type;
    }

    /**
     * The first of the offered types with the highest quality in an Accept header (RFC 9110, 12.5.1), or null when none is
     * accepted. The more specific range decides a type's quality.
     */
    static @Nullable String choose(@Nullable String accept, List<String> offered) {
        if (accept == null || accept.isBlank() || accept.equals("*/*")) {
            return offered.get(0);
        }
        String best = null;
        double bestQuality = 0;
        for (String type : offered) {
            double quality = quality(accept, type);
            if (quality > bestQuality) {
                best = type;
                bestQuality = quality;
            }
        }
        return best;
    }

    private static double quality(String accept, String type) {
        double quality = 0;
        int specificity = 0;
        for (String range : accept.split(",", -1)) {
            int match = match(bare(range), type);
            if (match > specificity) {
                specificity = match;
                quality = weight(range);
            }
        }
        return quality;
    }

    private static int match(String range, String type) {
        if (range.equals(type)) {
            return 3;
        }
        if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
            return 2;
        }
        return range.equals("*/*") ? 1 : 0;
    }

    private static double weight(String range) {
        String q = parameter(range, "q");
        double value = q == null ? 1 : Decimal.parse(q);
        return Double.isNaN(value) ? 0 : value;
    }
}
