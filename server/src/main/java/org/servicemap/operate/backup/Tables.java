package org.servicemap.operate.backup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What PostgreSQL's catalogue says of our own tables. */
final class Tables {
    /** What lives only while servers do, and the record of the schema, which the target has itself. */
    private static final Set<String> NOT_COPIED = Set.of("schema_history", "server_nodes", "sessions", "oidc_flows");

    private Tables() {}

    /** Tables with rows of ours, whole ones and partitioned ones, each after those that it refers to. */
    static List<String> inOrder(Handle handle) {
        Map<String, Set<String>> needs = new TreeMap<>();
        names(handle).forEach(name -> needs.put(name, new TreeSet<>()));
        handle.createQuery("""
                        SELECT DISTINCT c.conrelid::regclass::text AS one, c.confrelid::regclass::text AS other
                        FROM pg_constraint c
                        WHERE c.contype = 'f' AND c.conparentid = 0 AND c.connamespace = current_schema()::regnamespace
                        """)
                .map((rs, context) -> new String[] {rs.getString("one"), rs.getString("other")})
                .forEach(pair -> {
                    Set<String> all = needs.get(pair[0]);
                    if (all != null && !pair[0].equals(pair[1]) && needs.containsKey(pair[1])) {
                        all.add(pair[1]);
                    }
                });
        Set<String> ordered = new LinkedHashSet<>();
        needs.keySet().forEach(name -> put(name, needs, ordered, new TreeSet<>()));
        return new ArrayList<>(ordered);
    }

    private static void put(String name, Map<String, Set<String>> needs, Set<String> ordered, Set<String> above) {
        if (!above.add(name)) {
            throw new IllegalStateException("tables refer to each other in a circle: " + above);
        }
        for (String other : needs.getOrDefault(name, Set.of())) {
            put(other, needs, ordered, above);
        }
        above.remove(name);
        ordered.add(name);
    }

    private static List<String> names(Handle handle) {
        return handle.createQuery("""
                        SELECT c.relname FROM pg_class c
                        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                          AND NOT c.relispartition
                          AND NOT EXISTS (SELECT FROM pg_depend d
                                          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
                        ORDER BY c.relname
                        """).mapTo(String.class).list().stream()
                .filter(name -> !NOT_COPIED.contains(name))
                .toList();
    }

    /** The columns that are stored and not computed. */
    static List<String> columns(Handle handle, String table) {
        return handle.createQuery("""
                        SELECT attname FROM pg_attribute
                        WHERE attrelid = to_regclass(quote_ident(:table)) AND attnum > 0 AND NOT attisdropped
                          AND attgenerated = ''
                        ORDER BY attnum
                        """).bind("table", table).mapTo(String.class).list();
    }

    /** Columns that hold transaction numbers, as {@code table.column}, quoted. */
    static List<String[]> positions(Handle handle) {
        return handle.createQuery("""
                        SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                          AND NOT c.relispartition AND a.atttypid = 'xid8'::regtype AND NOT a.attisdropped
                        """)
                .map((rs, context) -> new String[] {rs.getString("relname"), rs.getString("attname")})
                .list();
    }

    static List<Manifest.Partition> partitions(Handle handle) {
        return handle.createQuery("""
                        SELECT c.relname, p.relname AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound
                        FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent
                        WHERE c.relispartition AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
                        ORDER BY c.relname
                        """)
                .map((rs, context) ->
                        new Manifest.Partition(rs.getString("relname"), rs.getString("parent"), rs.getString("bound")))
                .list();
    }

    static List<Manifest.SequenceAt> sequences(Handle handle) {
        return handle.createQuery("""
                        SELECT sequencename, last_value FROM pg_sequences
                        WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename
                        """)
                .map((rs, context) -> new Manifest.SequenceAt(rs.getString("sequencename"), rs.getLong("last_value")))
                .list();
    }

    /** A name of ours in SQL. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Values are written so that every server reads them as the same, in the handle's transaction. */
    static void plainForms(Handle handle) {
        handle.execute("SET LOCAL extra_float_digits = 3");
        handle.execute("SET LOCAL DateStyle = 'ISO, YMD'");
        handle.execute("SET LOCAL IntervalStyle = 'postgres'");
        handle.execute("SET LOCAL TimeZone = 'UTC'");
        handle.execute("SET LOCAL bytea_output = 'hex'");
    }
}
