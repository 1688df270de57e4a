package org.servicemap.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time that this process, its ended children and all processes named {@code postgres} on this machine have used, in seconds: on
 * a machine that others use too it says more than a clock. Linux only; zero elsewhere. Reads {@code /proc} (proc(5)).
 *
 * @param own of this process with its threads
 * @param children of processes that it has started and that have ended
 * @param database of PostgreSQL
 */
record ProcessorTime(double own, double children, double database) {
    private static final Path PROC = Path.of("/proc");
    private static final double TICKS = 100;
    private static final int USER = 11;
    private static final String POSTGRES = "(postgres)";

    static ProcessorTime now() throws IOException {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return new ProcessorTime(0, 0, 0);
        }
        double database = 0;
        for (Path process : processes()) {
            String stat = read(process);
            if (stat.contains(POSTGRES)) {
                database += seconds(stat, USER) + seconds(stat, USER + 2);
            }
        }
        String self = read(PROC.resolve("self"));
        return new ProcessorTime(seconds(self, USER), seconds(self, USER + 2), database);
    }

    private static List<Path> processes() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(PROC)) {
            all.filter(path -> path.getFileName().toString().matches("\\d+")).forEach(found::add);
        }
        return found;
    }

    private static String read(Path process) throws IOException {
        try {
            return Files.readString(process.resolve("stat"), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }

    /** User and system time, two fields beside each other; the first of the line's fields after the name is 0. */
    private static double seconds(String stat, int field) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) / TICKS;
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(own - before.own, children - before.children, database - before.database);
    }

    double sum() {
        return own + children + database;
    }
}
