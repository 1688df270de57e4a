package org.servicemap.areas.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * The saved index: a header of 256 bytes (magic, format version, checksums of header and payload, content key, grid, lengths), then
 * the arrays, little endian. Written beside and moved into place, so that a reader sees the whole file or none.
 */
final class IndexFile {
    private static final long MAGIC = 0x0A584449_50414D53L; // "SMAPIDX\n" read as little endian
    private static final int FORMAT = 4;
    private static final int HEADER = 256;
    private static final int HEADER_CHECK_AT = 12;
    private static final int KEY_AT = 64;
    private static final int KEY_BYTES = 32;
    private static final int CHUNK = 1 << 20;

    private IndexFile() {}

    /** What a file holds. */
    record Content(CellStore store, BorderIndex borders, String contentKey) {}

    static void save(Path file, Content content) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                write(channel, content);
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IndexFileException(IndexFileException.UNREADABLE, "cannot write " + file.getFileName(), e);
        }
    }

    private static void write(FileChannel channel, Content content) throws IOException {
        channel.position(HEADER);
        Writer writer = new Writer(channel);
        writer.ints(content.store.entries());
        writer.longs(content.store.pool());
        for (BorderIndex.Borders borders : content.borders.levels()) {
            writer.ints(borders.segments());
            writer.ints(borders.boxes());
            writer.ints(borders.cells());
            writer.ints(borders.lists());
        }
        channel.write(header(content, writer.check()), 0);
    }

    private static ByteBuffer header(Content content, int payloadCheck) {
        CellStore store = content.store;
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(MAGIC).putInt(FORMAT).putInt(0).putInt(payloadCheck);
        header.putInt(store.grid().k());
        header.putDouble(store.grid().originLon()).putDouble(store.grid().originLat());
        header.putInt(store.shift())
                .putInt(store.finestShift())
                .putInt(store.columns())
                .putInt(store.rows());
        header.putInt(store.entries().length).putInt(store.pool().length);
        header.put(KEY_AT, HexFormat.of().parseHex(content.contentKey));
        header.position(KEY_AT + KEY_BYTES);
        header.putInt(content.borders.ranks());
        for (BorderIndex.Borders borders : content.borders.levels()) {
            header.putInt(borders.shift()).putInt(borders.columns());
            header.putInt(borders.segments().length).putInt(borders.boxes().length);
            header.putInt(borders.cells().length).putInt(borders.lists().length);
        }
        header.putInt(HEADER_CHECK_AT, check(header));
        return header.rewind();
    }

    /** Of the header, its own field taken as 0. */
    private static int check(ByteBuffer header) {
        byte[] bytes = new byte[HEADER];
        header.get(0, bytes);
        java.util.Arrays.fill(bytes, HEADER_CHECK_AT, HEADER_CHECK_AT + 4, (byte) 0);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    static Content map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < HEADER || channel.size() > Integer.MAX_VALUE) {
                throw foreign(file);
            }
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return read(bytes.order(ByteOrder.LITTLE_ENDIAN), file);
        } catch (IOException e) {
            throw new IndexFileException(IndexFileException.UNREADABLE, "cannot read " + file.getFileName(), e);
        }
    }

    private static Content read(ByteBuffer bytes, Path file) {
        if (bytes.getLong() != MAGIC) {
            throw foreign(file);
        }
        int format = bytes.getInt();
        if (format != FORMAT) {
            throw new IndexFileException(
                    IndexFileException.VERSION, file.getFileName() + " has format " + format + ", not " + FORMAT);
        }
        if (bytes.getInt() != check(bytes)) {
            throw damaged(file);
        }
        int payloadCheck = bytes.getInt();
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(HEADER));
        if ((int) crc.getValue() != payloadCheck) {
            throw damaged(file);
        }
        return content(bytes);
    }

    private static IndexFileException foreign(Path file) {
        return new IndexFileException(IndexFileException.FOREIGN, file.getFileName() + " is not an area index");
    }

    private static IndexFileException damaged(Path file) {
        return new IndexFileException(IndexFileException.DAMAGED, file.getFileName() + " is damaged");
    }

    private static Content content(ByteBuffer bytes) {
        int k = bytes.getInt();
        CanonicalGrid grid = new CanonicalGrid(bytes.getDouble(), bytes.getDouble(), k);
        int[] sizes = ints(bytes, 6);
        byte[] key = new byte[KEY_BYTES];
        bytes.position(KEY_AT).get(key);
        int[][] lengths = new int[bytes.getInt()][];
        for (int t = 0; t < lengths.length; t++) {
            lengths[t] = ints(bytes, 6);
        }
        bytes.position(HEADER);
        CellStore store = new CellStore(
                grid, sizes[0], sizes[1], sizes[2], sizes[3], ints(bytes, sizes[4]), longs(bytes, sizes[5]));
        BorderIndex.Borders[] levels = new BorderIndex.Borders[lengths.length];
        for (int l = 0; l < levels.length; l++) {
            levels[l] = borders(bytes, lengths[l]);
        }
        return new Content(store, new BorderIndex(levels), HexFormat.of().formatHex(key));
    }

    private static BorderIndex.Borders borders(ByteBuffer bytes, int[] sizes) {
        return new BorderIndex.Borders(
                ints(bytes, sizes[2]),
                ints(bytes, sizes[3]),
                sizes[0],
                sizes[1],
                ints(bytes, sizes[4]),
                ints(bytes, sizes[5]));
    }

    private static int[] ints(ByteBuffer bytes, int n) {
        int[] ints = new int[n];
        bytes.asIntBuffer().get(ints);
        bytes.position(bytes.position() + 4 * n);
        return ints;
    }

    private static long[] longs(ByteBuffer bytes, int n) {
        long[] longs = new long[n];
        bytes.asLongBuffer().get(longs);
        bytes.position(bytes.position() + 8 * n);
        return longs;
    }

    /** Arrays through one buffer into the file and the checksum. */
    private static final class Writer {
        private final FileChannel channel;
        private final CRC32C crc = new CRC32C();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

        Writer(FileChannel channel) {
            this.channel = channel;
        }

        void ints(int[] ints) throws IOException {
            for (int from = 0; from < ints.length; from += CHUNK / 4) {
                int n = Math.min(CHUNK / 4, ints.length - from);
                buffer.clear().limit(4 * n);
                buffer.asIntBuffer().put(ints, from, n);
                flush();
            }
        }

        void longs(long[] longs) throws IOException {
            for (int from = 0; from < longs.length; from += CHUNK / 8) {
                int n = Math.min(CHUNK / 8, longs.length - from);
                buffer.clear().limit(8 * n);
                buffer.asLongBuffer().put(longs, from, n);
                flush();
            }
        }

        private void flush() throws IOException {
            crc.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        int check() {
            return (int) crc.getValue();
        }
    }
}
