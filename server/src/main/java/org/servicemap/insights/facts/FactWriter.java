package org.servicemap.insights.facts;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Appends rows in bulk to tables of an open transaction. */
final class FactWriter implements AutoCloseable {
    private final DuckDBConnection connection;
    private final DuckDBAppender requests;
    private final DuckDBAppender events;
    private final @Nullable FactCodes codes;

    /** The tables that it writes to. */
    record Rows(String requests, String events) {}

    /** @param codes null where nobody counts by numbers: rows have none then */
    FactWriter(DuckDBConnection connection, Rows rows, @Nullable FactCodes codes) throws SQLException {
        this.connection = connection;
        this.codes = codes;
        this.requests = connection.createAppender(rows.requests());
        this.events = connection.createAppender(rows.events());
    }

    /** Whose rows are replaced, by what is added or by nothing. */
    void changed(Collection<Long> ids) throws SQLException {
        try (DuckDBAppender changed = connection.createAppender("changed")) {
            for (long id : ids) {
                changed.beginRow();
                changed.append(id);
                changed.endRow();
            }
        }
    }

    void request(FactRow row) {
        try {
            requests.beginRow();
            for (FactColumn column : FactColumn.values()) {
                append(column.type(), row.get(column));
            }
            for (FactCode code : FactCode.values()) {
                append(FactColumn.Type.INT, codes == null ? null : codes.number(code, row));
            }
            requests.endRow();
        } catch (SQLException e) {
            throw FactFile.fault(e);
        }
    }

    private void append(FactColumn.Type type, @Nullable Object value) throws SQLException {
        if (value == null) {
            requests.appendNull();
            return;
        }
        switch (type) {
            case LONG -> requests.append(((Number) value).longValue());
            case INT -> requests.append(((Number) value).intValue());
            case NUMBER -> requests.append(((Number) value).doubleValue());
            case TEXT -> requests.append((String) value);
            case FLAG -> requests.append(((Boolean) value).booleanValue());
            case TIME -> requests.append((LocalDateTime) value);
            case DAY -> requests.append((LocalDate) value);
        }
    }

    void event(EventFact event) {
        try {
            events.beginRow();
            events.append(event.request());
            events.append(event.month());
            events.append(event.seq());
            events.append(event.at());
            events.append(event.day());
            events.append(event.action());
            events.append(event.unit());
            events.endRow();
        } catch (SQLException e) {
            throw FactFile.fault(e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (requests;
                events) {
            requests.flush();
            events.flush();
            if (codes != null) {
                codes.flush(connection);
            }
        }
    }
}
