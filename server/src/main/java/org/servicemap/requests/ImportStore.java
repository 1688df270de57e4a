package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** SQL of imports: which requests are here already, and what runs did. */
final class ImportStore {
    /** Faults that are kept of a run; all are counted. */
    static final int MOST_FAULTS = 20_000;

    /** What stands beside a reference. */
    record Origin(
            @Nullable String category,
            @Nullable String agency,
            @Nullable String unit,
            @Nullable String decided,
            @Nullable Boolean agrees) {}

    /** Of these references, those that are here. */
    Set<String> existing(Handle handle, String source, Collection<String> refs) {
        return new HashSet<>(
                handle.createQuery("SELECT ref FROM imported_requests WHERE source = :source AND ref = ANY(:refs)")
                        .bind("source", source)
                        .bindArray("refs", String.class, refs.toArray())
                        .mapTo(String.class)
                        .list());
    }

    /** Fails when the reference is here already. */
    void insert(Handle handle, String source, String ref, long request, Origin origin) {
        handle.createUpdate("""
                        INSERT INTO imported_requests (source, ref, request_id, category, agency, unit, decided, agrees)
                        VALUES (:source, :ref, :request, :category, :agency, :unit, :decided, :agrees)
                        """)
                .bind("source", source)
                .bind("ref", ref)
                .bind("request", request)
                .bind("category", origin.category())
                .bind("agency", origin.agency())
                .bind("unit", origin.unit())
                .bind("decided", origin.decided())
                .bind("agrees", origin.agrees())
                .execute();
    }

    List<ImportRun.Agreement> agreement(Handle handle, String source) {
        return handle.createQuery("""
                        SELECT category, count(agrees) AS compared, count(*) FILTER (WHERE agrees) AS agreed,
                            count(*) FILTER (WHERE unit IS NOT NULL AND decided IS NULL) AS undecided,
                            count(*) FILTER (WHERE agency IS NOT NULL AND unit IS NULL) AS unknown
                        FROM imported_requests WHERE source = :source GROUP BY category ORDER BY count(*) DESC, category
                        """)
                .bind("source", source)
                .map((rs, context) -> new ImportRun.Agreement(
                        rs.getString("category"),
                        rs.getLong("compared"),
                        rs.getLong("agreed"),
                        rs.getLong("undecided"),
                        rs.getLong("unknown")))
                .list();
    }

    void begin(Handle handle, long id, String source, String fileName, String by, boolean dryRun) {
        handle.createUpdate("""
                        INSERT INTO request_imports (id, source, file_name, started_by, dry_run, state)
                        VALUES (:id, :source, :fileName, :by, :dryRun, 'running')
                        """)
                .bind("id", id)
                .bind("source", source)
                .bind("fileName", fileName)
                .bind("by", by)
                .bind("dryRun", dryRun)
                .execute();
    }

    void update(Handle handle, long id, String state, ImportRun.Counts counts, @Nullable String message) {
        handle.createUpdate("""
                        UPDATE request_imports SET state = :state, rows_read = :rows, imported = :imported,
                            existing = :existing, skipped = :skipped, bad = :bad, message = :message,
                            updated_at = clock_timestamp()
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("state", state)
                .bind("rows", counts.rows())
                .bind("imported", counts.imported())
                .bind("existing", counts.existing())
                .bind("skipped", counts.skipped())
                .bind("bad", counts.bad())
                .bind("message", message)
                .execute();
    }

    void insertFaults(Handle handle, long id, List<ImportRun.Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO request_import_faults (import, line, field, code, reason)
                VALUES (:import, :line, :field, :code, :reason) ON CONFLICT DO NOTHING
                """);
        for (ImportRun.Fault fault : faults) {
            batch.bind("import", id)
                    .bind("line", fault.line())
                    .bind("field", fault.field())
                    .bind("code", fault.code())
                    .bind("reason", fault.reason())
                    .add();
        }
        batch.execute();
    }

    Optional<ImportRun> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM request_imports WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** The newest first. */
    List<ImportRun> list(Handle handle, long below, int limit) {
        return handle.createQuery("SELECT * FROM request_imports WHERE id < :below ORDER BY id DESC LIMIT :limit")
                .bind("below", below)
                .bind("limit", limit)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** In the file's order. */
    List<ImportRun.Fault> faults(Handle handle, long id, long afterLine, int limit) {
        return handle.createQuery("""
                        SELECT * FROM request_import_faults WHERE import = :id AND line > :after ORDER BY line LIMIT :limit
                        """)
                .bind("id", id)
                .bind("after", afterLine)
                .bind("limit", limit)
                .map((rs, context) -> new ImportRun.Fault(
                        rs.getLong("line"), rs.getString("field"), rs.getString("code"), rs.getString("reason")))
                .list();
    }

    private static ImportRun read(ResultSet rs) throws SQLException {
        return new ImportRun(
                rs.getLong("id"),
                rs.getString("source"),
                rs.getString("file_name"),
                rs.getString("started_by"),
                rs.getBoolean("dry_run"),
                rs.getString("state"),
                rs.getTimestamp("started_at").toInstant(),
                rs.getTimestamp("updated_at").toInstant(),
                new ImportRun.Counts(
                        rs.getLong("rows_read"),
                        rs.getLong("imported"),
                        rs.getLong("existing"),
                        rs.getLong("skipped"),
                        rs.getLong("bad")),
                rs.getString("message"));
    }
}
