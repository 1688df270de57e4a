package org.servicemap.operate.backup;

import org.jdbi.v3.core.Handle;

/**
 * Positions in the logs are transaction numbers of the cluster that wrote them, signed heads name them, and readers remember them. A
 * new cluster counts from its own beginning; so here its numbers are moved behind the last that came with the rows, for good.
 */
final class LogOrigin {
    private LogOrigin() {}

    static void moveBehind(Handle handle) {
        long last = 0;
        for (String[] column : Tables.positions(handle)) {
            String name = Tables.quoted(column[1]);
            last = Math.max(
                    last,
                    handle.createQuery("SELECT " + name + "::text::bigint FROM " + Tables.quoted(column[0])
                                    + " ORDER BY " + name + " DESC LIMIT 1")
                            .mapTo(Long.class)
                            .findOne()
                            .orElse(0L));
        }
        long here = handle.createQuery("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                .mapTo(Long.class)
                .one();
        if (last >= here) {
            count(handle, last + 1 - here);
        }
    }

    private static void count(Handle handle, long more) {
        handle.execute("CREATE OR REPLACE FUNCTION log_xid() RETURNS xid8 LANGUAGE sql VOLATILE AS"
                + " 'SELECT CAST(CAST(CAST(CAST(pg_current_xact_id() AS text) AS bigint) + " + more
                + " AS text) AS xid8)'");
        handle.execute("CREATE OR REPLACE FUNCTION log_horizon() RETURNS xid8 LANGUAGE sql STABLE AS"
                + " 'SELECT CAST(CAST(CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) + " + more
                + " AS text) AS xid8)'");
    }
}
