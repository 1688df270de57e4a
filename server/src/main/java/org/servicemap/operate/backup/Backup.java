package org.servicemap.operate.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.AttachmentException;
import org.servicemap.attachments.AttachmentFiles;
import org.servicemap.attachments.AttachmentStore;
import org.servicemap.operate.backup.Manifest.TableCopy;
import org.servicemap.storage.Database;
import org.servicemap.storage.SchemaVersions;

/**
 * Copies everything but keys while servers go on: all tables as of one snapshot ({@code REPEATABLE READ}), then the sealed files that
 * they name. A file that is erased between the two is noted, and so erased at a restore too. Sessions are not copied: people log in
 * again.
 */
public final class Backup {
    static final String LISTING = "attachments.tsv";

    private final Database database;
    private final AttachmentStore files;
    private final String program;
    private final String machine;
    private final Consumer<String> progress;

    /**
     * @param program its version
     * @param machine where it runs
     * @param progress is told what was done
     */
    public Backup(Database database, AttachmentStore files, String program, String machine, Consumer<String> progress) {
        this.database = database;
        this.files = files;
        this.program = program;
        this.machine = machine;
        this.progress = progress;
    }

    /** What was made, and the SHA-256 of its manifest. */
    public record Made(Manifest manifest, String hash) {}

    /**
     * Makes one.
     *
     * @param target a folder that is not there yet or empty, or a file whose name ends with {@code .zip}
     * @throws BackupException when it cannot be written
     */
    public Made to(Path target) {
        try (Archive archive = Archive.create(target)) {
            Snapshot snapshot = database.inSnapshot(handle -> tables(handle, archive));
            Manifest manifest = snapshot.manifest(program, attachments(archive, snapshot.addresses()));
            String[] hash = new String[1];
            archive.write(Manifest.NAME, out -> {
                byte[] json = manifest.toJson();
                hash[0] = Hashes.of(json);
                out.write(json);
            });
            archive.finish();
            Made made = new Made(manifest, hash[0]);
            note(target, snapshot, made);
            return made;
        }
    }

    private record Snapshot(
            OffsetDateTime at,
            String database,
            KeyMark keys,
            List<Integer> migrations,
            List<TableCopy> tables,
            List<Manifest.SequenceAt> sequences,
            List<Manifest.Partition> partitions,
            List<String> addresses) {
        Manifest manifest(String program, Manifest.Files256 files) {
            return new Manifest(
                    Manifest.FORMAT,
                    program,
                    at.toInstant().toString(),
                    database,
                    migrations,
                    keys.keyset,
                    keys.sealed,
                    tables,
                    sequences,
                    partitions,
                    files);
        }
    }

    private Snapshot tables(Handle handle, Archive archive) {
        Tables.plainForms(handle);
        OffsetDateTime at = handle.createQuery("SELECT clock_timestamp()")
                .mapTo(OffsetDateTime.class)
                .one();
        List<TableCopy> copies = new ArrayList<>();
        for (String table : Tables.inOrder(handle)) {
            copies.add(copy(handle, archive, table));
        }
        tellArchived(handle);
        progress.accept(copies.size() + " tables, "
                + copies.stream().mapToLong(TableCopy::rows).sum() + " rows");
        return new Snapshot(
                at,
                kind(handle),
                KeyMark.find(handle),
                SchemaVersions.applied(handle),
                copies,
                Tables.sequences(handle),
                Tables.partitions(handle),
                AttachmentFiles.named(handle));
    }

    private String kind(Handle handle) {
        String version =
                handle.createQuery("SHOW server_version").mapTo(String.class).one();
        return "PostgreSQL " + version + (database.isPostgis() ? " with PostGIS" : "");
    }

    /** By which a restore knows the keyset, and whether it is of after the last rotation. */
    private record KeyMark(String keyset, @Nullable String sealed) {
        static KeyMark find(Handle handle) {
            HexFormat hex = HexFormat.of();
            return handle.createQuery("SELECT blind_index, sealed FROM key_check")
                    .map((rs, context) -> new KeyMark(
                            hex.formatHex(rs.getBytes("blind_index")), hex.formatHex(rs.getBytes("sealed"))))
                    .findOne()
                    .orElse(new KeyMark("", null));
        }
    }

    private TableCopy copy(Handle handle, Archive archive, String table) {
        List<String> columns = Tables.columns(handle, table);
        String list = String.join(", ", columns.stream().map(Tables::quoted).toList());
        String query = "SELECT " + list + " FROM " + Tables.quoted(table);
        MessageDigest digest = Hashes.sha256();
        long[] rowsAndBytes = new long[2];
        archive.write(fileOf(table), out -> {
            Counted counted = new Counted(new DigestOutputStream(new BufferedOutputStream(out), digest));
            try (OutputStream gzip = new GZIPOutputStream(counted, 1 << 16)) {
                rowsAndBytes[0] = database.copyOut(handle, query, gzip);
            }
            rowsAndBytes[1] = counted.bytes;
        });
        return new TableCopy(table, columns, rowsAndBytes[0], rowsAndBytes[1], Hashes.hex(digest));
    }

    static String fileOf(String table) {
        return "tables/" + table + ".copy.gz";
    }

    private Manifest.Files256 attachments(Archive archive, List<String> addresses) {
        List<String> erased = new ArrayList<>();
        StringBuilder listing = new StringBuilder();
        long bytes = 0;
        for (String address : addresses) {
            try {
                byte[] sealed = files.get(address);
                archive.write(fileOfAttachment(address), out -> out.write(sealed));
                listing.append(address).append('\t').append(sealed.length).append('\t');
                listing.append(Hashes.of(sealed)).append('\n');
                bytes += sealed.length;
            } catch (AttachmentException e) {
                tellMissing(address, e);
                erased.add(address);
            }
        }
        byte[] list = listing.toString().getBytes(StandardCharsets.US_ASCII);
        archive.write(LISTING, out -> out.write(list));
        progress.accept((addresses.size() - erased.size()) + " sealed files, " + bytes + " bytes");
        return new Manifest.Files256(addresses.size() - erased.size(), bytes, Hashes.of(list), erased);
    }

    /** One file that is lost must not keep everything else from being saved. */
    private void tellMissing(String address, AttachmentException fault) {
        if (database.jdbi().withHandle(handle -> AttachmentFiles.isNamed(handle, address))) {
            progress.accept("WARNING: the sealed file " + address + " cannot be read and is not in the backup: "
                    + fault.getMessage());
        }
    }

    private void tellArchived(Handle handle) {
        int months = handle.createQuery("SELECT count(*) FROM archived_months")
                .mapTo(Integer.class)
                .one();
        if (months > 0) {
            progress.accept("WARNING: " + months
                    + " months are put away in the schema archive, which is not in the backup: dump it by itself");
        }
    }

    static String fileOfAttachment(String address) {
        return "attachments/" + address.substring(0, 2) + "/" + address;
    }

    private void note(Path target, Snapshot snapshot, Made made) {
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO backup_runs (id, started_at, ended_at, machine, name, table_rows, attachments, bytes, manifest)
                        VALUES (:id, :start, clock_timestamp(), :machine, :name, :rows, :files, :bytes, :hash)
                        """)
                .bind("id", database.nextId())
                .bind("start", snapshot.at())
                .bind("machine", machine)
                .bind("name", target.toAbsolutePath().normalize().getFileName().toString())
                .bind("rows", made.manifest().rows())
                .bind("files", made.manifest().attachments().files())
                .bind("bytes", made.manifest().bytes())
                .bind("hash", made.hash())
                .execute());
    }

    private static final class Counted extends FilterOutputStream {
        long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
            bytes += len;
        }
    }
}
