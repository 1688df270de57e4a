package org.servicemap.accounts.personal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the keys: only its owner may read it, it is replaced as a whole, and it is on disk before anything is sealed
 * with a new key. Creating and replacing hold a lock that other processes see too.
 */
final class KeysetFile {
    static final String NAME = "personal.keyset.json";
    private static final Logger LOG = LoggerFactory.getLogger(KeysetFile.class);
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path folder;
    private final Path file;

    KeysetFile(Path folder) {
        this.folder = folder;
        file = folder.resolve(NAME);
    }

    Path path() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    Keys read() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
            warnWhenOpenToOthers();
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
        try {
            return Keys.parse(bytes);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new PersonalDataException(
                    PersonalDataException.KEYSET_DAMAGED,
                    "the keyset " + file + " is damaged (" + e.getMessage() + "); put its backup back",
                    e);
        }
    }

    /** What the file holds; when there is none yet, it is made. */
    Keys readOrCreate(Supplier<Keys> fresh) {
        return exists() ? read() : locked(() -> exists() ? read() : write(fresh.get()));
    }

    /** Replaces the file by what comes of the keys that it holds now. */
    Keys replace(java.util.function.UnaryOperator<Keys> change) {
        return locked(() -> write(change.apply(read())));
    }

    /** Writes the first file; {@link PersonalDataException#KEYSET_EXISTS} when there is one. */
    Keys create(Keys keys) {
        return locked(() -> {
            if (exists()) {
                throw new PersonalDataException(
                        PersonalDataException.KEYSET_EXISTS,
                        "there is a keyset already: " + file + "; it is never replaced, move it away first");
            }
            return write(keys);
        });
    }

    /** When it was last replaced. */
    Instant changedAt() {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
    }

    private Keys locked(Supplier<Keys> work) {
        // A file lock holds off other processes only; this, other threads.
        synchronized (KeysetFile.class) {
            try {
                makeFolder();
                try (FileChannel lock =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    lock.lock();
                    return work.get();
                }
            } catch (IOException e) {
                throw unusable("cannot be written", e);
            }
        }
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            permit(folder, "rwx------");
        }
    }

    private Keys write(Keys keys) {
        try {
            Path next = folder.resolve(NAME + ".next");
            Files.deleteIfExists(next);
            Files.createFile(next);
            permit(next, "rw-------");
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(keys.toJson());
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
            return keys;
        } catch (IOException e) {
            throw unusable("cannot be written", e);
        }
    }

    /** A renaming lasts when its folder is on disk; Windows neither needs nor allows it. */
    private static void force(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void permit(Path path, String rights) throws IOException {
        if (isPosix(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        }
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    private void warnWhenOpenToOthers() throws IOException {
        if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            LOG.warn("the keyset {} can be read by other users of this machine: chmod 600", file);
        }
    }

    private PersonalDataException unusable(String what, IOException fault) {
        return new PersonalDataException(
                PersonalDataException.KEYSET_UNUSABLE, "the keyset " + file + " " + what + ": " + fault, fault);
    }
}
