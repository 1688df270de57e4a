package org.servicemap.citypack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.FindingCode;
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
 * converted to WGS 84. A layer whose numbers cannot be in the declared CRS is refused at its first feature; single features like
 * that are noted and left out.
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

    private final ReadingFaults faults;

    /** @param faults gets the features that cannot lie where their numbers say */
    LayerSource(CityPack pack, PackFile.LayerBlock block, String key, ReadingFaults faults) {
        this.faults = faults;
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
            throw unreadable(e);
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

    /**
     * One pass over the file. Closed by itself at the end and at a fault that ends the layer; to be closed by who stops before. A
     * feature that cannot lie where its numbers say is left out and noted.
     */
    final class Reading implements Iterator<LayerFeature>, AutoCloseable {
        private final FeatureReader reader;
        private final Crs crs;
        private final WantedFields wanted = new WantedFields(shownName, wantedFields());
        private final @Nullable AxisOrder axes;
        private boolean placeChecked;
        private @Nullable LayerFeature ahead;

        private Reading(FeatureReader reader) throws IOException {
            this.reader = reader;
            try {
                this.crs = crs(reader);
                this.axes = axes(crs);
                this.ahead = advance();
            } catch (RuntimeException | IOException e) {
                reader.close();
                throw e;
            }
        }

        private @Nullable AxisOrder axes(Crs declared) {
            if (vicinity == null) {
                return null;
            }
            double[] center = {(vicinity.minLon() + vicinity.maxLon()) / 2, (vicinity.minLat() + vicinity.maxLat()) / 2
            };
            try {
                declared.fromWgs84(center, 1);
            } catch (GeoException e) {
                return null;
            }
            return new AxisOrder(center[0], center[1]);
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
            LayerFeature feature = ahead;
            if (feature == null) {
                throw new NoSuchElementException();
            }
            try {
                ahead = advance();
                return feature;
            } catch (IOException e) {
                throw closed(unreadable(e));
            } catch (FormatException e) {
                throw closed(fault(e));
            } catch (PackException e) {
                throw closed(e);
            }
        }

        private PackException closed(PackException fault) {
            close();
            return fault;
        }

        /** The next feature that lies somewhere; null behind the last, when what concerns the whole layer was looked at too. */
        private @Nullable LayerFeature advance() throws IOException {
            for (Read read = read(); read != null; read = read()) {
                wanted.see(read.feature(), reader);
                LayerFeature mapped = placed(read);
                if (mapped != null) {
                    return mapped;
                }
            }
            reader.close();
            wanted.requireAll();
            if (axes != null) {
                axes.swapped().forEach(this::noteSwapped);
            }
            return null;
        }

        /** Null, and noted, when its numbers cannot be; the first that cannot be refuses the layer, whose CRS is wrong then. */
        private @Nullable LayerFeature placed(Read read) {
            Feature feature = read.feature();
            Geometry raw = feature.geometry();
            if (raw == null || raw.isEmpty()) {
                return map(read, null);
            }
            if (!isFinite(raw)) {
                note(FindingCode.NOT_A_NUMBER, feature, null, "");
                return null;
            }
            RawBox box = RawBox.of(raw.getEnvelopeInternal());
            try {
                requirePlausible(box);
                LayerFeature mapped = map(read, crs.toWgs84(raw));
                placeChecked = true;
                if (axes != null) {
                    axes.see(feature.number(), mapped.code(), box);
                }
                return mapped;
            } catch (GeoException e) {
                if (!placeChecked) {
                    throw new PackException(
                                    e.code(),
                                    shownName,
                                    0,
                                    "feature " + feature.number() + ": " + e.getMessage() + near,
                                    e)
                            .ofFeature(feature.number());
                }
                boolean turned = axes != null && axes.isSuspect(box);
                note(
                        turned ? FindingCode.AXIS_ORDER : FindingCode.IMPLAUSIBLE_COORDINATES,
                        feature,
                        turned && crs.geographic() ? raw.getEnvelopeInternal().centre() : null,
                        String.valueOf(e.getMessage()));
                return null;
            }
        }

        private void note(FindingCode found, Feature feature, @Nullable Coordinate place, String why) {
            faults.add(Finding.misplaced(found, shownName, feature.number(), code(feature), place, why));
        }

        private void noteSwapped(AxisOrder.Suspect swapped) {
            RawBox box = swapped.box();
            Coordinate middle = new Coordinate((box.minX() + box.maxX()) / 2, (box.minY() + box.maxY()) / 2);
            faults.add(Finding.misplaced(
                    FindingCode.AXIS_ORDER, shownName, swapped.number(), swapped.code(), convert(middle), ""));
        }

        private @Nullable String code(Feature feature) {
            return code.byNumber() ? Long.toString(feature.number()) : code.of(field -> text(feature, field));
        }

        private LayerFeature map(Read read, @Nullable Geometry wgs84) {
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
                    code(feature),
                    new LocalText(names),
                    parent.of(field -> text(feature, field)),
                    attributes,
                    wgs84,
                    read.fault(),
                    convert(read.unclosed()));
        }

        private @Nullable Coordinate convert(@Nullable Coordinate raw) {
            return raw == null ? null : crs.toWgs84(FACTORY.createPoint(raw)).getCoordinate();
        }

        /** The first feature is also held against the city's place: that tells feet from metres, and costs a little. */
        private void requirePlausible(RawBox box) {
            crs.requirePlausible(box, placeChecked ? null : vicinity);
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
        return new PackException(e.code(), shownName, 0, String.valueOf(e.getMessage()), e).ofFeature(e.feature());
    }

    private PackException unreadable(IOException e) {
        return e instanceof CharacterCodingException
                ? new PackException("bad_encoding", shownName, 0, "is not in the encoding that it should be in", e)
                : new PackException("bad_layer", shownName, 0, "cannot be read: " + reason(e), e);
    }

    /** What the file system says is the file's place on the machine, which is nobody's business. */
    private static String reason(IOException e) {
        if (e instanceof FileSystemException file) {
            String said = file.getReason();
            return said == null ? file.getClass().getSimpleName() : said;
        }
        return String.valueOf(e.getMessage());
    }

    private static boolean isFinite(Geometry raw) {
        Finite finite = new Finite();
        raw.apply(finite);
        return !finite.isDone();
    }

    /** Stops at the first position that is none. */
    private static final class Finite implements CoordinateSequenceFilter {
        private boolean broken;

        @Override
        public void filter(CoordinateSequence sequence, int i) {
            broken = !Double.isFinite(sequence.getX(i)) || !Double.isFinite(sequence.getY(i));
        }

        @Override
        public boolean isDone() {
            return broken;
        }

        @Override
        public boolean isGeometryChanged() {
            return false;
        }
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
