package org.servicemap.app;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Database;

/**
 * Makes every stored request so many times more, for measuring lists and searches at sizes that the generator would take hours to
 * fill. A copy has its own id, number, moment within a second and position within 300 m; states, units, areas, categories, words and
 * other units are the original's. Copies have no events, decisions or clocks: histories cannot be checked in such a database.
 */
final class Copies {
    /** Node numbers have ten bits from the twelfth: a copy takes the number that many higher. */
    private static final String ID = "(%1$s.%2$s & ~4190208::bigint) | (((%1$s.%2$s >> 12) + k & 1023) << 12)";

    private static final String NUMBERED = """
            CREATE FUNCTION pg_temp.numbered(day text, sequence int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
            DECLARE
                body    text := day || lpad(sequence::text, 7, '0');
                product int := 10;
                total   int;
            BEGIN
                FOR i IN 1 .. 15 LOOP
                    total := (product + ascii(substr(body, i, 1)) - 48) % 10;
                    product := (CASE total WHEN 0 THEN 10 ELSE total END) * 2 % 11;
                END LOOP;
                RETURN body || (11 - product) % 10;
            END $$
            """;

    private static final String SHIFTED = """
            SELECT string_agg(CASE attname
                WHEN 'id' THEN '%s'
                WHEN 'number' THEN 'pg_temp.numbered(left(r.number, 8), substr(r.number, 9, 7)::int + k * 100000)'
                WHEN 'petitioner' THEN 'r.petitioner + k'
                WHEN 'parent' THEN 'NULL'
                WHEN 'lon' THEN 'r.lon + (random() - 0.5) * 0.007'
                WHEN 'lat' THEN 'r.lat + (random() - 0.5) * 0.0054'
                ELSE 'r.' || attname END, ', ' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = 'requests'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            """.formatted(ID.formatted("r", "id"));

    private static final String COLUMNS = """
            SELECT string_agg(attname, ', ' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = 'requests'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            """;

    private static final String VALUES = """
            INSERT INTO request_values (month, request_id, name, salt, value)
            SELECT v.month, %s, v.name, v.salt, v.value
            FROM request_values v, generate_series(1, :copies) k WHERE v.name = 'text' ORDER BY v.month, v.request_id, k
            """.formatted(ID.formatted("v", "request_id"));

    private static final String PARTIES = """
            INSERT INTO request_parties
            SELECT p.month, %s, p.unit, p.role, p.status, p.asked_at, p.due_at, p.answered_at, p.score_by_lead, p.score_of_lead,
                p.work_deadline
            FROM request_parties p, generate_series(1, :copies) k ORDER BY p.month, p.request_id, k
            """.formatted(ID.formatted("p", "request_id"));

    private static final String INDEXES = """
            SELECT indexrelid::regclass::text AS name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') AS definition
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            WHERE c.relname IN ('requests', 'request_parties') AND c.relkind = 'p' AND NOT indisprimary
            """;

    private Copies() {}

    /** An index that is taken away while rows come, and how to make it again. */
    private record Index(String name, String definition) {}

    /** All or nothing; statistics are gathered afterwards. */
    static void make(Database database, int copies) {
        database.useTransaction(handle -> {
            handle.execute("SET LOCAL maintenance_work_mem = '1GB'");
            handle.execute("DO $$ BEGIN PERFORM setseed(0.11); END $$");
            handle.execute(NUMBERED);
            List<Index> indexes = handle.createQuery(INDEXES)
                    .map((row, context) -> new Index(row.getString("name"), row.getString("definition")))
                    .list();
            indexes.forEach(index -> handle.execute("DROP INDEX " + index.name()));
            insert(handle, copies);
            indexes.forEach(index -> handle.execute(index.definition()));
        });
        tidy(database);
    }

    private static void insert(Handle handle, int copies) {
        String columns = handle.createQuery(COLUMNS).mapTo(String.class).one();
        String shifted = handle.createQuery(SHIFTED).mapTo(String.class).one();
        handle.createUpdate("INSERT INTO requests (" + columns + ") SELECT " + shifted
                        + " FROM requests r, generate_series(1, :copies) k ORDER BY r.month, r.id, k")
                .bind("copies", copies)
                .execute();
        handle.createUpdate(VALUES).bind("copies", copies).execute();
        handle.createUpdate(PARTIES).bind("copies", copies).execute();
    }

    /** As the database's own upkeep would in time. */
    static void tidy(Database database) {
        database.jdbi()
                .useHandle(handle -> List.of("requests", "request_values", "request_parties")
                        .forEach(table -> handle.execute("VACUUM (ANALYZE, PARALLEL 0) " + table)));
    }
}
