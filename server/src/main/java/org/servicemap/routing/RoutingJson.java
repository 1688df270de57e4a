package org.servicemap.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.servicemap.text.LocalText;

/**
 * Decisions and their records as canonical JSON: keys sorted, no white space, whole numbers without a point, sets sorted,
 * nothing for what is null. Equal values give equal bytes.
 */
public final class RoutingJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .addModule(module())
            .build();

    private RoutingJson() {}

    public static String write(Decision decision) {
        return canonical(decision);
    }

    public static String write(DecisionRecord record) {
        return canonical(record);
    }

    /** {@link RoutingException} when it is no record. */
    public static DecisionRecord readRecord(String json) {
        try {
            return MAPPER.readValue(json, DecisionRecord.class);
        } catch (JsonProcessingException e) {
            throw new RoutingException("bad_record", "record", "no decision record: " + e.getOriginalMessage());
        }
    }

    /** What was kept of a catalogue; fields that later programs no longer know are passed over. */
    static StoredContext readContext(String json) {
        try {
            return MAPPER.readerFor(StoredContext.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json);
        } catch (JsonProcessingException e) {
            throw new RoutingException(RoutingException.BAD_CONTEXT, "catalogue", e.getOriginalMessage());
        }
    }

    /** JSON that has been through a database that does not keep the order of keys. */
    public static String canonicalAgain(String json) {
        try {
            return canonical(MAPPER.readValue(json, Object.class));
        } catch (JsonProcessingException e) {
            throw new RoutingException(RoutingException.BAD_CONTEXT, "catalogue", e.getOriginalMessage());
        }
    }

    static String canonical(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(Instant.class, new AsText<>());
        module.addSerializer(LocalDate.class, new AsText<>());
        module.addSerializer(Double.class, new ShortNumber());
        module.addSerializer(double.class, new ShortNumber());
        module.addSerializer(LocalText.class, new AsMap());
        module.addSerializer(new SortedSet());
        module.addDeserializer(Instant.class, new JsonDeserializer<>() {
            @Override
            public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return Instant.parse(parser.getText());
            }
        });
        return module;
    }

    private static final class AsText<T> extends JsonSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class AsMap extends JsonSerializer<LocalText> {
        @Override
        public void serialize(LocalText value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeObject(value.byTag());
        }
    }

    private static final class ShortNumber extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                out.writeNumber(value.longValue());
            } else {
                out.writeNumber(value);
            }
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class SortedSet extends com.fasterxml.jackson.databind.ser.std.StdSerializer<Set> {
        private static final long serialVersionUID = 1L;

        SortedSet() {
            super(Set.class);
        }

        @Override
        public void serialize(Set value, JsonGenerator out, SerializerProvider provider) throws IOException {
            TreeSet<String> sorted = new TreeSet<>();
            for (Object item : value) {
                sorted.add(String.valueOf(item));
            }
            out.writeObject(sorted.toArray());
        }
    }
}
