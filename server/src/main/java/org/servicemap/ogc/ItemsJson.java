package org.servicemap.ogc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.geo.GeoJson;

/** Writes features as GeoJSON, one after the other, so that large answers need little memory. */
final class ItemsJson {
    private static final JsonFactory FACTORY = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final Layer layer;

    ItemsJson(Layer layer) {
        this.layer = layer;
    }

    /** A page of the features that matched. */
    void collection(OutputStream target, Selection page, List<Map<String, Object>> links, Instant now)
            throws IOException {
        try (JsonGenerator out = FACTORY.createGenerator(target)) {
            out.writeStartObject();
            out.writeStringField("type", "FeatureCollection");
            out.writeStringField(
                    "timeStamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
            out.writeNumberField("numberMatched", page.matched());
            out.writeNumberField("numberReturned", page.features().length);
            links(out, links);
            out.writeArrayFieldStart("features");
            for (int feature : page.features()) {
                out.writeStartObject();
                members(out, feature);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    void feature(OutputStream target, int feature, List<Map<String, Object>> links) throws IOException {
        try (JsonGenerator out = FACTORY.createGenerator(target)) {
            out.writeStartObject();
            members(out, feature);
            links(out, links);
            out.writeEndObject();
        }
    }

    private void members(JsonGenerator out, int feature) throws IOException {
        out.writeStringField("type", "Feature");
        out.writeStringField("id", layer.features().id(feature));
        out.writeObjectFieldStart("properties");
        for (int i = 0; i < layer.properties().size(); i++) {
            out.writeFieldName(layer.properties().get(i).name());
            value(out, layer.features().value(feature, i));
        }
        out.writeEndObject();
        out.writeFieldName("geometry");
        Geometry geometry = layer.features().geometry(feature);
        if (geometry == null) {
            out.writeNull();
        } else {
            GeoJson.write(out, geometry);
        }
    }

    private static void value(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object one : list) {
                out.writeString(String.valueOf(one));
            }
            out.writeEndArray();
        } else if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }

    private static void links(JsonGenerator out, List<Map<String, Object>> links) throws IOException {
        out.writeArrayFieldStart("links");
        for (Map<String, Object> link : links) {
            out.writeStartObject();
            for (Map.Entry<String, Object> member : link.entrySet()) {
                out.writeStringField(member.getKey(), String.valueOf(member.getValue()));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
