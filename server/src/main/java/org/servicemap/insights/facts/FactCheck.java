package org.servicemap.insights.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Proves that the facts are what the database has: counts and hashes of all values, by month. */
public final class FactCheck {
    /** What is changed while it is compared differs once, not three times. */
    private static final int TRIES = 3;

    /** Rows of disputes that are not those of the requests and events: too many or too few. */
    private static final String WRONG_DISPUTES = """
            WITH m AS (SELECT CAST(? AS INTEGER) AS month),
                 there AS (SELECT * FROM dispute_facts WHERE month = (SELECT month FROM m)),
                 right_ones AS (SELECT r.*, e.day FROM request_facts r JOIN event_facts e ON e.request = r.id
                                WHERE e.action = 'dispute' AND r.month = (SELECT month FROM m))
            SELECT (SELECT count(*) FROM (SELECT * FROM there EXCEPT ALL SELECT * FROM right_ones))
                   + (SELECT count(*) FROM (SELECT * FROM right_ones EXCEPT ALL SELECT * FROM there))""";

    private final RequestFacts source;
    private final Function<@Nullable Object[], FactRow> derived;
    private final Runnable follow;

    FactCheck(RequestFacts source, Function<@Nullable Object[], FactRow> derived, Runnable follow) {
        this.source = source;
        this.derived = derived;
        this.follow = follow;
    }

    /** Rows of a month: how many, and the sum of their hashes, which does not depend on their order. */
    record Sum(long requests, long events, long hash) {}

    /** A month that is not the same. */
    public record Difference(int month, long requests, long events, long requestsInFacts, long eventsInFacts) {}

    /** What was found; the facts are right when nothing differs. */
    public record Report(int months, long requests, long events, List<Difference> differences) {
        public Report {
            differences = List.copyOf(differences);
        }
    }

    Report run(FactFile file) {
        long requests = 0;
        long events = 0;
        List<Difference> differences = new ArrayList<>();
        SortedSet<Integer> months = months(file);
        for (int month : months) {
            Sum facts = inFacts(file, month);
            Sum truth = inDatabase(month);
            for (int again = 1; again < TRIES && !facts.equals(truth); again++) {
                follow.run();
                facts = inFacts(file, month);
                truth = inDatabase(month);
            }
            requests += truth.requests();
            events += truth.events();
            if (!facts.equals(truth)) {
                differences.add(
                        new Difference(month, truth.requests(), truth.events(), facts.requests(), facts.events()));
            }
        }
        return new Report(months.size(), requests, events, differences);
    }

    private SortedSet<Integer> months(FactFile file) {
        SortedSet<Integer> months = new TreeSet<>(source.months());
        try (Connection reader = file.reader();
                Statement statement = reader.createStatement();
                ResultSet rs = statement.executeQuery(
                        "SELECT DISTINCT month FROM request_facts UNION SELECT DISTINCT month FROM event_facts")) {
            while (rs.next()) {
                months.add(rs.getInt(1));
            }
        } catch (SQLException e) {
            throw FactFile.fault(e);
        }
        return months;
    }

    private Sum inDatabase(int month) {
        long[] sums = new long[3];
        source.ofMonth(
                month,
                row -> {
                    sums[0]++;
                    sums[2] += derived.apply(row).hash();
                },
                event -> {
                    sums[1]++;
                    sums[2] += event.hash();
                });
        return new Sum(sums[0], sums[1], sums[2]);
    }

    private static Sum inFacts(FactFile file, int month) {
        long[] sums = new long[3];
        try (Connection reader = file.reader()) {
            FactCodes codes = FactCodes.read(reader);
            each(reader, "SELECT * FROM request_facts WHERE month = ?", month, rs -> {
                FactRow row = request(rs);
                sums[0]++;
                sums[2] += row.hash() + (codes.agree(row, rs, FactColumn.values().length) ? 0 : 1);
            });
            each(reader, "SELECT * FROM event_facts WHERE month = ?", month, rs -> {
                sums[1]++;
                sums[2] += event(rs).hash();
            });
            each(reader, WRONG_DISPUTES, month, rs -> sums[2] += rs.getLong(1));
        } catch (SQLException e) {
            throw FactFile.fault(e);
        }
        return new Sum(sums[0], sums[1], sums[2]);
    }

    private interface Row {
        void take(ResultSet rs) throws SQLException;
    }

    private static void each(Connection reader, String sql, int month, Row row) throws SQLException {
        try (PreparedStatement statement = reader.prepareStatement(sql)) {
            statement.setInt(1, month);
            try (ResultSet rs = statement.executeQuery()) {
                while (rs.next()) {
                    row.take(rs);
                }
            }
        }
    }

    private static FactRow request(ResultSet rs) throws SQLException {
        FactColumn[] columns = FactColumn.values();
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = value(rs, i + 1, columns[i].type());
        }
        return new FactRow(values);
    }

    private static @Nullable Object value(ResultSet rs, int index, FactColumn.Type type) throws SQLException {
        return switch (type) {
            case TIME -> rs.getObject(index, LocalDateTime.class);
            case DAY -> rs.getObject(index, LocalDate.class);
            default -> rs.getObject(index);
        };
    }

    private static EventFact event(ResultSet rs) throws SQLException {
        return new EventFact(
                rs.getLong(1),
                rs.getInt(2),
                rs.getInt(3),
                rs.getObject(4, LocalDateTime.class),
                rs.getObject(5, LocalDate.class),
                rs.getString(6),
                rs.getString(7));
    }
}
