package org.servicemap.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.value.Value;
import org.h2.value.ValueGeometry;
import org.h2gis.functions.io.dbf.internal.DbaseFileHeader;
import org.h2gis.functions.io.shp.internal.SHPDriver;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Shapefile through H2GIS's driver. The driver replaces bytes that it cannot decode without a word; so it is told to read
 * Latin-1, which keeps every byte, and the text is decoded here, strictly.
 *
 * <p>Encoding, first that is known: the option; the .cpg; the DBF's language driver; UTF-8 or GB18030, whichever holds the
 * whole DBF.
 */
final class ShapefileFeatureReader implements FeatureReader {
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final SHPDriver driver;
    private final ShapefileRings rings;
    private final String layer;
    private final Charset charset;
    private final @Nullable String crs;
    private final List<String> fields;
    private long row;

    private ShapefileFeatureReader(
            SHPDriver driver, ShapefileRings rings, String layer, Charset charset, @Nullable String crs) {
        this.driver = driver;
        this.rings = rings;
        this.layer = layer;
        this.charset = charset;
        this.crs = crs;
        this.fields = fieldNames(driver.getDbaseFileHeader(), charset);
    }

    static FeatureReader open(Path shp, ReadOptions options, String layer) throws IOException {
        Path dbf = part(shp, "dbf");
        ShapefileParts.requireWhole(shp, part(shp, "shx"), dbf);
        Charset charset = charset(shp, dbf, options);
        Optional<Path> prj = Siblings.find(shp, "prj");
        String crs = prj.isPresent() ? Files.readString(prj.get(), BYTES).strip() : "";
        SHPDriver driver = new SHPDriver();
        try {
            driver.initDriverFromFile(shp.toFile(), BYTES.name());
            return new ShapefileFeatureReader(
                    driver, ShapefileRings.open(shp, part(shp, "shx")), layer, charset, crs.isEmpty() ? null : crs);
        } catch (RuntimeException | IOException e) {
            driver.close();
            throw e instanceof FormatException known ? known : broken(shp, e);
        }
    }

    private static FormatException broken(Path shp, Exception e) {
        return new FormatException(
                "truncated",
                0,
                shp.getFileName() + " or one of its parts is broken or cut short: " + e.getMessage(),
                e);
    }

    private static Path part(Path shp, String extension) {
        return Siblings.find(shp, extension)
                .orElseThrow(() ->
                        new FormatException("missing_part", 0, shp.getFileName() + " comes without its ." + extension));
    }

    static byte[] head(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        }
    }

    private static Charset charset(Path shp, Path dbf, ReadOptions options) throws IOException {
        if (options.charset() != null) {
            return options.charset();
        }
        Optional<Path> cpg = Siblings.find(shp, "cpg");
        Optional<Charset> declared =
                cpg.isPresent() ? Encodings.named(Files.readString(cpg.get(), BYTES)) : Optional.empty();
        if (declared.isPresent()) {
            return declared.get();
        }
        byte[] head = head(dbf, 32);
        Optional<Charset> driver = head.length < 32 ? Optional.empty() : Encodings.ofLanguageDriver(head[29] & 0xFF);
        return driver.isPresent() ? driver.get() : guess(dbf, head);
    }

    private static Charset guess(Path dbf, byte[] head) throws IOException {
        byte[] sample = head(dbf, 1 << 20);
        int start = head.length < 32
                ? 0
                : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getShort(8) & 0xFFFF;
        byte[] records = Arrays.copyOfRange(sample, Math.min(start, sample.length), sample.length);
        return Encodings.decode(records, StandardCharsets.UTF_8).isPresent()
                ? StandardCharsets.UTF_8
                : Encodings.GB18030;
    }

    /** Names are cut at ten bytes, if need be in the middle of a character: what is left of that is dropped. */
    private static List<String> fieldNames(DbaseFileHeader header, Charset charset) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.getNumFields(); i++) {
            byte[] bytes = header.getFieldName(i).getBytes(BYTES);
            String name = Encodings.decode(bytes, charset)
                    .or(() -> Encodings.decode(Arrays.copyOf(bytes, bytes.length - 1), charset))
                    .orElseThrow(() -> Encodings.fault(charset, 0, "the list of fields", Encodings.guess(bytes)));
            names.add(name.strip());
        }
        return List.copyOf(names);
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public @Nullable String declaredCrs() {
        return crs;
    }

    @Override
    public List<String> fields() {
        return fields;
    }

    @Override
    public @Nullable Feature next() throws IOException {
        if (row >= driver.getRowCount()) {
            return null;
        }
        long at = row++;
        Map<String, @Nullable Object> attributes = attributes(at);
        Feature feature = new Feature(at + 1, attributes, geometry(at, attributes));
        Coordinate open = feature.geometry() == null ? null : rings.unclosed(at);
        if (open != null) {
            throw FormatException.unclosed(feature, open, layer);
        }
        return feature;
    }

    private @Nullable Geometry geometry(long at, Map<String, @Nullable Object> attributes) throws IOException {
        try {
            return value(at, driver.getGeometryFieldIndex()) instanceof ValueGeometry shape
                    ? shape.getGeometry()
                    : null;
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new FormatException(
                    "truncated", at + 1, layer + ": the shape of feature " + (at + 1) + " is cut short", e);
        } catch (RuntimeException e) {
            throw FormatException.badGeometry(
                    new Feature(at + 1, attributes, null),
                    layer + ": the shape of feature " + (at + 1) + " is broken: " + e.getMessage(),
                    e);
        }
    }

    private @Nullable Value value(long at, int column) throws IOException {
        return driver.getField(at, column);
    }

    private Map<String, @Nullable Object> attributes(long at) throws IOException {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            int column = i < driver.getGeometryFieldIndex() ? i : i + 1;
            attributes.put(fields.get(i), attribute(at, column, fields.get(i)));
        }
        return attributes;
    }

    private @Nullable Object attribute(long at, int column, String field) throws IOException {
        Value value;
        try {
            value = value(at, column);
        } catch (RuntimeException e) {
            throw new FormatException(
                    "truncated",
                    at + 1,
                    layer + ": feature " + (at + 1) + ", field \"" + field + "\" cannot be read: " + e.getMessage(),
                    e);
        }
        return value == null ? null : plain(value, at + 1, field);
    }

    private @Nullable Object plain(Value value, long feature, String field) {
        return switch (value.getValueType()) {
            case Value.NULL -> null;
            case Value.BOOLEAN -> value.getBoolean();
            case Value.TINYINT, Value.SMALLINT, Value.INTEGER, Value.BIGINT -> value.getLong();
            case Value.REAL, Value.DOUBLE, Value.NUMERIC, Value.DECFLOAT -> value.getDouble();
            case Value.DATE -> LocalDate.parse(value.getString());
            default -> text(value.getString(), feature, field);
        };
    }

    private @Nullable String text(@Nullable String bytes, long feature, String field) {
        if (bytes == null) {
            return null;
        }
        String text = Encodings.require(bytes.getBytes(BYTES), charset, feature, field)
                .strip();
        return text.isEmpty() ? null : text;
    }

    @Override
    public void close() throws IOException {
        rings.close();
        driver.close();
    }
}
