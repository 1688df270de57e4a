package org.servicemap.requests.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/** JSON in the one form that equal values share: the JSON Canonicalization Scheme, RFC 8785. */
final class CanonicalJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private CanonicalJson() {}

    /** UTF-8. Whole numbers beyond 2^53 must come as text: JSON's numbers are doubles. */
    static byte[] bytes(Map<String, ? extends @Nullable Object> object) {
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsString(object)).getEncodedUTF8();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, @Nullable Object> read(byte[] json) {
        try {
            return MAPPER.readValue(json, OBJECT);
        } catch (IOException e) {
            throw new HistoryException(HistoryException.UNREADABLE, "an event is no JSON object: " + e.getMessage());
        }
    }
}
