package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A former primary is known by its timeline, also after a restart of the server. */
class LineageStoreTest {
    private static final TestDatabases.Address DATABASE = TestDatabases.bestAddress();

    @TempDir
    private Path data;

    private Path file() {
        return data.resolve("database-lineage");
    }

    private static Connection connect(Lineage lineage) throws SQLException {
        return connect(lineage, DATABASE);
    }

    private static Connection connect(Lineage lineage, TestDatabases.Address database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return lineage.connect(database.url(), properties);
    }

    private static String server(TestDatabases.Address database) {
        return database.url().substring(0, database.url().lastIndexOf('/'));
    }

    private static String system(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static long timeline(String line) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1).strip());
    }

    /** As the database says itself: one that was promoted once is on a later timeline than the first. */
    private static String now() throws SQLException {
        try (Connection open = connect(Lineage.own());
                Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT system_identifier FROM pg_control_system()),"
                        + " ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int")) {
            row.next();
            return row.getString(1) + " " + row.getLong(2) + "\n";
        }
    }

    @Test
    void whatWasSeenIsRememberedAndAnEarlierTimelineRefused() throws Exception {
        Lineage first = Lineage.in(data);
        connect(first).close();
        String seen = Files.readString(file());
        assertThat(seen).isEqualTo(now());
        long timeline = timeline(seen);
        connect(Lineage.in(data)).close();

        // another took over while this server was away; now the former one stands at the address
        String taken = system(seen) + " " + (timeline + 1) + "\n";
        Files.writeString(file(), taken);
        assertThatThrownBy(() -> connect(Lineage.in(data)))
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("on timeline " + timeline + ",")
                .hasMessageContaining("timeline " + (timeline + 1) + " was seen");
        assertThat(Files.readString(file())).isEqualTo(taken);
    }

    @Test
    void anotherDatabaseIsTakenAtAStartOnly() throws Exception {
        Files.writeString(file(), "17 9\n");
        Lineage started = Lineage.in(data);
        connect(started).close();
        assertThat(Files.readString(file())).isEqualTo(now()).doesNotStartWith("17 ");

        TestDatabases.Address elsewhere = TestDatabases.embeddedAddress();
        Assumptions.assumeFalse(server(elsewhere).equals(server(DATABASE)), "one server of the database here");
        assertThatThrownBy(() -> connect(started, elsewhere))
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("another database");
        connect(Lineage.in(data), elsewhere).close();
    }

    @Test
    void whatCannotBeReadIsForgotten() throws IOException, SQLException {
        Files.writeString(file(), "nonsense");
        connect(Lineage.in(data)).close();
        assertThat(Files.readString(file())).isEqualTo(now());
    }

    @Test
    void eachHostOfTheUrlHasItsTurn() {
        assertThat(Lineage.orders("jdbc:postgresql://a:1,b:2,c/map?targetServerType=primary"))
                .isEqualTo(List.of(
                        "jdbc:postgresql://a:1,b:2,c/map?targetServerType=primary",
                        "jdbc:postgresql://b:2,c,a:1/map?targetServerType=primary",
                        "jdbc:postgresql://c,a:1,b:2/map?targetServerType=primary"));
        assertThat(Lineage.orders("jdbc:postgresql:map")).containsExactly("jdbc:postgresql:map");
        assertThat(Lineage.orders("jdbc:postgresql://a")).containsExactly("jdbc:postgresql://a");
    }
}
