package org.servicemap.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.servicemap.app.Config;
import org.servicemap.app.ServiceMap;
import org.servicemap.citypack.ImportListener;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;

/**
 * The application under test, on the tiny city pack with an embedded database of its own; started once per JVM, on any free
 * port. {@code SERVICEMAP_TEST_URL} puts a server that already runs in its place.
 */
final class TestApp {
    private static String url = System.getenv("SERVICEMAP_TEST_URL");

    private static @Nullable Path data;

    private static @Nullable ServiceMap app;

    private TestApp() {}

    /** Where it answers, without a slash at the end. */
    static synchronized String url() {
        if (url == null) {
            url = start();
        }
        return url;
    }

    /**
     * Runs a command beside the running application, in a process of its own as a person does, and answers its exit code.
     * Aborts the calling test when the application is somebody else's.
     */
    static int command(String... arguments) {
        url();
        Assumptions.assumeTrue(data != null, "commands need an application that the tests started");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.servicemap.app.Main"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SERVICEMAP_"));
        builder.environment().put("SERVICEMAP_DATA", String.valueOf(data));
        try {
            Process process =
                    builder.redirectOutput(data.resolve("command.log").toFile()).start();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Its database, beside it. Aborts the calling test when the application is somebody else's. */
    static Database database() {
        url();
        Path own = data;
        Assumptions.assumeTrue(own != null, "only the database of an application that the tests started can be opened");
        return Database.open(DatabaseSettings.embedded(own));
    }

    /** Stops the application for real: port closed, database down. Aborts the calling test when it is somebody else's. */
    static synchronized void stop() {
        url();
        Assumptions.assumeTrue(data != null, "only an application that the tests started can be stopped");
        if (app != null) {
            app.close();
            app = null;
        }
    }

    /** Starts it again where it stopped: the same data at the same port. Does nothing while it runs. */
    static synchronized void startAgain() {
        startAgain("");
    }

    /** The same with base map tiles, which the pages' policy names: its pages are of another version. */
    static synchronized void startAgainRenewed() {
        startAgain(url + "/tiles/{z}/{x}/{y}.png");
    }

    private static void startAgain(String tiles) {
        if (data != null && app == null) {
            String port = String.valueOf(URI.create(url).getPort());
            app = ServiceMap.start(config(data, port, tiles), ImportListener.SILENT);
        }
    }

    private static String start() {
        try {
            Path own = Files.createTempDirectory("servicemap-e2e");
            data = own;
            ServiceMap started = ServiceMap.start(config(own, "0", ""), ImportListener.SILENT);
            app = started;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(own)));
            return "http://127.0.0.1:" + started.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Config config(Path data, String port, String tiles) {
        return Config.from(Map.of(
                "SERVICEMAP_PORT",
                port,
                "SERVICEMAP_HOST",
                "127.0.0.1",
                "SERVICEMAP_DATA",
                data.toString(),
                "SERVICEMAP_TILES_URL",
                tiles,
                "SERVICEMAP_PACK",
                Path.of("..", "gis-data", "tiny").toString()));
    }

    private static synchronized void remove(Path data) {
        if (app != null) {
            app.close();
            app = null;
        }
        try (Stream<Path> walk = Files.walk(data)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            deepestFirst.forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + data + " (" + e.getMessage() + ")");
        }
    }
}
