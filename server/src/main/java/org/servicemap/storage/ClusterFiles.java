package org.servicemap.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The files of an own cluster: data, password, configuration, log. */
final class ClusterFiles {
    static final String USER = "servicemap";

    private static final int PASSWORD_BYTES = 24;
    private static final String INCLUDE = "\ninclude 'servicemap.conf'\n";

    private final ClusterSettings settings;

    ClusterFiles(ClusterSettings settings) {
        this.settings = settings;
    }

    Path data() {
        return settings.directory().resolve("data");
    }

    Path log() {
        return settings.directory().resolve("server.log");
    }

    private Path passwordFile() {
        return settings.directory().resolve("password");
    }

    boolean isInitialised() {
        return Files.isRegularFile(data().resolve("PG_VERSION"));
    }

    /** Reads the password, which is generated once. Readable only by whoever runs the program. */
    String password() throws IOException {
        if (!Files.exists(passwordFile())) {
            byte[] secret = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(secret);
            Path fresh = Files.createTempFile(settings.directory(), "password-", "");
            Folders.onlyForMe(fresh);
            Files.writeString(fresh, HexFormat.of().formatHex(secret) + "\n");
            Files.move(fresh, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(passwordFile()).strip();
    }

    /** Makes the data directory beside its place and moves it there: half a cluster never looks like one. */
    void initialise(PostgresBinaries binaries, Launcher launcher) throws IOException {
        password();
        Path fresh = Files.createTempDirectory(settings.directory(), "initdb-");
        try {
            launcher.own(settings.directory());
            List<String> command = List.of(
                    binaries.program("initdb").toString(),
                    "-D",
                    fresh.toString(),
                    "-U",
                    USER,
                    "--pwfile=" + passwordFile(),
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    settings.durable() ? "--data-checksums" : "--no-sync");
            Launcher.Outcome outcome = launcher.run(settings.directory(), command);
            if (outcome.exit() != 0) {
                throw new StorageException(
                        "cluster_did_not_start",
                        "initdb failed in " + settings.directory() + ": "
                                + outcome.output().strip());
            }
            Files.writeString(fresh.resolve("postgresql.conf"), INCLUDE, StandardOpenOption.APPEND);
            Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(fresh);
        }
    }

    void requireVersion(String version) throws IOException {
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!version.startsWith(found + ".")) {
            throw new StorageException(
                    "cluster_version",
                    "the cluster in " + data() + " was made by PostgreSQL " + found + ", this program brings " + version
                            + ": export with the former program and import with this one");
        }
    }

    void configure(int port) throws IOException {
        String safe = settings.durable() ? "on" : "off";
        String text = """
                # Written at every start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 120
                shared_buffers = 128MB
                max_wal_size = 2GB
                fsync = %s
                synchronous_commit = %s
                full_page_writes = %s
                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                """.formatted(port, safe, safe, safe);
        Files.writeString(data().resolve("servicemap.conf"), text, StandardCharsets.UTF_8);
    }

    /** The port of last time, so that clients find it again; else a free one. */
    int portToTry(boolean former) throws IOException {
        Path conf = data().resolve("servicemap.conf");
        if (former && Files.exists(conf)) {
            for (String line : Files.readAllLines(conf)) {
                if (line.startsWith("port = ")) {
                    int port =
                            Integer.parseInt(line.substring("port = ".length()).strip());
                    if (isFree(port)) {
                        return port;
                    }
                }
            }
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The end of the server's log, to say why it did not start. */
    String logTail() {
        try {
            List<String> lines =
                    Files.exists(log()) ? Files.readAllLines(log(), StandardCharsets.ISO_8859_1) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
