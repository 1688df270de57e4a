package org.servicemap.formats;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Looks into a shapefile for rings that are not closed: H2GIS's driver closes them without a word. */
final class ShapefileRings implements Closeable {
    private static final int FILE_HEADER = 100;
    private static final int RECORD_HEADER = 8;
    /** Type, box, number of parts, number of points. */
    private static final int BEFORE_PARTS = 44;

    private static final Set<Integer> POLYGONS = Set.of(5, 15, 25);

    private final FileChannel shapes;
    private final FileChannel index;

    private ShapefileRings(FileChannel shapes, FileChannel index) {
        this.shapes = shapes;
        this.index = index;
    }

    static ShapefileRings open(Path shp, Path shx) throws IOException {
        FileChannel shapes = FileChannel.open(shp);
        try {
            return new ShapefileRings(shapes, FileChannel.open(shx));
        } catch (IOException e) {
            shapes.close();
            throw e;
        }
    }

    /** The end of the first ring of a row, from 0, that is not closed; null when all are, or the record is too short to say. */
    @Nullable
    Coordinate unclosed(long row) throws IOException {
        ByteBuffer entry = read(index, FILE_HEADER + RECORD_HEADER * row, RECORD_HEADER);
        if (entry.remaining() < RECORD_HEADER) {
            return null;
        }
        long at = 2L * entry.getInt(0);
        long length = 2L * entry.getInt(4);
        if (length < BEFORE_PARTS || at + RECORD_HEADER + length > shapes.size()) {
            return null;
        }
        ByteBuffer record = read(shapes, at + RECORD_HEADER, (int) length).order(ByteOrder.LITTLE_ENDIAN);
        return POLYGONS.contains(record.getInt(0)) ? unclosed(record) : null;
    }

    private static @Nullable Coordinate unclosed(ByteBuffer record) {
        int parts = record.getInt(36);
        int points = record.getInt(40);
        long first = BEFORE_PARTS + 4L * parts;
        if (parts < 0 || points < 0 || first + 16L * points > record.limit()) {
            return null;
        }
        for (int part = 0; part < parts; part++) {
            int from = record.getInt(BEFORE_PARTS + 4 * part);
            int until = part + 1 < parts ? record.getInt(BEFORE_PARTS + 4 * (part + 1)) : points;
            if (from >= 0 && from < until && until <= points) {
                Coordinate end = position(record, first, until - 1);
                if (!end.equals2D(position(record, first, from))) {
                    return end;
                }
            }
        }
        return null;
    }

    private static Coordinate position(ByteBuffer record, long first, int point) {
        int at = (int) (first + 16L * point);
        return new Coordinate(record.getDouble(at), record.getDouble(at + 8));
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {
            // goes on until all is there
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        shapes.close();
        index.close();
    }
}
