package org.servicemap.areas;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Database;
import org.servicemap.storage.GeometryCodec;
import org.servicemap.text.LocalText;

/** The content of versions in the database: areas, overlays and their shapes. Each shape is kept once. */
final class ContentStore {
    private static final int FETCH = 4096;

    private final Database database;

    ContentStore(Database database) {
        this.database = database;
    }

    void insert(Handle handle, long version, VersionContent content) {
        insertGeometries(handle, content);
        insertAreas(handle, version, content);
        insertOverlays(handle, version, content);
    }

    private void insertGeometries(Handle handle, VersionContent content) {
        // Two imports at once would otherwise both write a shape that they share.
        handle.execute("SELECT pg_advisory_xact_lock(hashtext('servicemap geometries'))");
        Map<Hash, VersionContent.Bytes> geometries = new HashMap<>(content.geometries());
        geometries.keySet().removeAll(alreadyThere(handle, geometries.keySet()));
        database.copyIn(
                handle,
                "geometries",
                List.of("hash", "wkb"),
                geometries.entrySet(),
                (entry, row) ->
                        row.bytes(entry.getKey().bytes()).bytes(entry.getValue().get()));
    }

    private Set<Hash> alreadyThere(Handle handle, Set<Hash> wanted) {
        if (!handle.createQuery("SELECT EXISTS (SELECT FROM geometries)")
                .mapTo(Boolean.class)
                .one()) {
            return Set.of();
        }
        handle.execute("CREATE TEMP TABLE wanted (hash bytea) ON COMMIT DROP");
        database.copyIn(handle, "wanted", List.of("hash"), wanted, (hash, row) -> row.bytes(hash.bytes()));
        handle.execute("ANALYZE wanted");
        Set<Hash> found = new HashSet<>(handle.createQuery("SELECT hash FROM wanted JOIN geometries USING (hash)")
                .map((rs, context) -> new Hash(rs.getBytes(1)))
                .list());
        handle.execute("DROP TABLE wanted");
        return found;
    }

    private void insertAreas(Handle handle, long version, VersionContent content) {
        AreaDirectory directory = AreaDirectory.of(content.coverage());
        List<String> columns = List.of(
                "version_id",
                "ordinal",
                "level",
                "code",
                "parent_ordinal",
                "name",
                "attributes",
                "area_m2",
                "label_lon",
                "label_lat",
                "min_lon",
                "min_lat",
                "max_lon",
                "max_lat",
                "shape_hash",
                "own_hash");
        database.copyIn(handle, "areas", columns, content.coverage().areas(), (area, row) -> {
            int ordinal = area.ordinal();
            row.int8(version).int4(ordinal).int2(area.level()).text(area.code());
            if (area.parent() < 0) {
                row.nothing();
            } else {
                row.int4(area.parent());
            }
            BBox box = directory.bbox(ordinal);
            LonLat label = directory.labelPoint(ordinal);
            Hash own = content.own(ordinal);
            row.jsonb(AreaJson.write(area.name()))
                    .jsonb(area.attributes().isEmpty() ? "{}" : AreaJson.write(area.attributes()))
                    .float8(directory.areaM2(ordinal))
                    .float8(label.lon())
                    .float8(label.lat())
                    .float8(box.minLon())
                    .float8(box.minLat())
                    .float8(box.maxLon())
                    .float8(box.maxLat())
                    .bytes(content.shape(ordinal).bytes())
                    .bytes(own == null ? null : own.bytes());
        });
    }

    private void insertOverlays(Handle handle, long version, VersionContent content) {
        List<OverlayLayer> layers = content.overlays();
        for (int i = 0; i < layers.size(); i++) {
            OverlayLayer layer = layers.get(i);
            handle.createUpdate("""
                            INSERT INTO overlay_layers (version_id, ordinal, id, name, kind, tolerance_metres)
                            VALUES (:version, :ordinal, :id, CAST(:name AS jsonb), :kind, :tolerance)
                            """)
                    .bind("version", version)
                    .bind("ordinal", i)
                    .bind("id", layer.id())
                    .bind("name", AreaJson.write(layer.name()))
                    .bind("kind", layer.kind() == OverlayLayer.Kind.POLYGON ? "polygon" : "line")
                    .bind("tolerance", layer.toleranceMetres())
                    .execute();
            insertFeatures(handle, version, content, i);
        }
    }

    private void insertFeatures(Handle handle, long version, VersionContent content, int layer) {
        List<OverlayFeature> features = content.overlays().get(layer).features();
        database.copyIn(
                handle,
                "overlay_features",
                List.of("version_id", "layer_ordinal", "ordinal", "code", "name", "attributes", "shape_hash"),
                IntStream.range(0, features.size()).boxed().toList(),
                (i, row) -> row.int8(version)
                        .int4(layer)
                        .int4(i)
                        .text(features.get(i).code())
                        .jsonb(AreaJson.write(features.get(i).name()))
                        .jsonb(AreaJson.write(features.get(i).attributes()))
                        .bytes(content.feature(layer, i).bytes()));
    }

    /** Everything of a version except overlays, bit for bit as it was stored. */
    Coverage coverage(Handle handle, AreaVersion version) {
        CanonicalGrid grid = version.grid();
        List<CoverageArea> areas = new ArrayList<>(version.areaCount());
        String sql = """
                SELECT a.ordinal, a.level, a.code, coalesce(a.parent_ordinal, -1), a.name::text, a.attributes::text, s.wkb, o.wkb
                FROM areas a
                JOIN geometries s ON s.hash = a.shape_hash
                LEFT JOIN geometries o ON o.hash = a.own_hash
                WHERE a.version_id = ?
                """;
        eachRow(handle, sql, version.id(), rs -> {
            GridShape shape = ShapeCodec.decode(grid, rs.getBytes(7));
            byte[] own = rs.getBytes(8);
            areas.add(new CoverageArea(
                    rs.getInt(1),
                    rs.getInt(2),
                    rs.getString(3),
                    rs.getInt(4),
                    AreaJson.name(rs.getString(5)),
                    AreaJson.texts(rs.getString(6)),
                    shape,
                    own == null ? shape : ShapeCodec.decode(grid, own)));
        });
        areas.sort(java.util.Comparator.comparingInt(CoverageArea::ordinal));
        return new Coverage(grid, version.levels(), areas);
    }

    /** What is known of each area besides its shape, in the order of ordinals. */
    AreaDirectory directory(Handle handle, AreaVersion version) {
        AreaDirectory.@Nullable Row[] rows = new AreaDirectory.Row[version.areaCount()];
        // Leaves share few names ("Grid 01"): each is read once and kept once.
        Map<String, LocalText> names = new HashMap<>();
        String sql = """
                SELECT ordinal, level, code, coalesce(parent_ordinal, -1), name::text, attributes::text, area_m2,
                       label_lon, label_lat, min_lon, min_lat, max_lon, max_lat
                FROM areas WHERE version_id = ?
                """;
        eachRow(
                handle,
                sql,
                version.id(),
                rs -> rows[rs.getInt(1)] = new AreaDirectory.Row(
                        rs.getInt(2),
                        rs.getString(3),
                        rs.getInt(4),
                        names.computeIfAbsent(rs.getString(5), AreaJson::name),
                        AreaJson.texts(rs.getString(6)),
                        new BBox(rs.getDouble(10), rs.getDouble(11), rs.getDouble(12), rs.getDouble(13)),
                        new LonLat(rs.getDouble(8), rs.getDouble(9)),
                        rs.getDouble(7)));
        List<AreaDirectory.Row> complete = new ArrayList<>(rows.length);
        for (AreaDirectory.Row row : rows) {
            complete.add(java.util.Objects.requireNonNull(row, "an area of the version is missing"));
        }
        return AreaDirectory.of(version.levels(), complete);
    }

    List<OverlayLayer> overlays(Handle handle, long version) {
        Map<Integer, List<OverlayFeature>> features = features(handle, version);
        return handle.createQuery("""
                        SELECT ordinal, id, name::text AS name, kind, tolerance_metres FROM overlay_layers
                        WHERE version_id = :version ORDER BY ordinal
                        """)
                .bind("version", version)
                .map((rs, context) -> new OverlayLayer(
                        rs.getString("id"),
                        AreaJson.name(rs.getString("name")),
                        rs.getString("kind").equals("line") ? OverlayLayer.Kind.LINE : OverlayLayer.Kind.POLYGON,
                        rs.getDouble("tolerance_metres"),
                        features.getOrDefault(rs.getInt("ordinal"), List.of())))
                .list();
    }

    private Map<Integer, List<OverlayFeature>> features(Handle handle, long version) {
        Map<Integer, List<OverlayFeature>> byLayer = new HashMap<>();
        String sql = """
                SELECT f.layer_ordinal, f.code, f.name::text, f.attributes::text, g.wkb
                FROM overlay_features f JOIN geometries g ON g.hash = f.shape_hash
                WHERE f.version_id = ? ORDER BY f.layer_ordinal, f.ordinal
                """;
        eachRow(
                handle,
                sql,
                version,
                rs -> byLayer.computeIfAbsent(rs.getInt(1), layer -> new ArrayList<>())
                        .add(new OverlayFeature(
                                rs.getString(2),
                                AreaJson.name(rs.getString(3)),
                                AreaJson.texts(rs.getString(4)),
                                GeometryCodec.decode(rs.getBytes(5)))));
        return byLayer;
    }

    /** Shapes that no version uses any more. */
    void deleteOrphans(Handle handle) {
        handle.execute("""
                DELETE FROM geometries g
                WHERE NOT EXISTS (SELECT FROM areas a WHERE a.shape_hash = g.hash)
                  AND NOT EXISTS (SELECT FROM areas a WHERE a.own_hash = g.hash)
                  AND NOT EXISTS (SELECT FROM overlay_features f WHERE f.shape_hash = g.hash)
                """);
    }

    private interface RowReader {
        void read(ResultSet rs) throws SQLException;
    }

    /** Streams rows in binary, which for shapes is three times as fast as text. The handle must be in a transaction. */
    private static void eachRow(Handle handle, String sql, long version, RowReader reader) {
        try (var statement = handle.getConnection().prepareStatement(sql)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            statement.setFetchSize(FETCH);
            statement.setLong(1, version);
            try (ResultSet rs = statement.executeQuery()) {
                while (rs.next()) {
                    reader.read(rs);
                }
            }
        } catch (SQLException e) {
            throw new org.servicemap.storage.StorageException("read_failed", "cannot read a version's areas", e);
        }
    }
}
