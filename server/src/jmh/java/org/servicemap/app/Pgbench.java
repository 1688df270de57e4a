package org.servicemap.app;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs {@code pgbench} with the repository's script against a database, {@code -M prepared -c 32 -j 2}. */
record Pgbench(Config config, Path script, Path folder) {
    private static final int CLIENTS = 32;
    private static final double MICROS = 1000;

    /** Whether the machine has it. */
    static boolean isHere() {
        try {
            return new ProcessBuilder("pgbench", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * One run.
     *
     * @param month of the partitions that are written
     * @param base ids begin there; no two runs may share it
     */
    Round run(int seconds, int month, long base) throws IOException, InterruptedException {
        Path logs = Files.createTempDirectory(folder, "pgbench");
        Path output = logs.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command(seconds, month, base, logs))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PGPASSWORD", config.dbPassword());
        if (builder.start().waitFor() != 0) {
            throw new IOException(Files.readString(output, StandardCharsets.UTF_8));
        }
        return new Round(seconds, latencies(logs));
    }

    private List<String> command(int seconds, int month, long base, Path logs) {
        URI url = URI.create(String.valueOf(config.dbUrl()).substring("jdbc:".length()));
        return List.of(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                Integer.toString(CLIENTS),
                "-j",
                "2",
                "-T",
                Integer.toString(seconds),
                "-f",
                script.toString(),
                "-D",
                "n=0",
                "-D",
                "month=" + month,
                "-D",
                "base=" + base,
                "-l",
                "--log-prefix=" + logs.resolve("log"),
                "-h",
                url.getHost(),
                "-p",
                Integer.toString(url.getPort()),
                "-U",
                config.dbUser(),
                url.getPath().substring(1));
    }

    /** The third word of each line, microseconds. */
    private static double[] latencies(Path logs) throws IOException {
        List<Double> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path log : files.filter(file -> file.getFileName().toString().startsWith("log"))
                    .toList()) {
                for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
                    all.add(Long.parseLong(line.split(" ")[2]) / MICROS);
                }
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
