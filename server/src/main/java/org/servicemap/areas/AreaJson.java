package org.servicemap.areas;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.servicemap.areas.coverage.Level;
import org.servicemap.text.LocalText;

/** The {@code jsonb} columns of areas. */
final class AreaJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(LocalText.class, new TextSerializer()))
            .build();
    private static final ObjectReader TEXTS = MAPPER.readerFor(new TypeReference<Map<String, String>>() {});
    private static final ObjectReader LEVELS = MAPPER.readerFor(new TypeReference<List<LevelRow>>() {});

    private record LevelRow(int rank, String id, Map<String, String> name) {}

    private AreaJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    static Map<String, String> texts(String json) {
        return json.equals("{}") ? Map.of() : read(TEXTS, json);
    }

    static LocalText name(String json) {
        return new LocalText(texts(json));
    }

    static List<Level> levels(String json) {
        List<LevelRow> rows = read(LEVELS, json);
        return rows.stream()
                .map(row -> new Level(row.rank(), row.id(), new LocalText(row.name())))
                .toList();
    }

    static <T> T read(ObjectReader reader, String json) {
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored value cannot be read: " + json, e);
        }
    }

    private static final class TextSerializer extends JsonSerializer<LocalText> {
        @Override
        public void serialize(LocalText text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : text.byTag().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
    }
}
