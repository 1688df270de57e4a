package org.servicemap.insights.outside;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Columns;

/** SQL of datasets, their versions and values. */
final class OutsideStore {
    private static final String SELECT = """
            SELECT d.*, v.*, v.columns ->> 'key' AS key_column, v.columns ->> 'lon' AS lon_column, v.columns ->> 'lat' AS lat_column,
                v.columns ->> 'value' AS value_column
            FROM outside_datasets d JOIN outside_versions v ON v.dataset = d.id\s""";

    /** The current versions, by name. */
    List<Dataset> list(Handle handle) {
        return handle.createQuery(SELECT + "WHERE v.version = d.current ORDER BY lower(d.name)")
                .map((rs, context) -> read(rs))
                .list();
    }

    Optional<Dataset> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE d.id = :id AND v.version = d.current")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    Optional<Dataset> residents(Handle handle) {
        return handle.createQuery(SELECT + "WHERE d.residents AND v.version = d.current")
                .map((rs, context) -> read(rs))
                .findOne();
    }

    Optional<Dataset> named(Handle handle, String name) {
        return handle.createQuery(SELECT + "WHERE lower(d.name) = lower(:name) AND v.version = d.current")
                .bind("name", name)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** The newest first. */
    List<Dataset> versions(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE d.id = :id ORDER BY v.version DESC")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** One at a time publishes. */
    void lock(Handle handle) {
        handle.createQuery("SELECT pg_advisory_xact_lock(52)::text")
                .mapTo(String.class)
                .findOne();
    }

    void put(Handle handle, Dataset dataset) {
        About about = dataset.about();
        if (about.residents()) {
            handle.execute("UPDATE outside_datasets SET residents = false WHERE residents AND id <> ?", dataset.id());
        }
        handle.createUpdate("""
                        INSERT INTO outside_datasets (id, name, kind, keyed, level, residents, current)
                        VALUES (:id, :name, :kind, :keyed, :level, :residents, :version)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name, residents = excluded.residents, current = excluded.current""")
                .bind("id", dataset.id())
                .bind("name", about.name())
                .bind("kind", about.kind().word())
                .bind("keyed", about.keyed().word())
                .bind("level", about.level())
                .bind("residents", about.residents())
                .bind("version", dataset.version().number())
                .execute();
        version(handle, dataset);
    }

    private static void version(Handle handle, Dataset dataset) {
        About about = dataset.about();
        Dataset.Version version = dataset.version();
        Dataset.Columns columns = version.columns();
        handle.createUpdate("""
                        INSERT INTO outside_versions (dataset, version, source, licence, unit, as_of, synthetic, file, sha256, area_version,
                            crs, columns, row_count, key_count, published_by, published_name)
                        VALUES (:id, :version, :source, :licence, :unit, :asOf, :synthetic, :file, :sha256, :areaVersion, :crs,
                            jsonb_strip_nulls(jsonb_build_object('key', CAST(:key AS text), 'lon', CAST(:lon AS text),
                                'lat', CAST(:lat AS text), 'value', CAST(:value AS text))), :rows, :keys, :by, :byName)""")
                .bind("id", dataset.id())
                .bind("version", version.number())
                .bind("source", about.source())
                .bind("licence", about.licence())
                .bind("unit", about.unit())
                .bind("asOf", about.asOf())
                .bind("synthetic", about.synthetic())
                .bind("file", version.file())
                .bind("sha256", version.sha256())
                .bind("areaVersion", about.areaVersion())
                .bind("crs", about.crs())
                .bind("key", columns.key())
                .bind("lon", columns.lon())
                .bind("lat", columns.lat())
                .bind("value", columns.value())
                .bind("rows", version.rows())
                .bind("keys", version.keys())
                .bind("by", version.by())
                .bind("byName", version.byName())
                .execute();
    }

    void putValues(Handle handle, long dataset, int version, Map<String, Double> values) {
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO outside_values (dataset, version, key, value) VALUES (:dataset, :version, :key, :value)");
        values.forEach((key, value) -> batch.bind("dataset", dataset)
                .bind("version", version)
                .bind("key", key)
                .bind("value", value)
                .add());
        if (!values.isEmpty()) {
            batch.execute();
        }
    }

    Map<String, Double> values(Handle handle, long dataset, int version) {
        Map<String, Double> values = new HashMap<>();
        handle.createQuery("SELECT key, value FROM outside_values WHERE dataset = :dataset AND version = :version")
                .bind("dataset", dataset)
                .bind("version", version)
                .map((rs, context) -> Map.entry(rs.getString("key"), rs.getDouble("value")))
                .forEach(each -> values.put(each.getKey(), each.getValue()));
        return values;
    }

    boolean remove(Handle handle, long id) {
        return handle.execute("DELETE FROM outside_datasets WHERE id = ?", id) > 0;
    }

    private static Dataset read(ResultSet rs) throws SQLException {
        return new Dataset(
                rs.getLong("id"),
                new About(
                        rs.getString("name"),
                        rs.getString("source"),
                        rs.getString("licence"),
                        rs.getString("unit"),
                        rs.getObject("as_of", LocalDate.class),
                        About.Kind.of(rs.getString("kind")),
                        About.Keyed.of(rs.getString("keyed")),
                        rs.getString("level"),
                        rs.getString("area_version"),
                        rs.getString("crs"),
                        rs.getBoolean("residents"),
                        rs.getBoolean("synthetic")),
                new Dataset.Version(
                        rs.getInt("version"),
                        rs.getString("file"),
                        rs.getString("sha256"),
                        new Dataset.Columns(
                                rs.getString("key_column"),
                                rs.getString("lon_column"),
                                rs.getString("lat_column"),
                                rs.getString("value_column")),
                        rs.getInt("row_count"),
                        rs.getInt("key_count"),
                        id(rs),
                        rs.getString("published_name"),
                        Columns.instant(rs, "published_at")));
    }

    private static @Nullable Long id(ResultSet rs) throws SQLException {
        long id = rs.getLong("published_by");
        return rs.wasNull() ? null : id;
    }
}
