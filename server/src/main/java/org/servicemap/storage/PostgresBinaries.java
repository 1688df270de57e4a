package org.servicemap.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs ({@code initdb}, {@code pg_ctl}, {@code postgres}), from an archive on the class path. */
record PostgresBinaries(Path home) {
    /** The version of the Maven artifact; a test holds it to what {@code postgres --version} prints. */
    static final String VERSION = "17.10.0";

    private static final int EXECUTABLE_BITS = 0111;

    Path program(String name) {
        return home.resolve("bin").resolve(isWindows() ? name + ".exe" : name);
    }

    /** Unpacks into {@code folder/VERSION} unless that is there; safe when several processes try at once. */
    static PostgresBinaries unpackedIn(Path folder) {
        Path home = folder.resolve(VERSION).toAbsolutePath().normalize();
        if (!Files.isDirectory(home)) {
            try {
                unpack(home);
            } catch (IOException e) {
                throw new StorageException("no_binaries", "cannot unpack PostgreSQL into " + home, e);
            }
        }
        return new PostgresBinaries(home);
    }

    private static void unpack(Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
        try (InputStream archive = openArchive()) {
            extract(archive, fresh);
            Files.createDirectories(fresh);
            moveIntoPlace(fresh, home);
        } finally {
            Folders.delete(fresh);
        }
    }

    private static InputStream openArchive() {
        String name = "/postgres-" + platform() + ".txz";
        InputStream found = PostgresBinaries.class.getResourceAsStream(name);
        if (found == null) {
            throw new StorageException(
                    "no_binaries",
                    "this build holds no PostgreSQL for " + platform()
                            + ": build it on this kind of machine, or set SERVICEMAP_DB_URL to a PostgreSQL server");
        }
        return found;
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & EXECUTABLE_BITS) != 0) {
            path.toFile().setExecutable(true, false);
        }
    }

    /** Another process may have been quicker: then its folder is as good as ours. */
    private static void moveIntoPlace(Path fresh, Path home) throws IOException {
        Folders.openToAll(fresh);
        try {
            Files.move(fresh, home, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, home);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "darwin" : isWindows() ? "windows" : "linux";
        boolean arm = arch.contains("aarch64") || arch.contains("arm64");
        return system + (arm ? "-arm_64" : "-x86_64");
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
