package org.servicemap.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The cluster that {@code deploy/cluster/cluster.sh} starts: two servers behind HAProxy, a primary and its replica. */
final class Cluster implements AutoCloseable {
    private static final Path SCRIPT =
            Path.of("deploy", "cluster", "cluster.sh").toAbsolutePath().normalize();
    private static final long SECONDS = 240;

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Cluster(Path folder, Map<String, String> more) {
        this.folder = folder;
        environment.put("SERVICEMAP_COMMAND", command());
        environment.put(
                "SERVICEMAP_PACK",
                Path.of("..", "gis-data", "tiny").toAbsolutePath().normalize().toString());
        environment.put("SERVICEMAP_DEMO_HISTORY", "0");
        environment.put("SERVICEMAP_RATE_LIMITS", "false");
        environment.put("CLUSTER_FAST", "1");
        environment.putAll(more);
    }

    /** What starts a server of this program. */
    static String command() {
        return String.join(
                " ",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.servicemap.app.Main");
    }

    /** Whether this machine has what it takes; says loudly what is missing. */
    static boolean canRun() {
        List<String> missing = new ArrayList<>();
        if (!Files.isExecutable(Path.of("/usr/sbin/haproxy"))) {
            missing.add("haproxy");
        }
        if (!Files.isDirectory(Path.of("/usr/lib/postgresql"))
                || !Files.isDirectory(Path.of("/usr/share/postgresql"))) {
            missing.add("postgresql-15-postgis-3");
        }
        if (missing.isEmpty()) {
            return true;
        }
        String text = "NO CLUSTER HERE: many servers, the replica and all faults are NOT TESTED; install "
                + String.join(" ", missing);
        if ("true".equals(System.getenv("SERVICEMAP_TEST_FORBID_SKIPS"))) {
            throw new AssertionError(text + "; and SERVICEMAP_TEST_FORBID_SKIPS=true");
        }
        System.err.println("\n*** " + text + " ***\n");
        return false;
    }

    /** All of it, ready. */
    static Cluster start(Map<String, String> more) throws IOException {
        String given = more.get("CLUSTER_FOLDER");
        Path folder = given == null ? Files.createTempDirectory("servicemap-cluster-") : Path.of(given);
        Cluster cluster = new Cluster(folder.toRealPath(), more);
        try {
            cluster.run("up");
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    Path folder() {
        return folder;
    }

    /** Runs the script; what it printed. */
    String run(String... arguments) {
        return run(Map.of(), arguments);
    }

    String run(Map<String, String> more, String... arguments) {
        try {
            Path output = folder.resolve("script-" + System.nanoTime() + ".out");
            List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), folder.toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("SERVICEMAP_"));
            builder.environment().putAll(environment);
            builder.environment().putAll(more);
            Process process = builder.start();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", arguments) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port(String part) {
        try {
            return Files.readAllLines(folder.resolve("ports")).stream()
                    .filter(line -> line.startsWith(part + "_PORT="))
                    .map(line -> Integer.parseInt(line.substring(line.indexOf('=') + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int node1() {
        return port("NODE1");
    }

    int node2() {
        return port("NODE2");
    }

    int balancer() {
        return port("BALANCER");
    }

    /** What a node said so far. */
    String log(String part) {
        try {
            return Files.readString(folder.resolve(part + ".log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url(String server) {
        return "jdbc:postgresql://127.0.0.1:" + port(server) + "/servicemap";
    }

    /** The first column of a question to a server of the database. */
    List<String> ask(String server, String sql) {
        try (Connection connection = DriverManager.getConnection(url(server), "servicemap", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The server that takes writes. */
    Optional<String> primary() {
        return Stream.of("PRIMARY", "REPLICA")
                .filter(server -> {
                    try {
                        return ask(server, "SELECT pg_is_in_recovery()").get(0).equals("f");
                    } catch (IllegalStateException away) {
                        return false;
                    }
                })
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        run("down");
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
