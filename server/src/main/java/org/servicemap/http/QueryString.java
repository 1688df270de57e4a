package org.servicemap.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A URL's query, decoded strictly: broken percent-encoding or bytes that are not UTF-8 are refused, not guessed at. */
final class QueryString {
    private QueryString() {}

    static Map<String, List<String>> parse(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return values;
        }
        int start = 0;
        while (start <= raw.length()) {
            int end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                add(values, raw.substring(start, end));
            }
            start = end + 1;
        }
        return values;
    }

    private static void add(Map<String, List<String>> values, String pair) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    }

    static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && isAscii(text)) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put((byte) (digit(text, i + 1) << 4 | digit(text, i + 2)));
                i += 2;
            } else if (c == '+') {
                bytes.put((byte) ' ');
            } else {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return utf8(bytes.flip());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static int digit(String text, int at) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw malformed();
        }
        return digit;
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return withoutNul(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    /** No text of ours holds U+0000, and the database cannot. */
    static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw ErrorCode.MALFORMED_QUERY.problem("a value holds the character U+0000");
        }
        return text;
    }

    private static Problem malformed() {
        return ErrorCode.MALFORMED_QUERY.problem("the query string is not percent-encoded UTF-8");
    }
}
