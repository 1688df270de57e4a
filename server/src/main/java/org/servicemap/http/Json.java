package org.servicemap.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.Locale;
import org.servicemap.text.LocalText;

/** JSON of the API: snake_case, texts as maps by language tag, times as RFC 3339 strings. */
public final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .addSerializer(LocalText.class, new TextSerializer())
                    .addSerializer(Enum.class, new WordSerializer())
                    .addSerializer(Temporal.class, new TemporalSerializer()))
            .build();

    private Json() {}

    /** The value's JSON in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static final class TextSerializer extends JsonSerializer<LocalText> {
        @Override
        public void serialize(LocalText text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            for (var entry : text.byTag().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
    }

    @SuppressWarnings("rawtypes") // Jackson registers serializers by the raw class
    private static final class WordSerializer extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum constant, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(constant.name().toLowerCase(Locale.ROOT));
        }
    }

    private static final class TemporalSerializer extends JsonSerializer<Temporal> {
        @Override
        public void serialize(Temporal time, JsonGenerator json, SerializerProvider provider) throws IOException {
            // OffsetDateTime.toString leaves out seconds that are zero, which RFC 3339 does not allow.
            json.writeString(
                    time instanceof OffsetDateTime
                            ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)
                            : time.toString());
        }
    }
}
