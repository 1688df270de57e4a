package org.servicemap.citypack;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/** Geometries inside our own stored JSON: WKB in base64, so that every coordinate comes back as it was. */
final class GeometryJson {
    static final SimpleModule MODULE = new SimpleModule()
            .addSerializer(Geometry.class, new Writer())
            .addDeserializer(Geometry.class, new Reader());

    private GeometryJson() {}

    private static final class Writer extends StdSerializer<Geometry> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Geometry.class);
        }

        @Override
        public void serialize(Geometry geometry, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeBinary(new WKBWriter(2).write(geometry));
        }
    }

    private static final class Reader extends StdScalarDeserializer<Geometry> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Geometry.class);
        }

        @Override
        public Geometry deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return new WKBReader().read(json.getBinaryValue());
            } catch (ParseException e) {
                throw new IOException("damaged geometry", e);
            }
        }
    }
}
