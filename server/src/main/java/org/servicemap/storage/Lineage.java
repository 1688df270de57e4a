package org.servicemap.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which history of the database this server has seen: the cluster's own identifier and the latest timeline, which grows with each
 * promotion. A server of the database that is on an earlier timeline is a former primary that came back although another took over; what was
 * written there would be lost, so nothing is asked of it. Kept in a file, so that a restart does not forget it. Thread-safe.
 */
final class Lineage {
    private static final Logger LOG = LoggerFactory.getLogger(Lineage.class);
    private static final String FILE = "database-lineage";

    /** No timeline while it is no primary: it takes no writes then. */
    private static final String WHICH = """
            SELECT (SELECT system_identifier FROM pg_control_system()),
                   CASE WHEN NOT pg_is_in_recovery()
                        THEN ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int END
            """;

    private final @Nullable Path file;
    private @Nullable Seen seen;

    /** Another database is taken for this one at a start only, as after a restore or a move. */
    private boolean begun;

    private boolean refused;

    /** @param system the identifier that a cluster is given when it is made */
    record Seen(String system, long timeline) {}

    private Lineage(@Nullable Path file) {
        this.file = file;
        this.seen = file == null ? null : read(file);
    }

    /** As remembered in a data directory. */
    static Lineage in(Path dataDirectory) {
        return new Lineage(dataDirectory.resolve(FILE));
    }

    /** Of a database that nobody else could take over. */
    static Lineage own() {
        return new Lineage(null);
    }

    /** A former primary, or another database than before. */
    private static final class Foreign extends SQLTransientConnectionException {
        private static final long serialVersionUID = 1;

        Foreign(String reason) {
            super(reason, "08001");
        }
    }

    /**
     * Connects to the server of the database that goes on from what was seen. Where the URL names several and one that answers as primary is
     * a former one, the others are asked too.
     *
     * @throws SQLTransientConnectionException when only former ones are there
     */
    Connection connect(String url, Properties properties) throws SQLException {
        Iterator<String> left = orders(url).iterator();
        while (true) {
            Connection open = DriverManager.getConnection(left.next(), properties);
            try {
                require(open);
                return open;
            } catch (SQLException e) {
                close(open);
                if (!(e instanceof Foreign) || !left.hasNext()) {
                    throw e;
                }
            }
        }
    }

    /** The URL with each of its hosts named first; one at least. */
    static List<String> orders(String url) {
        int begin = url.indexOf("//") + 2;
        int end = begin < 2 ? -1 : url.indexOf('/', begin);
        if (end < 0) {
            return List.of(url);
        }
        List<String> hosts = List.of(url.substring(begin, end).split(",", -1));
        List<String> orders = new ArrayList<>();
        for (int first = 0; first < hosts.size(); first++) {
            List<String> turned = new ArrayList<>(hosts.subList(first, hosts.size()));
            turned.addAll(hosts.subList(0, first));
            orders.add(url.substring(0, begin) + String.join(",", turned) + url.substring(end));
        }
        return orders;
    }

    private void require(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(WHICH)) {
            row.next();
            String system = row.getString(1);
            long timeline = row.getLong(2);
            if (!row.wasNull()) {
                require(new Seen(system, timeline));
            }
        } catch (SQLException e) {
            if (!isNotTold(e)) {
                throw e;
            }
            LOG.debug("this database does not tell its timeline", e);
        }
    }

    /** SQL states: 42501 no permission, 42883 no such function, 0A000 not supported: databases that somebody rents. */
    private static boolean isNotTold(SQLException e) {
        return List.of("42501", "42883", "0A000").contains(String.valueOf(e.getSQLState()));
    }

    private synchronized void require(Seen now) throws Foreign {
        Seen before = seen;
        if (before != null && before.system().equals(now.system())) {
            if (now.timeline() < before.timeline()) {
                throw told(new Foreign("the database's server is on timeline " + now.timeline() + ", but timeline "
                        + before.timeline()
                        + " was seen: a former primary that another took over from. Let it come back"
                        + " as a replica" + unless()));
            }
        } else if (before != null && begun) {
            throw told(
                    new Foreign("another database stands at this address than the one that the server was started on ("
                            + now.system() + ", not " + before.system() + "): restart the server if that is meant"));
        }
        begun = true;
        refused = false;
        if (!now.equals(before)) {
            seen = now;
            write(now);
        }
    }

    private String unless() {
        return file == null ? "" : "; if it is meant, delete " + file;
    }

    /** Once: it is tried again each second. */
    private Foreign told(Foreign foreign) {
        if (!refused) {
            LOG.error("refused: {}", foreign.getMessage());
        }
        refused = true;
        return foreign;
    }

    private static @Nullable Seen read(Path file) {
        try {
            String[] words =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
            return new Seen(words[0], Long.parseLong(words[1]));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read, what it remembered is forgotten: {}", file, e.toString());
            return null;
        }
    }

    private void write(Seen now) {
        Path kept = file;
        if (kept == null) {
            return;
        }
        try {
            Files.createDirectories(kept.toAbsolutePath().getParent());
            Path aside = kept.resolveSibling(FILE + ".new");
            Files.writeString(aside, now.system() + " " + now.timeline() + "\n", StandardCharsets.US_ASCII);
            Files.move(aside, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the database's timeline cannot be remembered in {}: {}", kept, e.toString());
        }
    }

    private static void close(Connection open) {
        try {
            open.close();
        } catch (SQLException e) {
            LOG.trace("closing", e);
        }
    }
}
