package org.servicemap.gazetteer;

import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.StoredField;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;

/** A {@link Hit} in the stored fields of an index. */
final class HitDocument {
    private HitDocument() {}

    static void store(Hit hit, Document document) {
        document.add(new StoredField("kind", hit.kind().name()));
        document.add(new StoredField("name", GazetteerStore.write(hit.name())));
        document.add(new StoredField("context", GazetteerStore.write(hit.context())));
        LonLat position = hit.position();
        if (position != null) {
            document.add(new StoredField("lon", position.lon()));
            document.add(new StoredField("lat", position.lat()));
        }
        optional(document, "level", hit.level());
        optional(document, "code", hit.code());
        optional(document, "area", hit.area());
        optional(document, "category", hit.category());
        BBox box = hit.bbox();
        if (box != null) {
            for (double side : new double[] {box.minLon(), box.minLat(), box.maxLon(), box.maxLat()}) {
                document.add(new StoredField("box", side));
            }
        }
    }

    private static void optional(Document document, String field, @Nullable String value) {
        if (value != null) {
            document.add(new StoredField(field, value));
        }
    }

    static Hit read(Document document) {
        return new Hit(
                Hit.Kind.valueOf(text(document, "kind")),
                GazetteerStore.read(text(document, "name")),
                GazetteerStore.read(text(document, "context")),
                position(document),
                document.get("level"),
                document.get("code"),
                box(document),
                document.get("area"),
                document.get("category"));
    }

    private static @Nullable LonLat position(Document document) {
        var lon = document.getField("lon");
        return lon == null
                ? null
                : new LonLat(
                        lon.numericValue().doubleValue(),
                        document.getField("lat").numericValue().doubleValue());
    }

    private static @Nullable BBox box(Document document) {
        var sides = document.getFields("box");
        return sides.length == 0
                ? null
                : new BBox(
                        sides[0].numericValue().doubleValue(),
                        sides[1].numericValue().doubleValue(),
                        sides[2].numericValue().doubleValue(),
                        sides[3].numericValue().doubleValue());
    }

    private static String text(Document document, String field) {
        return Objects.requireNonNull(document.get(field), field);
    }
}
