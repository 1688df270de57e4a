package org.servicemap.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.function.Function;

/** How bodies spell what JSON has no type for: times as RFC 3339, enum constants as lower-case words. */
final class BodyTypes extends SimpleModule {
    private static final long serialVersionUID = 1L;

    BodyTypes() {
        addDeserializer(OffsetDateTime.class, new Word<>(OffsetDateTime::parse));
        addDeserializer(
                Instant.class, new Word<>(text -> OffsetDateTime.parse(text).toInstant()));
        addDeserializer(LocalDate.class, new Word<>(LocalDate::parse));
        addDeserializer(LocalTime.class, new Word<>(LocalTime::parse));
        setDeserializerModifier(new Words());
    }

    private static final class Words extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> usual) {
            return new Word<>(word -> constant(type.getRawClass(), word));
        }

        private static Object constant(Class<?> type, String word) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(word)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(word);
        }
    }

    /** One word that a function understands or throws at. */
    private static final class Word<T> extends JsonDeserializer<T> {
        private final Function<String, T> parse;

        Word(Function<String, T> parse) {
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                try {
                    return parse.apply(parser.getText());
                } catch (RuntimeException e) {
                    return context.reportInputMismatch(this, "not a value of this type");
                }
            }
            return context.reportInputMismatch(this, "not a string");
        }
    }
}
