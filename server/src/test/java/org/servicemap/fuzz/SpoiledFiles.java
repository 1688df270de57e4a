package org.servicemap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Feeds a reader with what a corpus holds, whole and spoiled: it may refuse, by its own faults alone, soon, and with little memory. */
public final class SpoiledFiles {
    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");
    private static final long MOST_BYTES = 300L << 20;
    private static final double MOST_SECONDS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String parser;
    private final Set<String> faults;
    private final Reading reading;

    /** Reads a file to its end. */
    public interface Reading {
        void read(Path file) throws IOException;
    }

    /** @param faults simple names of what it may throw */
    public SpoiledFiles(String parser, Set<String> faults, Reading reading) {
        this.parser = parser;
        this.faults = faults;
        this.reading = reading;
    }

    /** All of a corpus as it is, then so many spoiled ones, the same for the same seed; they are written to a folder. */
    public void feed(String name, int many, long seed, Path folder) throws IOException {
        List<Path> files = corpus(name);
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(Files.readAllBytes(file));
            read(file);
        }
        Mutator mutator = new Mutator(seed);
        for (int i = 0; i < many; i++) {
            String like = String.valueOf(mutator.pick(files).getFileName());
            String ending = like.substring(like.lastIndexOf('.'));
            read(Files.write(folder.resolve("spoiled" + ending), mutator.next(contents)));
        }
    }

    static List<Path> corpus(String name) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(name))) {
            return files.sorted().toList();
        }
    }

    public void read(Path file) throws IOException {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long start = System.nanoTime();
        try {
            reading.read(file);
        } catch (RuntimeException | IOException | StackOverflowError | OutOfMemoryError e) {
            if (!faults.contains(e.getClass().getSimpleName())) {
                throw new AssertionError(parser + " of " + shown(file), e);
            }
        }
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(bytes).as("bytes for " + parser + " of " + file).isLessThan(MOST_BYTES);
        assertThat((System.nanoTime() - start) / 1e9)
                .as("seconds for " + parser + " of " + file)
                .isLessThan(MOST_SECONDS);
    }

    /** To keep it, when it is new: the file is gone with the test. */
    private static String shown(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return file.getFileName() + " (" + bytes.length + " bytes) "
                + (bytes.length > 4000 ? "" : HexFormat.of().formatHex(bytes).toLowerCase(Locale.ROOT));
    }
}
