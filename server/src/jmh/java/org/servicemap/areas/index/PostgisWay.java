package org.servicemap.areas.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.WKBWriter;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.storage.Database;

/** The finest areas in PostGIS with their parents as columns, asked by {@code ST_Covers} over a GiST index on one connection. */
final class PostgisWay implements AutoCloseable {
    private static final int BATCH = 2_000;

    private final Connection connection;
    private final PreparedStatement query;

    PostgisWay(Database database, Coverage coverage) {
        try {
            connection = database.dataSource().getConnection();
            load(coverage);
            query = connection.prepareStatement("""
                    SELECT leaf, parent_3, parent_2, parent_1 FROM leaves
                    WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint(?, ?), 4326)) ORDER BY leaf LIMIT 1
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void load(Coverage coverage) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TEMP TABLE leaves (leaf int, parent_3 int, parent_2 int, parent_1 int, geom geometry(Geometry, 4326))");
            insert(coverage);
            statement.execute("CREATE INDEX ON leaves USING gist (geom)");
            statement.execute("ANALYZE leaves");
        }
    }

    private void insert(Coverage coverage) throws SQLException {
        GeometryFactory factory = new GeometryFactory();
        WKBWriter writer = new WKBWriter();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO leaves VALUES (?, ?, ?, ?, ST_SetSRID(ST_GeomFromWKB(?), 4326))")) {
            int waiting = 0;
            for (CoverageArea area : coverage.areas()) {
                for (int[][] polygon : area.own().polygons()) {
                    Geometry shape = ResolverScenario.Jts.polygon(factory, coverage.grid(), polygon);
                    int ordinal = area.ordinal();
                    for (int column = 1; column <= 4; column++) {
                        insert.setInt(column, ordinal);
                        ordinal =
                                ordinal < 0 ? -1 : coverage.areas().get(ordinal).parent();
                    }
                    insert.setBytes(5, writer.write(shape));
                    insert.addBatch();
                    if (++waiting % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }

    /** The leaf's ordinal, −1 outside. */
    long chain(double lon, double lat) {
        try {
            query.setDouble(1, lon);
            query.setDouble(2, lat);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getInt(1) : -1;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
