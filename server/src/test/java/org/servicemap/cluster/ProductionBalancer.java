package org.servicemap.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.servicemap.Until;

/** HAProxy with the file for production, without TLS and with a cluster's servers in the place of the example's. */
record ProductionBalancer(Process process, int port) implements AutoCloseable {
    private static final Path FILE = Path.of("deploy", "haproxy", "haproxy.cfg");

    static ProductionBalancer start(Cluster cluster) throws IOException {
        int port = freePort();
        String text = Files.readString(FILE, StandardCharsets.UTF_8)
                .replace("bind :80", "bind 127.0.0.1:" + port)
                .replaceAll("(?m)^.*(bind :443|redirect scheme).*$", "")
                .replace("10.0.0.11:8080", "127.0.0.1:" + cluster.node1())
                .replace("10.0.0.12:8080", "127.0.0.1:" + cluster.node2());
        Path file = Files.writeString(cluster.folder().resolve("production.cfg"), text);
        Process process = new ProcessBuilder("/usr/sbin/haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(cluster.folder().resolve("production.log").toFile())
                .start();
        ProductionBalancer started = new ProductionBalancer(process, port);
        try {
            HttpClient client = HttpClient.newHttpClient();
            Until.is("the balancer has found a server that is alive", () -> answers(client, port));
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    private static boolean answers(HttpClient client, int port) {
        try {
            HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                    .build();
            return client.send(asked, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
