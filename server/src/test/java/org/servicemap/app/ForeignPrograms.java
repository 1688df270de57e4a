package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that read what this one serves. Where one is missing, its tests are skipped with one loud line. */
final class ForeignPrograms {
    private static final boolean SKIPS_FORBIDDEN = "true".equals(System.getenv("SERVICEMAP_TEST_FORBID_SKIPS"));
    private static final Set<String> TOLD = new HashSet<>();
    private static final int MOST_SECONDS = 180;

    private ForeignPrograms() {}

    /** Runs a program of the Debian package; answers what it said, and fails unless it ended well. */
    static String run(String debianPackage, Path needed, List<String> command) {
        if (!Files.exists(needed)) {
            skip(debianPackage, needed);
        }
        try {
            Path said = Files.createTempFile("said", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.redirectOutput(said.toFile()).start();
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(said, StandardCharsets.UTF_8);
            Files.delete(said);
            assertThat(ended).as(command + " did not end: " + text).isTrue();
            assertThat(process.exitValue()).as(command + ": " + text).isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static synchronized void skip(String debianPackage, Path needed) {
        String line = "NOT TRIED: " + needed + " is missing (Debian: apt-get install " + debianPackage + ")";
        if (SKIPS_FORBIDDEN) {
            throw new AssertionError(line + "; and SERVICEMAP_TEST_FORBID_SKIPS=true");
        }
        if (TOLD.add(debianPackage)) {
            System.err.println("\n*** " + line + " ***\n");
        }
        Assumptions.abort(line);
    }
}
