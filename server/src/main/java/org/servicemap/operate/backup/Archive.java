package org.servicemap.operate.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a backup is: a folder, or one zip file when the name ends so. While it is written it is called {@code NAME.part}; what has its
 * own name is whole and on disk. Only its owner may read it.
 */
final class Archive implements AutoCloseable {
    private static final String PART = ".part";

    private final Path target;
    private final Path place;
    private final @Nullable FileSystem zip;

    private Archive(Path target, Path place, @Nullable FileSystem zip) {
        this.target = target;
        this.place = place;
        this.zip = zip;
    }

    static Archive create(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        Path part = absolute.resolveSibling(absolute.getFileName() + PART);
        try {
            if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
                throw new BackupException(BackupException.TARGET_EXISTS, absolute + " is there already; name another");
            }
            if (Files.exists(part)) {
                throw new BackupException(
                        BackupException.TARGET_EXISTS,
                        part + " is of a backup that still runs or was broken off: remove it in the second case");
            }
            Files.createDirectories(part.getParent());
            if (!isZip(absolute)) {
                Files.createDirectory(part);
                permit(part, "rwx------");
                return new Archive(absolute, part, null);
            }
            // what is in it is compressed or sealed already
            FileSystem zip = FileSystems.newFileSystem(
                    part, Map.of("create", "true", "noCompression", "true", "useTempFile", Boolean.TRUE));
            return new Archive(absolute, part, zip);
        } catch (IOException e) {
            throw cannotWrite(absolute, e);
        }
    }

    static Archive open(Path place) {
        Path absolute = place.toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(absolute)) {
                return new Archive(absolute, absolute, null);
            }
            if (!Files.isRegularFile(absolute)) {
                throw new BackupException(BackupException.NOT_A_BACKUP, absolute + " is not there");
            }
            return new Archive(absolute, absolute, FileSystems.newFileSystem(absolute, Map.of()));
        } catch (IOException e) {
            throw new BackupException(
                    BackupException.NOT_A_BACKUP, absolute + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Its top folder. */
    Path root() {
        return zip == null ? place : zip.getPath("/");
    }

    /** Writes one file of it; the folders that it needs are made. */
    void write(String name, Content content) {
        try {
            Path file = root().resolve(name);
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                content.writeTo(out);
            }
        } catch (IOException e) {
            throw cannotWrite(place, e);
        }
    }

    /** What a file holds. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Says that all is written: brings it to disk and gives it its name. */
    void finish() {
        try {
            if (zip != null) {
                zip.close();
                permit(place, "rw-------");
                force(place, StandardOpenOption.WRITE);
            } else {
                forceAll();
            }
            if (Files.isDirectory(target)) {
                Files.delete(target);
            }
            Files.move(place, target, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(target.getParent());
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    private static void remove(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void forceAll() throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (Files.isDirectory(each)) {
                    forceFolder(each);
                } else {
                    force(each, StandardOpenOption.WRITE);
                }
            }
        }
    }

    private static void forceFolder(@Nullable Path folder) throws IOException {
        if (folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            force(folder, StandardOpenOption.READ);
        }
    }

    private static void force(Path file, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(file, how)) {
            channel.force(true);
        }
    }

    private static void permit(Path path, String rights) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(rights);
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static boolean isZip(Path path) {
        return path.getFileName().toString().endsWith(".zip");
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path) || isZip(path)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.findAny().isEmpty();
        }
    }

    private static BackupException cannotWrite(Path path, IOException e) {
        return new BackupException(BackupException.CANNOT_WRITE, path + " cannot be written: " + e, e);
    }

    /** What was not finished is removed: nobody could restore it, and each night would leave another. */
    @Override
    public void close() {
        try {
            if (zip != null) {
                zip.close();
            }
            if (!place.equals(target) && Files.exists(place)) {
                remove(place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
