package org.servicemap.insights.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A question to the facts: SQL with question marks, and their values in order. Immutable once asked. */
public final class FactQuery {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Reads the row at which the result stands. */
    public interface Row<T> {
        T read(ResultSet rs) throws SQLException;
    }

    /** More text, with the values of its question marks. */
    public FactQuery add(String text, Object... more) {
        sql.append(text).append(' ');
        values.addAll(List.of(more));
        return this;
    }

    /** {@code column IN (…)}; nothing is in an empty list. */
    public FactQuery addOneOf(String column, List<String> any) {
        sql.append(column).append(" IN (NULL").append(", ?".repeat(any.size())).append(") ");
        values.addAll(any);
        return this;
    }

    public <T> List<T> list(Facts facts, Row<T> row) {
        return facts.read(connection -> rows(connection, row));
    }

    private <T> List<T> rows(Connection connection, Row<T> row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet rs = statement.executeQuery()) {
                while (rs.next()) {
                    rows.add(row.read(rs));
                }
            }
            return rows;
        }
    }
}
