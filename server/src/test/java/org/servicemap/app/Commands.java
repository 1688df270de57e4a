package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.servicemap.storage.TestDatabases;

/** The program's commands as a person runs them, against one database. */
public final class Commands {
    static final Path TINY = Path.of("..", "gis-data", "tiny").toAbsolutePath().normalize();

    private final Map<String, String> environment = new LinkedHashMap<>();

    /** On a server that already runs, with a data directory of its own. */
    Commands(Path data) {
        this(data, TestDatabases.bestAddress());
    }

    /** On a database that the test brings. */
    public Commands(Path data, TestDatabases.Address database) {
        environment.put("SERVICEMAP_DATA", data.toString());
        environment.put("SERVICEMAP_DB_URL", database.url());
        environment.put("SERVICEMAP_DB_USER", database.user());
        environment.put("SERVICEMAP_DB_PASSWORD", database.password());
        environment.put("SERVICEMAP_DB_POOL", "4");
        environment.put("SERVICEMAP_DEMO", "false");
        environment.put("SERVICEMAP_HOST", "127.0.0.1");
        environment.put("SERVICEMAP_PORT", "0");
    }

    /** The tiny town with its demo data, and no limits of rates. */
    static Commands demo(Path data) {
        Commands commands = new Commands(data);
        commands.environment.put("SERVICEMAP_PACK", TINY.toString());
        commands.environment.put("SERVICEMAP_RATE_LIMITS", "false");
        commands.environment.put("SERVICEMAP_DEMO", "true");
        return commands;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Config config() {
        return Config.from(environment);
    }

    /** What a command said and how it ended. */
    record Ran(int code, String out, String err) {
        /** Everything that a person sees. */
        String shown() {
            return out + err;
        }
    }

    Ran run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Ran(code, out.toString(), err.toString());
    }

    /** Expects success and answers what was printed. */
    public String done(String... args) {
        Ran ran = run(args);
        assertThat(ran.code()).as(ran.shown()).isZero();
        return ran.out();
    }

    /** Expects exit code 1 and answers everything that was shown. */
    String refused(String... args) {
        Ran ran = run(args);
        assertThat(ran.code()).as(ran.shown()).isEqualTo(1);
        assertThat(ran.shown()).doesNotContain("unexpected fault");
        return ran.shown();
    }

    /** A copy of the tiny pack that a test may spoil. */
    public static Path copyOfTiny(Path target) {
        try (Stream<Path> all = Files.walk(TINY)) {
            List<Path> files = all.toList();
            for (Path file : files) {
                Path goal = target.resolve(TINY.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(goal);
                } else {
                    Files.copy(file, goal);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text in one of a pack's files; it must be there. */
    public static void edit(Path file, String from, String to) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
