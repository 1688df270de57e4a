package org.servicemap.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the same program found at its last start: that a database whose history of migrations is the same needs none. It stands in the
 * comment of the table of that history, so it is lost with it. To look for migrations in the program and to compare each with what ran
 * takes a tenth of a start; the same program, known by its file, would find the same.
 */
record KnownSchema(String program, boolean postgis) {
    private static final Logger LOG = LoggerFactory.getLogger(KnownSchema.class);
    private static final int END_BYTES = 8 << 20;
    private static final Pattern NOTE =
            Pattern.compile("program (\\S+) knows (\\d+), PostGIS (true|false), history ([0-9a-f]{32})");
    private static final String LOOK = """
            SELECT obj_description(to_regclass('schema_history'), 'pg_class')""";
    private static final String HISTORY = """
            SELECT md5(string_agg(concat_ws(' ', installed_rank, version, type, script, checksum, success), ','
                           ORDER BY installed_rank))
            FROM schema_history""";

    /** For this program; nothing where it is not one file, as while it is worked on. */
    static Optional<KnownSchema> ofThisProgram(boolean postgis) {
        CodeSource source = KnownSchema.class.getProtectionDomain().getCodeSource();
        try {
            Path file = source == null ? null : Path.of(source.getLocation().toURI());
            return file == null || !Files.isRegularFile(file) ? Optional.empty() : Optional.of(of(file, postgis));
        } catch (URISyntaxException | IOException e) {
            return Optional.empty();
        }
    }

    static KnownSchema of(Path file, boolean postgis) throws IOException {
        return new KnownSchema(mark(file), postgis);
    }

    /** Size, time, and a sum over the file's end, where a jar lists what is in it with a sum of each. */
    private static String mark(Path file) throws IOException {
        try (RandomAccessFile jar = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(jar.length(), END_BYTES)];
            jar.seek(jar.length() - end.length);
            jar.readFully(end);
            CRC32 sum = new CRC32();
            sum.update(end);
            long time = Files.getLastModifiedTime(file).toMillis();
            return jar.length() + "-" + time + "-" + Long.toHexString(sum.getValue());
        }
    }

    /** The newest migration that this program brings, where nothing has to be done; else nothing. */
    Optional<Integer> upToDate(Handle handle) {
        String note = handle.createQuery(LOOK).mapTo(String.class).findOne().orElse(null);
        if (note == null) {
            return Optional.empty();
        }
        Matcher said = NOTE.matcher(note);
        return said.matches() && isOf(said) && said.group(4).equals(history(handle))
                ? Optional.of(Integer.valueOf(said.group(2)))
                : Optional.empty();
    }

    private boolean isOf(Matcher said) {
        return said.group(1).equals(program) && said.group(3).equals(Boolean.toString(postgis));
    }

    private static @Nullable String history(Handle handle) {
        return handle.createQuery(HISTORY).mapTo(String.class).findOne().orElse(null);
    }

    /** After the migrations ran. Where they were run by another user, whose table it is, each start looks at all of them. */
    void note(Handle handle, int newest) {
        try {
            String note = "program " + program + " knows " + newest + ", PostGIS " + postgis + ", history ";
            handle.execute("COMMENT ON TABLE schema_history IS '" + note + history(handle) + "'");
        } catch (JdbiException e) {
            LOG.debug("the schema's state could not be noted", e);
        }
    }
}
