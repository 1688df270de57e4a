package org.servicemap.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBWriter;

/** A GeoPackage 1.3 with one layer in EPSG:4326, without spatial index; SQLite gives each value its own type. */
final class GeoPackageFeatureWriter implements FeatureWriter {
    private static final List<String> SCHEMA =
            List.of("pragma application_id = 1196444487", "pragma user_version = 10300", """
            create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
              organization_coordsys_id integer not null, definition text not null, description text)""", """
            insert into gpkg_spatial_ref_sys values
              ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', null),
              ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', null),
              ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],\
            PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]', null)""", """
            create table gpkg_contents (table_name text primary key, data_type text not null, identifier text unique,
              description text default '', last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
              min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys)""", """
            create table gpkg_geometry_columns (table_name text primary key references gpkg_contents, column_name text not null,
              geometry_type_name text not null, srs_id integer not null references gpkg_spatial_ref_sys, z tinyint not null,
              m tinyint not null)""");

    private final Connection connection;
    private final PreparedStatement insert;
    private final List<String> fields;

    private GeoPackageFeatureWriter(Connection connection, PreparedStatement insert, List<String> fields) {
        this.connection = connection;
        this.insert = insert;
        this.fields = fields;
    }

    static FeatureWriter create(Path file, String layer, List<String> fields) throws IOException {
        Files.deleteIfExists(file);
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            connection.setAutoCommit(false);
            schema(connection, layer, fields);
            return new GeoPackageFeatureWriter(connection, prepare(connection, layer, fields), List.copyOf(fields));
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void schema(Connection connection, String layer, List<String> fields) throws SQLException {
        String columns = fields.stream().map(field -> ", " + quoted(field)).collect(Collectors.joining());
        try (Statement statement = connection.createStatement()) {
            for (String part : SCHEMA) {
                statement.execute(part);
            }
            statement.execute("create table " + quoted(layer) + " (fid integer primary key autoincrement, geom geometry"
                    + columns + ")");
        }
        register(
                connection,
                "insert into gpkg_contents (table_name, data_type, identifier, srs_id) values (?1, 'features', ?1, 4326)",
                layer);
        register(connection, "insert into gpkg_geometry_columns values (?1, 'geom', 'GEOMETRY', 4326, 0, 0)", layer);
    }

    private static void register(Connection connection, String sql, String layer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, layer);
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String layer, List<String> fields)
            throws SQLException {
        String columns = fields.stream().map(field -> ", " + quoted(field)).collect(Collectors.joining());
        return connection.prepareStatement("insert into " + quoted(layer) + " (geom" + columns + ") values (?"
                + ", ?".repeat(fields.size()) + ")");
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public void write(Feature feature) throws IOException {
        try {
            insert.setBytes(1, blob(feature.geometry()));
            for (int i = 0; i < fields.size(); i++) {
                Object value = feature.attributes().get(fields.get(i));
                insert.setObject(
                        i + 2,
                        value instanceof Long || value instanceof Double || value == null ? value : value.toString());
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static byte @Nullable [] blob(@Nullable Geometry geometry) {
        if (geometry == null) {
            return null;
        }
        byte[] wkb = new WKBWriter(2, org.locationtech.jts.io.ByteOrderValues.LITTLE_ENDIAN).write(geometry);
        int flags = geometry.isEmpty() ? 0x11 : 0x01;
        return ByteBuffer.allocate(8 + wkb.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'G', 'P', 0, (byte) flags})
                .putInt(4326)
                .put(wkb)
                .array();
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            insert.close();
            connection.commit();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
