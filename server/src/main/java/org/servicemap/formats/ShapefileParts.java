package org.servicemap.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds the three files of a shapefile against what their headers promise: the driver may loop for ever on a short one. */
final class ShapefileParts {
    private static final int SHAPE_HEADER = 100;
    private static final int TABLE_HEADER = 32;
    private static final int MAGIC = 9994;

    private ShapefileParts() {}

    static void requireWhole(Path shp, Path shx, Path dbf) throws IOException {
        requireShapes(shp);
        requireShapes(shx);
        long shapes = (Files.size(shx) - SHAPE_HEADER) / 8;
        long rows = requireTable(dbf);
        if (shapes != rows) {
            throw new FormatException(
                    "truncated",
                    0,
                    shp.getFileName() + " has " + shapes + " shapes, but its .dbf has " + rows + " rows");
        }
    }

    /** .shp and .shx have the same header; it tells the length in 16-bit words. */
    private static void requireShapes(Path file) throws IOException {
        byte[] head = ShapefileFeatureReader.head(file, SHAPE_HEADER);
        long promised = head.length < SHAPE_HEADER
                ? SHAPE_HEADER
                : 2L * ByteBuffer.wrap(head).getInt(24);
        if (head.length == SHAPE_HEADER && ByteBuffer.wrap(head).getInt(0) != MAGIC) {
            throw new FormatException("not_a_layer", 0, file.getFileName() + " is no part of a shapefile");
        }
        requireSize(file, promised);
    }

    private static long requireTable(Path dbf) throws IOException {
        byte[] head = ShapefileFeatureReader.head(dbf, TABLE_HEADER);
        requireSize(dbf, TABLE_HEADER);
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        long rows = header.getInt(4) & 0xFFFFFFFFL;
        long first = header.getShort(8) & 0xFFFF;
        long width = header.getShort(10) & 0xFFFF;
        requireSize(dbf, first + rows * width);
        return rows;
    }

    private static void requireSize(Path file, long promised) throws IOException {
        if (Files.size(file) < promised) {
            throw new FormatException(
                    "truncated",
                    0,
                    file.getFileName() + " is cut short: " + Files.size(file) + " of " + promised + " bytes are there");
        }
    }
}
