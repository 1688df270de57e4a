package org.servicemap.areas;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saved directories, one file for each content hash, beside the indexes: 100,000 areas are read in a tenth of the time that the
 * database's rows take, and a start waits for them. The database stays the truth: a file that is missing, cut or of another
 * format is made again from it.
 */
record DirectoryFiles(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryFiles.class);
    private static final int FORMAT = 0x534D4401;
    /** Format and checksum of what follows. */
    private static final int HEADER = Integer.BYTES + Long.BYTES;

    /** Reads the saved directory, or takes it from where it is stored and saves it. */
    AreaDirectory open(AreaVersion version, Supplier<AreaDirectory> stored) {
        Path file = folder.resolve(version.contentHash() + ".dir");
        AreaDirectory saved = read(file, version);
        if (saved != null) {
            return saved;
        }
        AreaDirectory directory = stored.get();
        save(directory, file);
        return directory;
    }

    private static @Nullable AreaDirectory read(Path file, AreaVersion version) {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
            if (in.remaining() < HEADER || in.getInt() != FORMAT || in.getLong() != checksum(in)) {
                LOG.warn("the saved directory {} is of no use: making it again", file);
                return null;
            }
            return AreaDirectory.of(version.levels(), new Reader(in).rows());
        } catch (IOException | BufferUnderflowException e) {
            LOG.warn("the saved directory {} cannot be read: {}", file, e.toString());
            return null;
        }
    }

    private static long checksum(ByteBuffer content) {
        CRC32 checksum = new CRC32();
        checksum.update(content.duplicate());
        return checksum.getValue();
    }

    /** Beside its place, then moved: whoever finds the file finds all of it. A full disk costs speed, not service. */
    private static void save(AreaDirectory directory, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "directory-", ".tmp");
            try {
                Files.write(fresh, bytes(directory));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            LOG.warn("the directory could not be saved as {}", file, e);
        }
    }

    private static byte[] bytes(AreaDirectory directory) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        new Writer(new DataOutputStream(content)).rows(directory);
        ByteBuffer whole = ByteBuffer.allocate(HEADER + content.size());
        ByteBuffer body = ByteBuffer.wrap(content.toByteArray());
        return whole.putInt(FORMAT).putLong(checksum(body)).put(body).array();
    }

    /** Leaves share few names ("Grid 01"): each is written once, before the areas. */
    private record Writer(DataOutputStream out) {
        void rows(AreaDirectory directory) throws IOException {
            Map<LocalText, Integer> names = new LinkedHashMap<>();
            for (int i = 0; i < directory.size(); i++) {
                names.putIfAbsent(directory.name(i), names.size());
            }
            out.writeInt(names.size());
            for (LocalText name : names.keySet()) {
                texts(name.byTag());
            }
            out.writeInt(directory.size());
            for (int i = 0; i < directory.size(); i++) {
                row(directory.row(i), names.getOrDefault(directory.name(i), 0));
            }
        }

        private void row(AreaDirectory.Row row, int name) throws IOException {
            out.writeByte(row.level());
            text(row.code());
            out.writeInt(row.parent());
            out.writeInt(name);
            texts(row.attributes());
            BBox box = row.bbox();
            double[] numbers = {
                box.minLon(),
                box.minLat(),
                box.maxLon(),
                box.maxLat(),
                row.labelPoint().lon(),
                row.labelPoint().lat(),
                row.areaM2()
            };
            for (double number : numbers) {
                out.writeDouble(number);
            }
        }

        private void texts(Map<String, String> texts) throws IOException {
            out.writeInt(texts.size());
            for (Map.Entry<String, String> entry : texts.entrySet()) {
                text(entry.getKey());
                text(entry.getValue());
            }
        }

        private void text(String text) throws IOException {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }
    }

    private record Reader(ByteBuffer in) {
        List<AreaDirectory.Row> rows() {
            LocalText[] names = new LocalText[in.getInt()];
            for (int i = 0; i < names.length; i++) {
                names[i] = new LocalText(texts());
            }
            int count = in.getInt();
            List<AreaDirectory.Row> rows = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                rows.add(row(names));
            }
            return rows;
        }

        private AreaDirectory.Row row(LocalText[] names) {
            return new AreaDirectory.Row(
                    in.get(),
                    text(),
                    in.getInt(),
                    names[in.getInt()],
                    texts(),
                    new BBox(in.getDouble(), in.getDouble(), in.getDouble(), in.getDouble()),
                    new LonLat(in.getDouble(), in.getDouble()),
                    in.getDouble());
        }

        /** In the order in which they were written. */
        private Map<String, String> texts() {
            int count = in.getInt();
            if (count == 0) {
                return Map.of();
            }
            Map<String, String> texts = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                texts.put(text(), text());
            }
            return texts;
        }

        private String text() {
            int length = in.getInt();
            String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
            in.position(in.position() + length);
            return text;
        }
    }
}
