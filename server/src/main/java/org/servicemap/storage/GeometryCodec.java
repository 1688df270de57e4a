package org.servicemap.storage;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/**
 * Geometries as the database keeps them: extended WKB, little endian, SRID 4326, two dimensions, in {@code bytea} columns.
 * Also reads the hexadecimal text in which PostGIS hands out a {@code geometry}. Thread-safe.
 */
public final class GeometryCodec {
    public static final int WGS84 = 4326;

    private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), WGS84);

    private GeometryCodec() {}

    public static byte[] encode(Geometry wgs84) {
        Geometry copy = wgs84;
        if (wgs84.getSRID() != WGS84) {
            copy = wgs84.copy();
            copy.setSRID(WGS84);
        }
        return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(copy);
    }

    /** Null for null. */
    public static @Nullable Geometry decodeNullable(byte @Nullable [] bytes) {
        return bytes == null ? null : decode(bytes);
    }

    /** Reads binary or, when it starts with the digit 0, hexadecimal WKB. */
    public static Geometry decode(byte[] bytes) {
        try {
            byte[] wkb = bytes.length > 0 && bytes[0] == '0'
                    ? WKBReader.hexToBytes(new String(bytes, java.nio.charset.StandardCharsets.US_ASCII))
                    : bytes;
            return new WKBReader(FACTORY).read(wkb);
        } catch (ParseException | IllegalArgumentException e) {
            throw new StorageException("bad_geometry", "a stored geometry cannot be read", e);
        }
    }
}
