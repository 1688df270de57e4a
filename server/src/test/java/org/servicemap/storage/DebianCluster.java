package org.servicemap.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A temporary cluster of the machine's own PostgreSQL, when it has PostGIS: for tests. */
record DebianCluster(Path programs, Path folder, int port, boolean durable) {
    static final String USER = "servicemap";
    /** Without autovacuum: analysing any database of the cluster holds back the change logs of all, which tests read at once. */
    private static final String FAST =
            " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off";

    private static final String DURABLE = " -c shared_buffers=1GB";

    static Optional<DebianCluster> start() {
        try {
            Optional<Path> programs = findPrograms();
            return programs.isEmpty() ? Optional.empty() : Optional.of(startIn(programs.get()));
        } catch (IOException e) {
            throw new IllegalStateException("the machine's PostgreSQL did not start", e);
        }
    }

    /** One whose commits are on disk, as a real server's: for loads. */
    static Optional<DebianCluster> startDurable() {
        try {
            Optional<Path> programs = findPrograms();
            return programs.isEmpty() ? Optional.empty() : Optional.of(startIn(programs.get(), true));
        } catch (IOException e) {
            throw new IllegalStateException("the machine's PostgreSQL did not start", e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    static Optional<Path> findPrograms() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.filter(DebianCluster::hasPostgis)
                    .max(Comparator.comparing(Path::toString))
                    .map(version -> version.resolve("bin"));
        }
    }

    private static boolean hasPostgis(Path version) {
        String number = version.getFileName().toString();
        return Files.exists(version.resolve("bin/initdb"))
                && Files.exists(Path.of("/usr/share/postgresql", number, "extension", "postgis.control"));
    }

    /** A cluster of its own with any PostgreSQL's programs. */
    static DebianCluster startIn(Path programs) throws IOException {
        return startIn(programs, false);
    }

    private static DebianCluster startIn(Path programs, boolean durable) throws IOException {
        Path folder = TestServer.temporaryFolder();
        Launcher launcher = Launcher.forThisUser();
        launcher.own(folder);
        run(
                launcher,
                folder,
                List.of(
                        programs.resolve("initdb").toString(),
                        "-D",
                        folder.resolve("data").toString(),
                        "-U",
                        USER,
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        DebianCluster cluster = new DebianCluster(programs, folder, port, durable);
        cluster.up();
        return cluster;
    }

    /** Starts it, the first time or again, at its port. */
    void up() throws IOException {
        run(
                Launcher.forThisUser(),
                folder,
                control(
                        "start",
                        "-s",
                        "-l",
                        folder.resolve("server.log").toString(),
                        "-o",
                        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                                + (durable ? DURABLE : FAST) + " -c max_connections=200 -c max_wal_size=2GB"));
    }

    /** Stops it as an administrator would; connections are cut. */
    void down() throws IOException {
        run(Launcher.forThisUser(), folder, control("stop", "-m", "fast"));
    }

    private List<String> control(String action, String... more) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("pg_ctl").toString(),
                action,
                "-D",
                folder.resolve("data").toString(),
                "-w"));
        command.addAll(List.of(more));
        return command;
    }

    void close() throws IOException {
        run(Launcher.forThisUser(), folder, control("stop", "-m", "immediate"));
        Folders.delete(folder);
    }

    private static void run(Launcher launcher, Path folder, List<String> command) throws IOException {
        Launcher.Outcome outcome = launcher.run(folder, command);
        if (outcome.exit() != 0) {
            throw new IOException(command + ": " + outcome.output());
        }
    }
}
