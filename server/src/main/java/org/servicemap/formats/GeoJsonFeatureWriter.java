package org.servicemap.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.geo.GeoJson;

/** A FeatureCollection (RFC 7946), one feature a line. */
final class GeoJsonFeatureWriter implements FeatureWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;
    private final List<String> fields;

    GeoJsonFeatureWriter(OutputStream target, String layer, List<String> fields) throws IOException {
        this.out = FACTORY.createGenerator(new BufferedOutputStream(target, 1 << 16));
        this.fields = List.copyOf(fields);
        out.writeStartObject();
        out.writeStringField("type", "FeatureCollection");
        out.writeStringField("name", layer);
        out.writeArrayFieldStart("features");
    }

    @Override
    public void write(Feature feature) throws IOException {
        out.writeRaw('\n');
        out.writeStartObject();
        out.writeStringField("type", "Feature");
        out.writeObjectFieldStart("properties");
        for (String field : fields) {
            out.writeFieldName(field);
            writeValue(feature.attributes().get(field));
        }
        out.writeEndObject();
        out.writeFieldName("geometry");
        writeGeometry(feature.geometry());
        out.writeEndObject();
    }

    private void writeValue(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(value.toString());
        }
    }

    private void writeGeometry(@Nullable Geometry geometry) throws IOException {
        if (geometry == null) {
            out.writeNull();
        } else {
            GeoJson.write(out, geometry);
        }
    }

    @Override
    public void close() throws IOException {
        out.writeEndArray();
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }
}
