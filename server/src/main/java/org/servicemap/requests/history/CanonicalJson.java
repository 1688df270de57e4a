package org.servicemap.requests.history;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the one form that equal values share: the JSON Canonicalization Scheme, RFC 8785. Written in one pass, since every
 * event is; the test holds it to the scheme's own implementation.
 */
public final class CanonicalJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final int USUAL = 700;
    private static final long LARGEST_WHOLE = 1L << 53;
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(USUAL);

    private CanonicalJson() {}

    /**
     * UTF-8. Values are text, numbers, booleans, null, lists and maps with text keys. Whole numbers beyond 2^53 must come as
     * text: JSON's numbers are doubles.
     */
    public static byte[] bytes(Map<String, ? extends @Nullable Object> object) {
        CanonicalJson json = new CanonicalJson();
        json.object(object);
        return json.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> list) {
            list(list);
        } else {
            throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    /** Keys in the order of their UTF-16 units, which is how Java compares texts. */
    private void object(Map<?, ? extends @Nullable Object> map) {
        String[] keys = map.keySet().toArray(String[]::new);
        Arrays.sort(keys);
        char before = '{';
        for (String key : keys) {
            out.append(before);
            text(key);
            out.append(':');
            value(map.get(key));
            before = ',';
        }
        out.append(keys.length == 0 ? "{}" : "}");
    }

    private void list(Iterable<?> list) {
        out.append('[');
        String before = "";
        for (Object each : list) {
            out.append(before);
            value(each);
            before = ",";
        }
        out.append(']');
    }

    private void number(Number number) {
        boolean whole = number instanceof Integer || number instanceof Long;
        if (whole && Math.abs(number.longValue()) <= LARGEST_WHOLE) {
            out.append(number.longValue());
            return;
        }
        try {
            out.append(NumberToJSON.serializeNumber(number.doubleValue()));
        } catch (IOException e) {
            throw new UncheckedIOException("not a JSON number: " + number, e);
        }
    }

    private void text(String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, from, i);
                escape(c);
                from = i + 1;
            }
        }
        out.append(text, from, text.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }

    public static Map<String, @Nullable Object> read(byte[] json) {
        try {
            return MAPPER.readValue(json, OBJECT);
        } catch (IOException e) {
            throw new HistoryException(HistoryException.UNREADABLE, "an event is no JSON object: " + e.getMessage());
        }
    }
}
