package org.servicemap.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, which can be killed without warning. */
final class KilledServer {
    private static final String SAYS_WHERE = "ServiceMap is at ";

    private final Process process;
    private final int port;

    private KilledServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Ready when it returns. */
    static KilledServer start(Map<String, String> environment) throws IOException {
        return start(environment, List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }

    /** @param java options of the virtual machine */
    static KilledServer start(Map<String, String> environment, List<String> java) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SERVICEMAP_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            int at = line.indexOf(SAYS_WHERE);
            if (at >= 0) {
                drain(output);
                return new KilledServer(process, port(line.substring(at + SAYS_WHERE.length())));
            }
        }
        throw new IOException("the server ended before it was ready:\n" + said);
    }

    private static int port(String address) {
        return java.net.URI.create(address.trim()).getPort();
    }

    /** A pipe that nobody reads would stop the server when it is full. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> readAll(output), "killed-server-output");
        reader.setDaemon(true);
        reader.start();
    }

    private static void readAll(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException closed) {
            // killed: nothing more will come
        }
    }

    int port() {
        return port;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM: ends what it is doing and its database. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
