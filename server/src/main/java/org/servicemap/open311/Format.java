package org.servicemap.open311;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two formats of GeoReport, chosen by the suffix of the path. */
enum Format {
    XML("text/xml") {
        @Override
        byte[] write(Document document) {
            return XmlBody.of(document);
        }
    },
    JSON("application/json") {
        @Override
        byte[] write(Document document) {
            try {
                return MAPPER.writeValueAsBytes(plain(document.content()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("maps, lists and values can always be written", e);
            }
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract byte[] write(Document document);

    String mediaType() {
        return mediaType;
    }

    String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** Of a path; XML, which every client must read, when its suffix says nothing. */
    static Format ofPath(String path) {
        return path.endsWith(JSON.suffix()) ? JSON : XML;
    }

    private static @Nullable Object plain(@Nullable Object node) {
        if (node instanceof Document.Items items) {
            return items.items().stream().map(Format::plain).toList();
        }
        if (node instanceof Map<?, ?> fields) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
            fields.forEach((name, value) -> plain.put(name, plain(value)));
            return plain;
        }
        return node instanceof String text && text.isEmpty() ? null : node;
    }

    static List<String> mediaTypes() {
        return List.of(XML.mediaType, JSON.mediaType);
    }
}
