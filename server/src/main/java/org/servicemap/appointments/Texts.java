package org.servicemap.appointments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/** How the tables of appointments write maps of texts. */
final class Texts {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private Texts() {}

    static String json(LocalText text) {
        return json(text.byTag());
    }

    static String json(Map<String, String> map) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(map));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static LocalText read(String json) {
        return new LocalText(map(json));
    }

    static Map<String, String> map(@Nullable String json) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, STRINGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no map of texts", e);
        }
    }
}
