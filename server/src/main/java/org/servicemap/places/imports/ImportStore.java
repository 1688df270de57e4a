package org.servicemap.places.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.places.Place;
import org.servicemap.places.StoredPlaces;
import org.servicemap.units.RowFault;

/** SQL of imports. */
final class ImportStore {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int AT_ONCE = 1000;

    /**
     * An import as it is kept.
     *
     * @param state {@code open}, {@code published} or {@code discarded}
     * @param errorCount of all, also those that are not kept
     */
    record Stored(
            long id,
            String file,
            String state,
            int rows,
            int errorCount,
            int warningCount,
            List<RowFault> errors,
            List<RowFault> warnings,
            int fresh,
            int changed,
            int gone,
            Instant createdAt,
            String createdBy) {}

    void insert(Handle handle, Stored one, List<PlaceChange> changes) {
        handle.createUpdate("""
                        INSERT INTO place_imports (id, file, state, rows, error_count, warning_count, errors, warnings, fresh,
                            changed, gone, created_by)
                        VALUES (:id, :file, :state, :rows, :errorCount, :warningCount, CAST(:errors AS jsonb),
                            CAST(:warnings AS jsonb), :fresh, :changed, :gone, :by)
                        """)
                .bind("id", one.id())
                .bind("file", one.file())
                .bind("state", one.state())
                .bind("rows", one.rows())
                .bind("errorCount", one.errorCount())
                .bind("warningCount", one.warningCount())
                .bind("errors", json(one.errors()))
                .bind("warnings", json(one.warnings()))
                .bind("fresh", one.fresh())
                .bind("changed", one.changed())
                .bind("gone", one.gone())
                .bind("by", one.createdBy())
                .execute();
        var batch = handle.prepareBatch("""
                INSERT INTO place_import_changes (import, code, kind, seen, fields, facts)
                VALUES (:import, :code, :kind, :seen, :fields, CAST(:facts AS jsonb))
                """);
        for (PlaceChange change : changes) {
            Place place = change.place();
            batch.bind("import", one.id())
                    .bind("code", change.code())
                    .bind("kind", change.kind())
                    .bind("seen", change.seen())
                    .bindArray("fields", String.class, change.fields().toArray())
                    .bind("facts", place == null ? null : StoredPlaces.json(place))
                    .add();
            if (batch.size() == AT_ONCE) {
                batch.execute();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    List<Stored> list(Handle handle) {
        return handle.createQuery("SELECT * FROM place_imports ORDER BY id DESC LIMIT 200")
                .map((rs, context) -> read(rs))
                .list();
    }

    Optional<Stored> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM place_imports WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** Nobody else publishes or discards it until the transaction ends. */
    Optional<Stored> lock(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM place_imports WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    void setState(Handle handle, long id, String state) {
        handle.createUpdate("UPDATE place_imports SET state = :state WHERE id = :id")
                .bind("state", state)
                .bind("id", id)
                .execute();
    }

    /** By code, from an offset on; of one kind, or of all when it is null. */
    List<PlaceChange> changes(Handle handle, long id, @Nullable String kind, int offset, int limit) {
        return handle.createQuery("""
                        SELECT code, kind, seen, fields, facts::text AS facts FROM place_import_changes
                        WHERE import = :id AND (CAST(:kind AS text) IS NULL OR kind = :kind)
                        ORDER BY code OFFSET :offset LIMIT :limit
                        """)
                .bind("id", id)
                .bind("kind", kind)
                .bind("offset", offset)
                .bind("limit", limit)
                .map((rs, context) -> {
                    String facts = rs.getString("facts");
                    return new PlaceChange(
                            rs.getString("kind"),
                            rs.getString("code"),
                            facts == null ? null : StoredPlaces.place(facts),
                            rs.getInt("seen"),
                            List.of((String[]) rs.getArray("fields").getArray()));
                })
                .list();
    }

    private static Stored read(ResultSet rs) throws SQLException {
        return new Stored(
                rs.getLong("id"),
                rs.getString("file"),
                rs.getString("state"),
                rs.getInt("rows"),
                rs.getInt("error_count"),
                rs.getInt("warning_count"),
                faults(rs.getString("errors")),
                faults(rs.getString("warnings")),
                rs.getInt("fresh"),
                rs.getInt("changed"),
                rs.getInt("gone"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getString("created_by"));
    }

    private static String json(List<RowFault> faults) {
        try {
            return MAPPER.writeValueAsString(faults);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("faults have always a JSON form", e);
        }
    }

    private static List<RowFault> faults(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<List<RowFault>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an import's findings are damaged", e);
        }
    }
}
