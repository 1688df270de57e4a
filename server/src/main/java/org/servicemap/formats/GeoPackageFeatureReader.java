package org.servicemap.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** OGC GeoPackage 1.x: a table of features, read-only, row by row; the CRS from its own tables. */
final class GeoPackageFeatureReader implements FeatureReader {
    private static final String LAYERS = """
            select g.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition
            from gpkg_geometry_columns g left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
            order by g.table_name""";

    private record Layer(
            String table, String geometry, @Nullable String crs) {}

    private final Layer layer;
    private final Connection connection;
    private final ResultSet rows;
    private final List<String> columns;
    private final List<String> types;
    private final WKBReader wkb = new WKBReader();
    private long number;

    private GeoPackageFeatureReader(Layer layer, Connection connection, ResultSet rows) throws SQLException {
        this.layer = layer;
        this.connection = connection;
        this.rows = rows;
        ResultSetMetaData meta = rows.getMetaData();
        this.columns = new ArrayList<>();
        this.types = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnName(i));
            types.add(meta.getColumnTypeName(i).toUpperCase(Locale.ROOT));
        }
    }

    static FeatureReader open(Path file, ReadOptions options) throws IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        Connection connection = null;
        try {
            connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            restrict(connection, file);
            Layer layer = choose(layers(connection, file), options.layer(), file);
            requireTable(connection, layer.table(), file);
            PreparedStatement select = connection.prepareStatement("select * from " + quoted(layer.table()));
            return new GeoPackageFeatureReader(layer, connection, select.executeQuery());
        } catch (SQLException | RuntimeException e) {
            close(connection);
            throw e instanceof FormatException known ? known : broken(file, e);
        }
    }

    /** A database brings code of its own (views, computed columns): none of it may call functions, or make what the file does not hold. */
    private static void restrict(Connection connection, Path file) throws SQLException, IOException {
        try (Statement pragma = connection.createStatement()) {
            pragma.execute("pragma trusted_schema = off");
            pragma.execute("pragma cell_size_check = on");
        }
        int longest = (int) Math.min(Integer.MAX_VALUE, Math.max(1 << 20, Files.size(file)));
        connection.unwrap(SQLiteConnection.class).setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, longest);
        requireTable(connection, "gpkg_geometry_columns", file);
        requireTable(connection, "gpkg_spatial_ref_sys", file);
    }

    /** A view may run for ever; a virtual table is a program. */
    private static void requireTable(Connection connection, String name, Path file) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select type = 'table' and sql not like 'create virtual%' from sqlite_master where name = ?")) {
            select.setString(1, name);
            try (ResultSet found = select.executeQuery()) {
                if (found.next() && !found.getBoolean(1)) {
                    throw new FormatException(
                            "not_a_layer", 0, file.getFileName() + ": " + name + " is no plain table");
                }
            }
        }
    }

    private static FormatException broken(Path file, Exception e) {
        return new FormatException(
                "truncated", 0, file.getFileName() + " is a broken or cut-off GeoPackage: " + e.getMessage(), e);
    }

    private static void close(@Nullable Connection connection) throws IOException {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static List<Layer> layers(Connection connection, Path file) throws SQLException {
        List<Layer> layers = new ArrayList<>();
        try (PreparedStatement known = connection.prepareStatement(
                        "select count(*) from sqlite_master where name = 'gpkg_geometry_columns'");
                ResultSet found = known.executeQuery()) {
            if (!found.next() || found.getInt(1) == 0) {
                throw new FormatException(
                        "not_a_layer", 0, file.getFileName() + " is an SQLite database but no GeoPackage");
            }
        }
        try (PreparedStatement select = connection.prepareStatement(LAYERS);
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                layers.add(new Layer(found.getString(1), found.getString(2), crs(found)));
            }
        }
        return layers;
    }

    private static @Nullable String crs(ResultSet row) throws SQLException {
        String organization = row.getString(3);
        if ("EPSG".equalsIgnoreCase(organization) && row.getInt(4) > 0) {
            return "EPSG:" + row.getInt(4);
        }
        String definition = row.getString(5);
        return definition == null || definition.isBlank() || definition.equals("undefined") ? null : definition;
    }

    private static Layer choose(List<Layer> layers, @Nullable String wanted, Path file) {
        List<Layer> found = layers.stream()
                .filter(layer -> wanted == null || layer.table().equals(wanted))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> names = layers.stream().map(Layer::table).toList();
        if (names.isEmpty()) {
            throw new FormatException("no_geometry", 0, file.getFileName() + " has no layer with geometries");
        }
        throw found.isEmpty()
                ? new FormatException(
                        "unknown_layer", 0, file.getFileName() + " has no layer \"" + wanted + "\" but " + names)
                : new FormatException(
                        "several_layers", 0, file.getFileName() + " has several layers, name one of " + names);
    }

    @Override
    public String layer() {
        return layer.table();
    }

    @Override
    public @Nullable String declaredCrs() {
        return layer.crs();
    }

    @Override
    public List<String> fields() {
        return columns.stream().filter(name -> !isGeometry(name)).toList();
    }

    private boolean isGeometry(String column) {
        return column.equalsIgnoreCase(layer.geometry());
    }

    @Override
    public @Nullable Feature next() throws IOException {
        byte[] shape = null;
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        try {
            if (!rows.next()) {
                return null;
            }
            number++;
            for (int i = 0; i < columns.size(); i++) {
                if (isGeometry(columns.get(i))) {
                    shape = rows.getBytes(i + 1);
                } else {
                    attributes.put(columns.get(i), attribute(rows.getObject(i + 1), i));
                }
            }
        } catch (SQLException e) {
            throw new FormatException(
                    "truncated", number, "feature " + number + " cannot be read: " + e.getMessage(), e);
        }
        return shape == null ? new Feature(number, attributes, null) : feature(shape, attributes);
    }

    private @Nullable Object attribute(@Nullable Object value, int column) {
        if (value instanceof Integer || value instanceof Long) {
            long plain = ((Number) value).longValue();
            return types.get(column).startsWith("BOOL") ? (Object) (plain != 0) : (Object) plain;
        }
        if (value instanceof Number decimal) {
            return decimal.doubleValue();
        }
        return value instanceof String text ? text(text, column) : null;
    }

    private Object text(String text, int column) {
        if (text.indexOf('\uFFFD') >= 0) {
            throw new FormatException(
                    "bad_encoding",
                    number,
                    "feature " + number + ", field \"" + columns.get(column) + "\" holds bytes that are not UTF-8");
        }
        if (types.get(column).equals("DATE")) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                return text;
            }
        }
        return text;
    }

    /** GeoPackage's own header in front of WKB: magic, version, flags, srs id, an envelope of 0 to 8 doubles. */
    private Feature feature(byte[] blob, Map<String, @Nullable Object> attributes) {
        if (blob.length < 8 || blob[0] != 'G' || blob[1] != 'P') {
            throw bad(attributes, "it is not in GeoPackage's format");
        }
        int flags = blob[3];
        int[] envelopes = {0, 32, 48, 48, 64};
        int envelope = flags >> 1 & 7;
        int start = 8 + (envelope < envelopes.length ? envelopes[envelope] : blob.length);
        if (start >= blob.length) {
            throw bad(attributes, "its header is cut short");
        }
        try {
            Feature feature = new Feature(number, attributes, wkb.read(Arrays.copyOfRange(blob, start, blob.length)));
            Coordinate open = WkbRings.unclosed(blob, start);
            if (open != null) {
                throw FormatException.unclosed(feature, open, layer.table());
            }
            return feature;
        } catch (FormatException e) {
            throw e;
        } catch (ParseException | RuntimeException e) {
            throw bad(attributes, String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw bad(attributes, "collections stand in collections without end");
        }
    }

    private FormatException bad(Map<String, @Nullable Object> attributes, String why) {
        return FormatException.badGeometry(
                new Feature(number, attributes, null),
                layer.table() + ": the geometry of feature " + number + " is broken: " + why,
                null);
    }

    @Override
    public void close() throws IOException {
        close(connection);
    }
}
