package org.servicemap.attachments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Attachments as files of a directory, in 256 folders by the first byte of their address. A file is written aside, forced to
 * disk, renamed, and its folder forced: it is there as a whole or not at all, whenever the machine stops.
 */
public final class AttachmentDirectory implements AttachmentStore {
    private static final int PORTION = 1000;
    private static final String ASIDE = ".new";

    private final Path root;

    public AttachmentDirectory(Path root) {
        this.root = root;
    }

    @Override
    public void put(String address, byte[] sealed) {
        try {
            Path folder = folder(address);
            place(folder.resolve(UUID.randomUUID() + ASIDE), folder.resolve(address), sealed);
            force(folder);
        } catch (IOException e) {
            throw new AttachmentException(
                    AttachmentException.STORE_FAILED, "an attachment cannot be written to " + root + ": " + e, e);
        }
    }

    /** What could not be written whole is taken away at once: the disk may be full, and of just that. */
    private static void place(Path aside, Path file, byte[] sealed) throws IOException {
        try {
            write(aside, sealed);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
    }

    private Path folder(String address) throws IOException {
        Path folder = folderOf(address);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            force(root);
        }
        return folder;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Names last when their folder is on disk; Windows neither needs nor allows it. */
    private static void force(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public byte[] get(String address) {
        try {
            return Files.readAllBytes(file(address));
        } catch (NoSuchFileException e) {
            throw new AttachmentException(
                    AttachmentException.LOST, "the attachment " + address + " is not in " + root, e);
        } catch (IOException e) {
            throw new AttachmentException(
                    AttachmentException.STORE_FAILED, "an attachment cannot be read from " + root + ": " + e, e);
        }
    }

    @Override
    public void delete(String address) {
        try {
            Files.deleteIfExists(file(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void visit(Instant before, Consumer<List<String>> portions) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                visit(folder, before, portions);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void visit(Path folder, Instant before, Consumer<List<String>> portions) throws IOException {
        List<String> portion = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (!isOlder(file, before)) {
                    continue;
                }
                if (name.endsWith(ASIDE)) {
                    Files.deleteIfExists(file);
                } else {
                    portion.add(name);
                }
                if (portion.size() == PORTION) {
                    portions.accept(List.copyOf(portion));
                    portion.clear();
                }
            }
        }
        if (!portion.isEmpty()) {
            portions.accept(portion);
        }
    }

    private static boolean isOlder(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            // Another server was faster.
            return false;
        }
    }

    private Path file(String address) {
        return folderOf(address).resolve(address);
    }

    /** An address is ours: hexadecimal digits. */
    private Path folderOf(String address) {
        return root.resolve(address.substring(0, 2));
    }
}
