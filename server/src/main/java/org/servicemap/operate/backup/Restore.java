package org.servicemap.operate.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jdbi.v3.core.Handle;
import org.servicemap.attachments.AttachmentFiles;
import org.servicemap.attachments.AttachmentStore;
import org.servicemap.operate.backup.Manifest.TableCopy;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;
import org.servicemap.storage.SchemaVersions;

/**
 * Puts a backup into an empty database of either kind. All of it is checked before anything is written; the rows come in one
 * transaction. The schema is brought to the backup's first; the next start of the program brings it to the program's own.
 */
public final class Restore implements AutoCloseable {
    private static final Pattern MONTH = Pattern.compile("requests_(\\d{1,9})");
    private static final Pattern BOUND =
            Pattern.compile("DEFAULT|FOR VALUES [A-Z]+ \\([^;\"$\\\\-]*\\)( TO \\([^;\"$\\\\-]*\\))?");

    private final Archive archive;
    private final Manifest manifest;
    private final Consumer<String> progress;

    private Restore(Archive archive, Manifest manifest, Consumer<String> progress) {
        this.archive = archive;
        this.manifest = manifest;
        this.progress = progress;
    }

    /** Opens a backup; {@link BackupException#NOT_A_BACKUP} when it is none. */
    public static Restore from(Path place, Consumer<String> progress) {
        Archive archive = Archive.open(place);
        try {
            return new Restore(archive, Manifest.read(archive.root()), progress);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** Reads all of it and changes nothing; {@link BackupException#DAMAGED} when a file is not what was written. */
    public List<String> check() {
        List<String> addresses = ArchiveCheck.of(archive.root(), manifest);
        progress.accept("checked " + manifest.tables().size() + " tables and " + addresses.size() + " sealed files");
        return addresses;
    }

    /**
     * Restores.
     *
     * @throws BackupException when the backup is damaged or newer than the program, or the database is not empty
     */
    public void into(DatabaseSettings settings, AttachmentStore files) {
        if (manifest.schema() > SchemaVersions.newestKnown()) {
            throw new BackupException(
                    BackupException.NEWER,
                    "the backup has schema V" + manifest.schema() + ", this program knows V"
                            + SchemaVersions.newestKnown() + ": restore with the program that made it ("
                            + manifest.program() + ")");
        }
        List<String> addresses = check();
        try (Database database = Database.openAt(settings, Integer.toString(manifest.schema()))) {
            database.jdbi().useHandle(this::requireFit);
            addresses.forEach(address -> files.put(address, read(address)));
            database.useTransaction(handle -> load(database, handle));
            database.jdbi().useHandle(handle -> handle.execute("ANALYZE"));
        }
        progress.accept(manifest.rows() + " rows and " + addresses.size() + " sealed files are back");
    }

    private byte[] read(String address) {
        try {
            return Files.readAllBytes(archive.root().resolve(Backup.fileOfAttachment(address)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireFit(Handle handle) {
        if (!SchemaVersions.applied(handle).equals(manifest.migrations())) {
            throw new BackupException(
                    BackupException.OTHER_SCHEMA,
                    "the database has other migrations than the backup's V" + manifest.schema()
                            + ": name an empty database that no newer program has opened, or restore with the program"
                            + " that made it (" + manifest.program() + ")");
        }
        for (String table : Tables.inOrder(handle)) {
            boolean rows = handle.createQuery("SELECT EXISTS (SELECT FROM " + Tables.quoted(table) + ")")
                    .mapTo(Boolean.class)
                    .one();
            if (rows) {
                throw new BackupException(
                        BackupException.NOT_EMPTY,
                        "the database is not empty (table " + table
                                + "): a restore overwrites nothing; name an empty one");
            }
        }
    }

    private void load(Database database, Handle handle) {
        Tables.plainForms(handle);
        makePartitions(handle);
        List<String> order = Tables.inOrder(handle);
        Set<String> done = new HashSet<>();
        for (String name : order) {
            manifest.tables().stream()
                    .filter(table -> table.name().equals(name))
                    .forEach(table -> {
                        load(database, handle, table);
                        done.add(name);
                    });
        }
        manifest.tables().stream().filter(table -> !done.contains(table.name())).forEach(table -> {
            throw new BackupException(BackupException.OTHER_SCHEMA, "there is no table " + table.name() + " here");
        });
        sequences(handle);
        LogOrigin.moveBehind(handle);
        if (!manifest.attachments().erased().isEmpty()) {
            AttachmentFiles.withdraw(handle, manifest.attachments().erased());
        }
    }

    private void load(Database database, Handle handle, TableCopy table) {
        if (!new HashSet<>(Tables.columns(handle, table.name())).containsAll(table.columns())) {
            throw new BackupException(
                    BackupException.OTHER_SCHEMA, "the table " + table.name() + " has other columns here");
        }
        Path file = archive.root().resolve(Backup.fileOf(table.name()));
        try (InputStream lines = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16)) {
            long rows = database.copyLines(handle, table.name(), table.columns(), lines);
            if (rows != table.rows()) {
                throw new BackupException(
                        BackupException.DAMAGED,
                        "table " + table.name() + " had " + table.rows() + " rows, " + rows + " came back");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of requests by their own function, which also sets triggers; others by their bounds. */
    private void makePartitions(Handle handle) {
        for (Manifest.Partition each : manifest.partitions()) {
            Matcher month = MONTH.matcher(each.name());
            if (month.matches()) {
                handle.createQuery("SELECT 1 FROM (SELECT make_request_month(:month)) made")
                        .bind("month", Integer.parseInt(month.group(1)))
                        .mapTo(Integer.class)
                        .one();
            }
        }
        Set<String> there = new HashSet<>();
        Tables.partitions(handle).forEach(each -> there.add(each.name()));
        for (Manifest.Partition each : manifest.partitions()) {
            if (!there.contains(each.name())) {
                if (!BOUND.matcher(each.bound()).matches()) {
                    throw new BackupException(BackupException.DAMAGED, "it names a partition that is none: " + each);
                }
                handle.execute("CREATE TABLE " + Tables.quoted(each.name()) + " PARTITION OF "
                        + Tables.quoted(each.parent()) + " " + each.bound());
            }
        }
    }

    private void sequences(Handle handle) {
        Set<String> there = new HashSet<>(
                handle.createQuery("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()")
                        .mapTo(String.class)
                        .list());
        for (Manifest.SequenceAt each : manifest.sequences()) {
            if (there.contains(each.name())) {
                handle.createQuery("SELECT setval(CAST(quote_ident(:name) AS regclass), greatest(:last, 1))")
                        .bind("name", each.name())
                        .bind("last", each.last())
                        .mapTo(Long.class)
                        .one();
            }
        }
    }

    @Override
    public void close() {
        archive.close();
    }
}
