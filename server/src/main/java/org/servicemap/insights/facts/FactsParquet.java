package org.servicemap.insights.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes facts as Parquet, a file for each month of receipt: {@code requests/received_month=2026-01/requests.parquet}, likewise {@code
 * events}, which Spark and most other engines read as tables with the month as a column. Who made a request is never in it, not even as a
 * hash; exact points and sensitive requests only when they are asked for.
 *
 * <p>Everything is as of one moment. A file has its name when it is whole, and {@code _SUCCESS} is written last. A run that was killed goes on
 * where it stopped when it is started again on the same facts; into a folder with anything else nothing is written.
 */
public final class FactsParquet {
    private static final String STATE = "_export.txt";
    private static final String DONE = "_SUCCESS";
    private static final Set<FactColumn> NEVER = EnumSet.of(FactColumn.PETITIONER, FactColumn.MONTH);
    private static final Set<FactColumn> POINTS = EnumSet.of(FactColumn.LON, FactColumn.LAT);

    private final Connection connection;
    private final Path folder;
    private final Choice choice;

    private FactsParquet(Connection connection, Path folder, Choice choice) {
        this.connection = connection;
        this.folder = folder;
        this.choice = choice;
    }

    /**
     * What is written beside the rest.
     *
     * @param sensitive sensitive requests too, marked as such
     * @param points where exactly: longitude and latitude, WGS 84
     */
    public record Choice(boolean sensitive, boolean points) {}

    /** @param written files; those that were there already are not among them */
    public record Written(int months, int written) {}

    /** Writes what a connection to a file of facts sees; {@link FactsException} when the folder holds something else. */
    public static Written write(Connection connection, Path folder, Choice choice) throws SQLException {
        try {
            return new FactsParquet(connection, folder, choice).write();
        } catch (IOException e) {
            throw new FactsException("the facts cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private Written write() throws SQLException, IOException {
        begin();
        List<String> months = texts("SELECT DISTINCT strftime(received_day, '%Y-%m') AS m FROM request_facts"
                + " WHERE received_day IS NOT NULL ORDER BY m");
        int written = 0;
        for (String month : months) {
            written += file("requests", month, requests(month)) + file("events", month, events(month));
        }
        Files.writeString(folder.resolve(DONE), "");
        return new Written(months.size(), written);
    }

    private void begin() throws SQLException, IOException {
        Files.createDirectories(folder);
        String facts = texts("SELECT schema || ' ' || xid || ' ' || id FROM facts_state")
                        .toString() + " " + choice + "\n";
        Path state = folder.resolve(STATE);
        if (Files.exists(state) ? !Files.readString(state).equals(facts) : !isEmpty()) {
            throw new FactsException(folder + " holds other files or another state of the facts; name an empty folder");
        }
        Files.writeString(state, facts);
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rs.next()) {
                texts.add(rs.getString(1));
            }
            return texts;
        }
    }

    private String requests(String month) {
        String columns = Arrays.stream(FactColumn.values())
                .filter(column -> !NEVER.contains(column) && (choice.points() || !POINTS.contains(column)))
                .map(column -> "r." + column.column())
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM request_facts r WHERE " + condition(month)
                + " ORDER BY r.received_at, r.id";
    }

    private String events(String month) {
        return "SELECT e.request, e.seq, e.happened_at, e.day, e.action, e.unit FROM event_facts e JOIN request_facts r"
                + " ON r.id = e.request WHERE " + condition(month) + " ORDER BY e.request, e.seq";
    }

    private String condition(String month) {
        return "r.received_day >= DATE '" + month + "-01' AND r.received_day < DATE '" + month
                + "-01' + INTERVAL 1 MONTH" + (choice.sensitive() ? "" : " AND r.sensitive IS NOT TRUE");
    }

    /** 1 when it was written, 0 when it was there. */
    private int file(String table, String month, String select) throws SQLException, IOException {
        Path place = folder.resolve(table).resolve("received_month=" + month);
        Path whole = place.resolve(table + ".parquet");
        if (Files.exists(whole)) {
            return 0;
        }
        Files.createDirectories(place);
        // readers pass over names that begin with an underscore
        Path part = place.resolve("_" + table + ".part");
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + part.toString().replace("'", "''")
                    + "' (FORMAT parquet, COMPRESSION zstd)");
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        return 1;
    }
}
