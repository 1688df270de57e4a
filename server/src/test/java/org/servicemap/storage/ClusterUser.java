package org.servicemap.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that uses a cluster: prints the server's process id, and gives the cluster back when its input ends. */
final class ClusterUser implements AutoCloseable {
    private final Process process;
    private final long serverPid;

    private ClusterUser(Process process, long serverPid) {
        this.process = process;
        this.serverPid = serverPid;
    }

    public static void main(String[] args) throws IOException {
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(new ClusterSettings(Path.of(args[0]), Path.of(args[1]), true))) {
            System.out.println("server " + cluster.pid());
            while (System.in.read() >= 0) {
                // until the input ends
            }
        }
    }

    static ClusterUser of(ClusterSettings settings) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ClusterUser.class.getName(),
                        settings.directory().toString(),
                        settings.binaries().toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("server ")) {
                return new ClusterUser(process, Long.parseLong(line.substring("server ".length())));
            }
        }
        throw new IOException("the other process ended without a server");
    }

    long serverPid() {
        return serverPid;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
