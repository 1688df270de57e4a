package org.servicemap.operate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Database;
import org.servicemap.storage.SchemaVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that work on the database, by the sign of life that each gives. While servers are replaced one after the other it shows
 * which versions are at work; and a server whose program became too old for the schema learns it here and is no longer ready.
 */
public final class ServerNodes {
    private static final Logger LOG = LoggerFactory.getLogger(ServerNodes.class);
    private static final String KEPT = "1 day";

    private final Database database;
    private final String id = UUID.randomUUID().toString();
    private final String machine;
    private final String program;
    private final int knows;
    private volatile boolean tooOld;

    public ServerNodes(Database database, String machine, String program) {
        this(database, machine, program, SchemaVersions.newestKnown());
    }

    /** @param knows the newest migration that the program brings */
    ServerNodes(Database database, String machine, String program, int knows) {
        this.database = database;
        this.machine = machine;
        this.program = program;
        this.knows = knows;
    }

    /**
     * A server.
     *
     * @param alive whether it gave a sign within the last half minute
     * @param self whether it is the one that is asked
     */
    public record Node(
            String machine,
            long pid,
            String program,
            int knows,
            int port,
            Instant startedAt,
            Instant seenAt,
            boolean alive,
            boolean self) {}

    /** Gives a sign of life; every few seconds. */
    public void sign(int port) {
        database.useTransaction(handle -> {
            write(handle, port);
            handle.execute("DELETE FROM server_nodes WHERE seen_at < clock_timestamp() - CAST(? AS interval)", KEPT);
            int floor = SchemaVersions.floor(handle);
            if (knows < floor && !tooOld) {
                LOG.error(
                        "the schema needs a program that knows V{}, this one knows V{}: start the newer version",
                        floor,
                        knows);
            }
            tooOld = knows < floor;
        });
    }

    private void write(Handle handle, int port) {
        handle.createUpdate("""
                        INSERT INTO server_nodes (id, machine, pid, program, knows, port, started_at, seen_at)
                        VALUES (:id, :machine, :pid, :program, :knows, :port, clock_timestamp(), clock_timestamp())
                        ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()
                        """)
                .bind("id", id)
                .bind("machine", machine)
                .bind("pid", ProcessHandle.current().pid())
                .bind("program", program)
                .bind("knows", knows)
                .bind("port", port)
                .execute();
    }

    /** Says that this server ends. */
    public void leave() {
        database.jdbi().useHandle(handle -> handle.execute("DELETE FROM server_nodes WHERE id = ?", id));
    }

    /** Whether the schema has lost nothing that this program needs. */
    public boolean fitsSchema() {
        return !tooOld;
    }

    /** Those of the last day, the longest at work first. */
    public List<Node> list() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT *, seen_at > clock_timestamp() - interval '30 seconds' AS alive
                        FROM server_nodes ORDER BY started_at, id
                        """)
                        .map((rs, context) -> new Node(
                                rs.getString("machine"),
                                rs.getLong("pid"),
                                rs.getString("program"),
                                rs.getInt("knows"),
                                rs.getInt("port"),
                                rs.getObject("started_at", OffsetDateTime.class).toInstant(),
                                rs.getObject("seen_at", OffsetDateTime.class).toInstant(),
                                rs.getBoolean("alive"),
                                rs.getString("id").equals(id)))
                        .list());
    }
}
