package org.servicemap.operate.backup;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a backup says of itself.
 *
 * @param format of the archive; {@link #FORMAT} is understood
 * @param program version that made it
 * @param madeAt ISO 8601, the database's clock
 * @param database version of PostgreSQL, and whether with PostGIS
 * @param migrations the common ones that had run
 * @param keyset what only the right keyset computes (see {@code key_check}), hexadecimal; empty where none was in use
 * @param keysetSealed what only a keyset with the newest key of then opens, hexadecimal; null in backups of older programs
 */
public record Manifest(
        int format,
        String program,
        String madeAt,
        String database,
        List<Integer> migrations,
        String keyset,
        @Nullable String keysetSealed,
        List<TableCopy> tables,
        List<SequenceAt> sequences,
        List<Partition> partitions,
        Files256 attachments) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // what a later program adds without a new FORMAT may be left aside
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Manifest {
        requireAll(program, madeAt, database, keyset, attachments);
        migrations = List.copyOf(migrations);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        partitions = List.copyOf(partitions);
    }

    /**
     * One table's rows in {@code tables/NAME.copy.gz}: {@code COPY}'s text format, compressed.
     *
     * @param bytes of the file
     * @param sha256 of the file, hexadecimal
     */
    public record TableCopy(String name, List<String> columns, long rows, long bytes, String sha256) {
        public TableCopy {
            requireAll(name, sha256);
            columns = List.copyOf(columns);
        }
    }

    /** Where a sequence stood. */
    public record SequenceAt(String name, long last) {
        public SequenceAt {
            requireAll(name);
        }
    }

    /** A part of a partitioned table; {@code bound} in PostgreSQL's words. */
    public record Partition(String name, String parent, String bound) {
        public Partition {
            requireAll(name, parent, bound);
        }
    }

    /**
     * The sealed files.
     *
     * @param sha256 of {@code attachments.tsv}, which lists address, bytes and SHA-256 of each
     * @param erased addresses whose files were erased while the backup ran; so are their rows at a restore
     */
    public record Files256(long files, long bytes, String sha256, List<String> erased) {
        public Files256 {
            requireAll(sha256);
            erased = erased == null ? List.of() : List.copyOf(erased); // older programs did not write it
        }
    }

    /** A manifest with gaps is a damaged one; it may have been written by anybody. */
    private static void requireAll(Object... parts) {
        for (Object part : parts) {
            Objects.requireNonNull(part, "a part is missing");
        }
    }

    /** All rows. */
    public long rows() {
        return tables.stream().mapToLong(TableCopy::rows).sum();
    }

    /** All that was written, but the manifest. */
    public long bytes() {
        return attachments.bytes() + tables.stream().mapToLong(TableCopy::bytes).sum();
    }

    /** The newest migration that had run. */
    public int schema() {
        return migrations.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    static Manifest read(Path root) {
        Path file = root.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new BackupException(
                    BackupException.NOT_A_BACKUP,
                    "no " + NAME + " is in it: this is no backup, or one that was not finished");
        }
        try {
            Manifest manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
            if (manifest.format != FORMAT) {
                throw new BackupException(
                        BackupException.NEWER,
                        "the backup has format " + manifest.format + ", understood is " + FORMAT);
            }
            return manifest;
        } catch (IOException e) {
            throw new BackupException(BackupException.DAMAGED, "its " + NAME + " cannot be read: " + e.getMessage(), e);
        }
    }
}
