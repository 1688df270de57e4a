package org.servicemap.citypack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;
import org.servicemap.formats.Format;
import org.servicemap.formats.FormatException;
import org.servicemap.formats.Formats;
import org.servicemap.formats.ReadOptions;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Crs;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.RawBox;
import org.servicemap.text.LocalText;

/**
 * A layer of a pack, feature by feature: opened anew for each iteration, mapped to code, name, parent and attributes, and
 * converted to WGS 84. Numbers that cannot be in the declared CRS are refused at the first feature that has them.
 */
final class LayerSource implements Iterable<LayerFeature> {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final Path path;
    private final String shownName;
    private final ReadOptions options;
    private final @Nullable String declaredCrs;
    private final CodeFields code;
    private final Map<String, String> nameFields;
    private final CodeFields parent;
    private final List<String> attributeFields;
    private final @Nullable BBox vicinity;
    /** Where layers are expected: what is refused may lie right, and that be wrong. */
    private final String near;

    LayerSource(CityPack pack, PackFile.LayerBlock block, String key) {
        this.path = pack.resolve(block.file(), key + ".file");
        this.shownName = block.file();
        this.options = options(block, key);
        this.declaredCrs = block.crs();
        PackFile.FieldsBlock fields = block.fields();
        String separator = fields == null ? null : fields.separator();
        this.code = CodeFields.of(fields == null ? null : fields.code(), separator, key + ".fields.code");
        this.nameFields = fields == null ? Map.of() : pack.names(fields.name(), key + ".fields.name");
        this.parent = CodeFields.of(fields == null ? null : fields.parent(), separator, key + ".fields.parent");
        if (parent.byNumber()) {
            throw CityPack.fault(key + ".fields.parent", "a parent is named by a field");
        }
        this.attributeFields = fields == null || fields.attributes() == null
                ? List.of()
                : List.copyOf(CityPack.items(fields.attributes(), key + ".fields.attributes"));
        this.vicinity = pack.vicinity();
        this.near = vicinity == null
                ? ""
                : " (expected near map.center " + pack.file().map().center() + ": is that longitude, latitude?)";
    }

    private static ReadOptions options(PackFile.LayerBlock block, String key) {
        ReadOptions options = ReadOptions.DEFAULT.withLayer(block.layer());
        if (block.format() != null && !block.format().equals("auto")) {
            options = options.withFormat(Format.parse(block.format()));
        }
        return block.encoding() == null ? options : options.withCharset(charset(block.encoding(), key));
    }

    private static Charset charset(String name, String key) {
        return Formats.charset(name)
                .orElseThrow(() -> CityPack.fault(
                        key + ".encoding", "«" + name + "» is no known character encoding, such as GBK or UTF-8"));
    }

    String shownName() {
        return shownName;
    }

    @Override
    public Reading iterator() {
        try {
            return new Reading(Formats.open(path, options));
        } catch (IOException e) {
            throw new PackException("bad_layer", shownName, 0, "cannot be read: " + e.getMessage(), e);
        } catch (FormatException e) {
            throw fault(e);
        }
    }

    private List<String> wantedFields() {
        List<String> fields = new ArrayList<>(code.wanted());
        fields.addAll(nameFields.values());
        fields.addAll(parent.wanted());
        fields.addAll(attributeFields);
        return fields;
    }

    /** A feature, and why its shape is missing, or where a ring of it was left open that is closed now. */
    private record Read(
            Feature feature,
            @Nullable String fault,
            @Nullable Coordinate unclosed) {}

    /** One pass over the file. Closed by itself at the end; to be closed by who stops before. */
    final class Reading implements Iterator<LayerFeature>, AutoCloseable {
        private final FeatureReader reader;
        private final Crs crs;
        private final WantedFields wanted = new WantedFields(shownName, wantedFields());
        private boolean placeChecked;
        private @Nullable Read ahead;

        private Reading(FeatureReader reader) throws IOException {
            this.reader = reader;
            try {
                this.crs = crs(reader);
                this.ahead = read();
            } catch (RuntimeException | IOException e) {
                reader.close();
                throw e;
            }
        }

        private Crs crs(FeatureReader opened) {
            String definition = declaredCrs != null ? declaredCrs : opened.declaredCrs();
            if (definition == null) {
                throw new PackException(
                        "crs_missing",
                        shownName,
                        0,
                        "the file does not say its coordinate reference system; give crs: in pack.yml (EPSG:n, gcj02, …)");
            }
            try {
                return Crs.parse(definition);
            } catch (GeoException e) {
                throw new PackException(e.code(), shownName, 0, "crs: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        /** The next feature; one whose shape cannot be read comes without it, so that the report can name them all. */
        private @Nullable Read read() throws IOException {
            try {
                Feature feature = reader.next();
                return feature == null ? null : new Read(feature, null, null);
            } catch (FormatException e) {
                if (!e.code().equals(FormatException.BAD_GEOMETRY)) {
                    throw e;
                }
                Feature rest = e.rest().orElseGet(() -> new Feature(e.feature(), Map.of(), null));
                Coordinate open = e.unclosedAt().orElse(null);
                return new Read(rest, open == null ? String.valueOf(e.getMessage()) : null, open);
            }
        }

        @Override
        public LayerFeature next() {
            Read read = ahead;
            if (read == null) {
                throw new NoSuchElementException();
            }
            try {
                wanted.see(read.feature(), reader);
                LayerFeature mapped = map(read);
                ahead = read();
                if (ahead == null) {
                    reader.close();
                    wanted.requireAll();
                }
                return mapped;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (FormatException e) {
                throw fault(e);
            }
        }

        private LayerFeature map(Read read) {
            Feature feature = read.feature();
            Map<String, String> names = new LinkedHashMap<>();
            nameFields.forEach((tag, field) -> {
                String value = text(feature, field);
                if (value != null) {
                    names.put(tag, value);
                }
            });
            Map<String, String> attributes = new LinkedHashMap<>();
            for (String field : attributeFields) {
                String value = text(feature, field);
                if (value != null) {
                    attributes.put(field, value);
                }
            }
            return new LayerFeature(
                    feature.number(),
                    code.byNumber() ? Long.toString(feature.number()) : code.of(field -> text(feature, field)),
                    new LocalText(names),
                    parent.of(field -> text(feature, field)),
                    attributes,
                    convert(feature),
                    read.fault(),
                    convert(read.unclosed()));
        }

        private @Nullable Coordinate convert(@Nullable Coordinate raw) {
            return raw == null ? null : crs.toWgs84(FACTORY.createPoint(raw)).getCoordinate();
        }

        private @Nullable Geometry convert(Feature feature) {
            Geometry raw = feature.geometry();
            if (raw == null || raw.isEmpty()) {
                return null;
            }
            try {
                requirePlausible(RawBox.of(raw.getEnvelopeInternal()));
                return crs.toWgs84(raw);
            } catch (GeoException e) {
                throw new PackException(
                        e.code(), shownName, 0, "feature " + feature.number() + ": " + e.getMessage() + near, e);
            }
        }

        /** The first feature is also held against the city's place: that tells feet from metres, and costs a little. */
        private void requirePlausible(RawBox box) {
            crs.requirePlausible(box, placeChecked ? null : vicinity);
            placeChecked = true;
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A reader knows neither the pack nor the name that the file has in it. */
    private PackException fault(FormatException e) {
        return new PackException(e.code(), shownName, 0, String.valueOf(e.getMessage()), e);
    }

    private static @Nullable String text(Feature feature, @Nullable String field) {
        Object value = field == null ? null : feature.attributes().get(field);
        if (value == null) {
            return null;
        }
        // A DBF keeps codes as numbers: 110101 must not become 110101.0.
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        String text = value.toString().strip();
        return text.isEmpty() ? null : text;
    }
}
