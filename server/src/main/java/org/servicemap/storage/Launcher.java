package org.servicemap.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL's programs are run. They refuse to run as root; then they go into a user namespace of their own ({@code
 * unshare -U}, in which root is nobody in particular), or else under another user of the machine ({@code setpriv}).
 *
 * @param prefix what stands before the command
 * @param user whose the cluster's files must be, or empty for whoever runs the program
 */
record Launcher(List<String> prefix, String user) {
    private static final List<String> OTHER_USERS = List.of("postgres", "nobody");
    private static final long PROGRAM_SECONDS = 120;

    /** What a program printed and how it ended. */
    record Outcome(int exit, String output) {}

    static Launcher forThisUser() {
        if (PostgresBinaries.isWindows() || !"root".equals(System.getProperty("user.name"))) {
            return new Launcher(List.of(), "");
        }
        List<String> namespace = List.of("unshare", "-U");
        if (works(namespace)) {
            return new Launcher(namespace, "");
        }
        for (String user : OTHER_USERS) {
            List<String> other =
                    List.of("setpriv", "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups", "--");
            if (works(other)) {
                return new Launcher(other, user);
            }
        }
        throw new StorageException(
                "cannot_run_as_root",
                "PostgreSQL refuses to run as root, and neither a user namespace (unshare -U) nor another user (setpriv to"
                        + " postgres or nobody) can be used here. Run the program as an ordinary user, or set"
                        + " SERVICEMAP_DB_URL to a PostgreSQL server.");
    }

    private static String groupOf(String user) {
        Outcome outcome = tryRun(List.of("id", "-g", user));
        return outcome.exit() == 0 ? outcome.output().strip() : user;
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        return tryRun(command).exit() == 0;
    }

    private static Outcome tryRun(List<String> command) {
        try {
            return execute(command, Path.of("/"));
        } catch (IOException e) {
            return new Outcome(127, String.valueOf(e.getMessage()));
        }
    }

    /** The cluster's folder must belong to the user that PostgreSQL runs as. */
    void own(Path folder) throws IOException {
        if (!user.isEmpty()) {
            Folders.giveTo(user, folder);
        }
    }

    Outcome run(Path workingFolder, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return execute(whole, workingFolder);
    }

    /** Output goes through a file: a pipe would stay open as long as the server that the program leaves behind. */
    private static Outcome execute(List<String> command, Path folder) throws IOException {
        Path output = Files.createTempFile("servicemap-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("TZ", "UTC");
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            Process process = builder.start();
            process.getOutputStream().close();
            return new Outcome(exitOf(process), Files.readString(output, StandardCharsets.ISO_8859_1));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static int exitOf(Process process) throws IOException {
        try {
            if (!process.waitFor(PROGRAM_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("no end after " + PROGRAM_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
    }
}
