package org.servicemap.gazetteer;

import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.StoredField;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.BBox;

/** A {@link Hit} in the stored fields of an index. */
final class HitDocument {
    private HitDocument() {}

    static void store(Hit hit, Document document) {
        document.add(new StoredField("kind", hit.kind().name()));
        document.add(new StoredField("name", GazetteerStore.write(hit.name())));
        document.add(new StoredField("context", GazetteerStore.write(hit.context())));
        document.add(new StoredField("lon", hit.lon()));
        document.add(new StoredField("lat", hit.lat()));
        if (hit.level() != null) {
            document.add(new StoredField("level", hit.level()));
        }
        if (hit.code() != null) {
            document.add(new StoredField("code", hit.code()));
        }
        BBox box = hit.bbox();
        if (box != null) {
            for (double side : new double[] {box.minLon(), box.minLat(), box.maxLon(), box.maxLat()}) {
                document.add(new StoredField("box", side));
            }
        }
    }

    static Hit read(Document document) {
        return new Hit(
                Hit.Kind.valueOf(text(document, "kind")),
                GazetteerStore.read(text(document, "name")),
                GazetteerStore.read(text(document, "context")),
                document.getField("lon").numericValue().doubleValue(),
                document.getField("lat").numericValue().doubleValue(),
                document.get("level"),
                document.get("code"),
                box(document));
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
