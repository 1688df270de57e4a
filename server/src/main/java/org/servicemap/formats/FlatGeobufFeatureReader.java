package org.servicemap.formats;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.wololo.flatgeobuf.ColumnMeta;
import org.wololo.flatgeobuf.GeometryConversions;
import org.wololo.flatgeobuf.HeaderMeta;
import org.wololo.flatgeobuf.PackedRTree;
import org.wololo.flatgeobuf.generated.ColumnType;
import org.wololo.flatgeobuf.generated.Feature;
import org.wololo.flatgeobuf.generated.GeometryType;

/** FlatGeobuf 3: the spatial index is skipped, features are read in the file's order. */
final class FlatGeobufFeatureReader implements FeatureReader {
    private static final int MAGIC = 8;
    private static final int MOST_DEPTH = 50;

    private final String layer;
    private final HeaderMeta header;
    private final InputStream in;
    private final long fileSize;
    private long number;

    private FlatGeobufFeatureReader(String layer, HeaderMeta header, InputStream in, long fileSize) {
        this.layer = layer;
        this.header = header;
        this.in = in;
        this.fileSize = fileSize;
    }

    static FeatureReader open(Path file, String name) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            requireHeader(in, Files.size(file));
            HeaderMeta header = HeaderMeta.read(in);
            if (header.indexNodeSize > 0 && header.featuresCount > 0) {
                requireIndex(header);
                in.skipNBytes(PackedRTree.calcSize((int) header.featuresCount, header.indexNodeSize));
            }
            String layer = header.name == null || header.name.isBlank() ? name : header.name;
            return new FlatGeobufFeatureReader(layer, header, in, Files.size(file));
        } catch (RuntimeException | IOException e) {
            in.close();
            throw new FormatException(
                    "truncated", 0, file.getFileName() + " is a broken or cut-off FlatGeobuf file", e);
        }
    }

    /** The library takes as much memory as the file asks for. */
    private static void requireHeader(InputStream in, long fileSize) throws IOException {
        in.mark(MAGIC + 4);
        byte[] head = in.readNBytes(MAGIC + 4);
        in.reset();
        int length = head.length < MAGIC + 4
                ? -1
                : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(MAGIC);
        if (length < 0 || length > fileSize) {
            throw new EOFException("the header is longer than the file");
        }
    }

    private static void requireIndex(HeaderMeta header) {
        if (header.indexNodeSize < 2 || header.featuresCount > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "an index of " + header.featuresCount + " features in nodes of " + header.indexNodeSize);
        }
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public @Nullable String declaredCrs() {
        return header.srid > 0 ? "EPSG:" + header.srid : null;
    }

    @Override
    public List<String> fields() {
        return header.columns == null
                ? List.of()
                : header.columns.stream().map(column -> column.name).toList();
    }

    @Override
    public org.servicemap.formats.@Nullable Feature next() throws IOException {
        byte[] size = in.readNBytes(4);
        if (size.length == 0) {
            return end();
        }
        number++;
        ByteBuffer body = body(size);
        Map<String, @Nullable Object> attributes = Map.of();
        try {
            Feature feature = Feature.getRootAsFeature(body);
            attributes = attributes(feature);
            requireGeometry(feature.geometry(), new int[] {body.capacity()}, 0);
            RingClosing rings = new RingClosing();
            var read = new org.servicemap.formats.Feature(number, attributes, geometry(feature, rings));
            Coordinate open = rings.place();
            if (open != null) {
                throw FormatException.unclosed(read, open, layer);
            }
            return read;
        } catch (FormatException e) {
            throw e;
        } catch (RuntimeException e) {
            throw FormatException.badGeometry(
                    new org.servicemap.formats.Feature(number, attributes, null),
                    layer + ": feature " + number + " is broken: " + e.getMessage(),
                    e);
        }
    }

    /** Offsets may lead in circles, and lengths beyond the feature's end; no feature has more parts than bytes. */
    private static void requireGeometry(
            org.wololo.flatgeobuf.generated.@Nullable Geometry geometry, int[] left, int depth) {
        if (geometry == null) {
            return;
        }
        boolean fits = 8L * geometry.xyLength() <= left[0] && 4L * geometry.endsLength() <= left[0];
        if (!fits || depth > MOST_DEPTH || --left[0] < 0) {
            throw new IllegalArgumentException("its geometry is larger than the feature");
        }
        for (int i = 0; i < geometry.partsLength(); i++) {
            requireGeometry(geometry.parts(i), left, depth + 1);
        }
    }

    private org.servicemap.formats.@Nullable Feature end() {
        if (header.featuresCount > number) {
            throw new FormatException(
                    "truncated", number, layer + " ends after " + number + " of " + header.featuresCount + " features");
        }
        return null;
    }

    private ByteBuffer body(byte[] size) throws IOException {
        int length = size.length < 4
                ? -1
                : ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt();
        byte[] body = length < 0 || length > fileSize ? new byte[0] : in.readNBytes(length);
        if (length <= 0 || body.length < length) {
            throw new FormatException(
                    "truncated", number, layer + " is cut short in feature " + number, new EOFException());
        }
        return ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    }

    private @Nullable Geometry geometry(Feature feature, RingClosing rings) {
        var geometry = feature.geometry();
        if (geometry == null) {
            return null;
        }
        int type = header.geometryType == GeometryType.Unknown ? geometry.type() : header.geometryType;
        return switch (type) {
            case GeometryType.Polygon -> polygon(geometry, rings);
            case GeometryType.MultiPolygon -> {
                Polygon[] parts = new Polygon[geometry.partsLength()];
                Arrays.setAll(parts, i -> polygon(geometry.parts(i), rings));
                yield rings.createMultiPolygon(parts);
            }
            default -> GeometryConversions.deserialize(geometry, type);
        };
    }

    /** Ring after ring; the library would throw where one is not closed. */
    private static Polygon polygon(org.wololo.flatgeobuf.generated.Geometry geometry, RingClosing rings) {
        int points = geometry.xyLength() / 2;
        int ends = geometry.endsLength();
        LinearRing[] read = new LinearRing[ends < 2 ? 1 : ends];
        int from = 0;
        for (int i = 0; i < read.length; i++) {
            int until = ends < 2 ? points : (int) geometry.ends(i);
            read[i] = ring(geometry, from, until, rings);
            from = until;
        }
        return rings.createPolygon(read[0], Arrays.copyOfRange(read, 1, read.length));
    }

    private static LinearRing ring(
            org.wololo.flatgeobuf.generated.Geometry geometry, int from, int until, RingClosing rings) {
        if (until < from || until > geometry.xyLength() / 2) {
            throw new IllegalArgumentException("a ring ends where there is nothing");
        }
        double[] xy = new double[2 * (until - from)];
        Arrays.setAll(xy, i -> geometry.xy(2 * from + i));
        return rings.createLinearRing(new PackedCoordinateSequence.Double(xy, 2, 0));
    }

    private Map<String, @Nullable Object> attributes(Feature feature) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        fields().forEach(field -> attributes.put(field, null));
        if (feature.propertiesLength() > 0) {
            ByteBuffer bytes = feature.propertiesAsByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                ColumnMeta column = header.columns.get(bytes.getShort() & 0xFFFF);
                attributes.put(column.name, value(bytes, column));
            }
        }
        return attributes;
    }

    private @Nullable Object value(ByteBuffer bytes, ColumnMeta column) {
        return switch (column.type) {
            case ColumnType.Bool -> bytes.get() != 0;
            case ColumnType.Byte -> (long) bytes.get();
            case ColumnType.UByte -> bytes.get() & 0xFFL;
            case ColumnType.Short -> (long) bytes.getShort();
            case ColumnType.UShort -> bytes.getShort() & 0xFFFFL;
            case ColumnType.Int -> (long) bytes.getInt();
            case ColumnType.UInt -> bytes.getInt() & 0xFFFFFFFFL;
            case ColumnType.Long, ColumnType.ULong -> bytes.getLong();
            case ColumnType.Float -> (double) bytes.getFloat();
            case ColumnType.Double -> bytes.getDouble();
            case ColumnType.Binary -> skipped(bytes);
            default -> Encodings.require(block(bytes), java.nio.charset.StandardCharsets.UTF_8, number, column.name);
        };
    }

    private static @Nullable Object skipped(ByteBuffer bytes) {
        block(bytes);
        return null;
    }

    private static byte[] block(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new IndexOutOfBoundsException(length);
        }
        byte[] block = new byte[length];
        bytes.get(block);
        return block;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
