package org.servicemap.storage;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.ChangeLog.Position;

/**
 * Shortens the change log from its beginning, in small transactions. What goes is a whole beginning in the order of reading, older than a
 * given instant and readable for everybody: nothing goes that an unfinished transaction may still come before. Up to where, the table
 * {@code change_floor} says in the same transaction: a reader that stands before it ({@link ChangeLog#isCut}) begins anew. Several
 * servers may do it at once. Thread-safe.
 */
public final class ChangeRetention {
    private static final int BATCH = 10_000;

    private final Database database;
    private final int batch;

    public ChangeRetention(Database database) {
        this(database, BATCH);
    }

    ChangeRetention(Database database, int batch) {
        this.database = database;
        this.batch = batch;
    }

    /** Gives up what happened before an instant; answers how many changes went. */
    public long forgetBefore(Instant before) {
        long gone = 0;
        int done;
        do {
            done = database.inTransaction(handle -> cut(handle, before));
            gone += done;
        } while (done >= batch);
        return gone;
    }

    private int cut(Handle handle, Instant before) {
        return end(handle, before)
                .map(to -> {
                    raise(handle, to);
                    return handle.createUpdate(
                                    "DELETE FROM changes WHERE (xid, id) <= (CAST(CAST(:xid AS text) AS xid8), :id)")
                            .bind("xid", to.xid())
                            .bind("id", to.id())
                            .execute();
                })
                .orElse(0);
    }

    /** The last change of the beginning, at most so many on, before which nothing is young or may still be missed. */
    private Optional<Position> end(Handle handle, Instant before) {
        return handle.createQuery("""
                        SELECT xid::text::bigint AS at_xid, id FROM (
                            SELECT xid, id, bool_and(at < :before AND xid < log_horizon()) OVER (ORDER BY xid, id) AS past
                            FROM (SELECT c.xid, c.id, c.at FROM changes AS c
                                LEFT JOIN change_floor AS f ON true
                                WHERE f.id IS NULL OR (c.xid, c.id) > (f.xid, f.change_id)
                                ORDER BY c.xid, c.id LIMIT :most) AS first) AS beginning
                        WHERE past ORDER BY xid DESC, id DESC LIMIT 1
                        """)
                .bind("before", before)
                .bind("most", batch)
                .map((rs, context) -> new Position(rs.getLong("at_xid"), rs.getLong("id")))
                .findOne();
    }

    /** Never goes down: who did it a moment before may have come further. */
    private static void raise(Handle handle, Position to) {
        handle.createUpdate("""
                        INSERT INTO change_floor (xid, change_id) VALUES (CAST(CAST(:xid AS text) AS xid8), :id)
                        ON CONFLICT (id) DO UPDATE SET xid = EXCLUDED.xid, change_id = EXCLUDED.change_id
                        WHERE (change_floor.xid, change_floor.change_id) < (EXCLUDED.xid, EXCLUDED.change_id)
                        """).bind("xid", to.xid()).bind("id", to.id()).execute();
    }
}
