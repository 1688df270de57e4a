package org.servicemap.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jdbi.v3.core.Handle;

/**
 * Which schema a program brings and which the database has. While servers are replaced one after the other, an older program works on a
 * newer schema, as long as that only grew: a migration that takes something away raises {@code schema_floor.least}, and programs that
 * know less refuse to start, or to be ready.
 */
public final class SchemaVersions {
    private static final String FOLDER = "migrations/common";
    /** A jar need not have entries for folders: the first migration is asked for. */
    private static final String FIRST = FOLDER + "/V1__areas.sql";

    private static final Pattern NAME = Pattern.compile(FOLDER + "/V(\\d+)__\\w+\\.sql");

    /** 0 until somebody knows. */
    private static volatile int remembered;

    private SchemaVersions() {}

    private static final class Known {
        static final int NEWEST = newest();

        private Known() {}

        private static int newest() {
            URL first = SchemaVersions.class.getClassLoader().getResource(FIRST);
            if (first == null) {
                throw new IllegalStateException("this program brings no migrations");
            }
            try {
                return newest(first.toURI());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        private static int newest(URI first) throws IOException {
            if (!"jar".equals(first.getScheme())) {
                return newest(Path.of(first).resolveSibling(""));
            }
            URI jar = URI.create(first.getRawSchemeSpecificPart().replaceAll("!.*", ""));
            // not as a file system: that would read the whole list of the jar's files once more, a tenth of a start
            try (ZipFile files = new ZipFile(Path.of(jar).toFile())) {
                return newest(files.stream().map(ZipEntry::getName));
            }
        }

        private static int newest(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return newest(files.map(file -> FOLDER + "/" + file.getFileName()));
            }
        }

        private static int newest(Stream<String> names) {
            return names.map(NAME::matcher)
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /** The newest migration that this program brings. */
    public static int newestKnown() {
        int known = remembered;
        return known > 0 ? known : Known.NEWEST;
    }

    /** What the same program found before: it need not look again. */
    static void remember(int newest) {
        remembered = newest;
    }

    /** The common migrations that ran here, oldest first. */
    public static List<Integer> applied(Handle handle) {
        return handle.createQuery("""
                        SELECT version::int FROM schema_history WHERE success AND version ~ '^[1-9][0-9]*$' ORDER BY 1
                        """).mapTo(Integer.class).list();
    }

    /** The oldest schema whose program may work on this database; 0 when none ever took anything away. */
    public static int floor(Handle handle) {
        boolean known = handle.createQuery("SELECT to_regclass('schema_floor') IS NOT NULL")
                .mapTo(Boolean.class)
                .one();
        return known
                ? handle.createQuery("SELECT least FROM schema_floor")
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0)
                : 0;
    }

    /** Refuses with {@code program_too_old}. */
    static void requireNewProgram(Handle handle) {
        int floor = floor(handle);
        if (newestKnown() < floor) {
            throw new StorageException(
                    "program_too_old",
                    "this program knows the schema up to V" + newestKnown() + ", but this database needs a program that"
                            + " knows V" + floor + ": start the newer version");
        }
    }
}
