package org.servicemap.insights.facts;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The numbers of a file's words. A word keeps its number for ever; what is new is written with the rows that need it. For one thread. */
final class FactCodes {
    static final String COLUMNS = "kind VARCHAR, no INTEGER, word VARCHAR";

    private final Map<FactCode, Map<String, Integer>> numbers = new EnumMap<>(FactCode.class);
    private final List<Fresh> fresh = new ArrayList<>();
    private boolean oneToOne = true;

    private FactCodes() {
        for (FactCode code : FactCode.values()) {
            numbers.put(code, new HashMap<>());
        }
    }

    private record Fresh(FactCode code, int number, String word) {}

    static FactCodes read(Connection connection) throws SQLException {
        FactCodes codes = new FactCodes();
        for (FactCode code : FactCode.values()) {
            codes.read(connection, code);
        }
        return codes;
    }

    private void read(Connection connection, FactCode code) throws SQLException {
        HashSet<Integer> seen = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rs =
                        statement.executeQuery("SELECT no, word FROM fact_codes WHERE kind = '" + code.kind() + "'")) {
            while (rs.next()) {
                oneToOne &= seen.add(rs.getInt(1));
                oneToOne &= of(code).put(rs.getString(2), rs.getInt(1)) == null;
            }
        }
        // numbers are given from 0 on
        oneToOne &= seen.stream().allMatch(number -> number >= 0 && number < seen.size());
    }

    private Map<String, Integer> of(FactCode code) {
        return Objects.requireNonNull(numbers.get(code));
    }

    /** The number of a request's word, a new one where the word is; null where there is no word. */
    @Nullable
    Integer number(FactCode code, FactRow row) {
        String word = code.word(row);
        return word == null ? null : of(code).computeIfAbsent(word, unknown -> next(code, unknown));
    }

    private Integer next(FactCode code, String word) {
        int number = of(code).size();
        fresh.add(new Fresh(code, number, word));
        return number;
    }

    /** Writes what is new. */
    void flush(DuckDBConnection connection) throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        try (DuckDBAppender rows = connection.createAppender("fact_codes")) {
            for (Fresh each : fresh) {
                rows.beginRow();
                rows.append(each.code().kind());
                rows.append(each.number());
                rows.append(each.word());
                rows.endRow();
            }
        }
        fresh.clear();
    }

    /**
     * Whether a row's numbers say what its texts do, and no word or number is there twice.
     *
     * @param first the row's first number is after so many columns
     */
    boolean agree(FactRow row, ResultSet rs, int first) throws SQLException {
        boolean agree = oneToOne;
        for (FactCode code : FactCode.values()) {
            String word = code.word(row);
            Integer right = word == null ? null : of(code).get(word);
            Object there = rs.getObject(first + 1 + code.ordinal());
            agree &= (word == null) == (right == null) && Objects.equals(right, there);
        }
        return agree;
    }
}
