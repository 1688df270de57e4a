package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Writes;

/** SQL of requests and their history: the current row, its events, the values that events commit to. */
final class RequestStore {
    static final String COLUMNS =
            Arrays.stream(Field.values()).map(Field::column).collect(Collectors.joining(", "));

    private static final String INSERT =
            "INSERT INTO requests (month, id, number, code_hash, version, " + COLUMNS + ")";

    private static final String ROW = Writes.row(5 + Field.values().length);

    void insert(Writes writes, long id, RequestNumber number, byte[] codeHash, int version, Facts facts) {
        List<@Nullable Object> cells = new ArrayList<>(List.of(Months.of(id), id, number.digits(), codeHash, version));
        for (Field field : Field.values()) {
            cells.add(facts.values().get(field));
        }
        writes.insert(INSERT, ROW, cells.toArray());
    }

    /** Writes changed fields over a version that must still be the current one. */
    boolean update(Handle handle, Request before, Facts changes, int version) {
        String sets = changes.values().keySet().stream()
                .map(field -> field.column() + " = :" + field.column() + ", ")
                .collect(Collectors.joining());
        var update = handle.createUpdate("UPDATE requests SET " + sets + """
                version = :version, updated_at = clock_timestamp() WHERE month = :month AND id = :id AND version = :before
                """)
                .bind("version", version)
                .bind("before", before.version())
                .bind("month", before.month())
                .bind("id", before.id());
        changes.values().forEach((field, value) -> bind(update, field, value));
        return update.execute() == 1;
    }

    private static void bind(SqlStatement<?> statement, Field field, @Nullable Object value) {
        String name = field.column();
        switch (field.kind()) {
            case TEXT -> statement.bind(name, (String) value);
            case LONG -> statement.bind(name, (Long) value);
            case INT -> statement.bind(name, (Integer) value);
            case FLAG -> statement.bind(name, (Boolean) value);
            case NUMBER -> statement.bind(name, (Double) value);
            case INSTANT -> statement.bind(name, value == null ? null : ((Instant) value).atOffset(ZoneOffset.UTC));
        }
    }

    Optional<Request> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM requests WHERE month = :month AND id = :id")
                .bind("month", Months.of(id))
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** The row, locked until the transaction ends. */
    Optional<Request> lock(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM requests WHERE month = :month AND id = :id FOR UPDATE")
                .bind("month", Months.of(id))
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    Optional<Long> findId(Handle handle, RequestNumber number) {
        return handle.createQuery("SELECT id FROM requests WHERE number = :number AND month = ANY(:months)")
                .bind("number", number.digits())
                .bindArray("months", Integer.class, months(number))
                .mapTo(Long.class)
                .findOne();
    }

    static Object[] months(RequestNumber number) {
        return Arrays.stream(Months.around(number.day())).boxed().toArray();
    }

    /** Those that follow a request or are parts of it, and the one that it follows, oldest first; at most 100. */
    List<Request> related(Handle handle, Request request) {
        Long parent = request.facts().number(Field.PARENT);
        return handle.createQuery("""
                        SELECT * FROM (
                            SELECT * FROM requests WHERE parent = :id
                            UNION ALL SELECT * FROM requests WHERE month = :parentMonth AND id = :parent) AS r
                        ORDER BY id LIMIT 100
                        """)
                .bind("id", request.id())
                .bind("parentMonth", parent == null ? 0 : Months.of(parent))
                .bind("parent", parent == null ? 0 : parent)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** All of these petitioners, oldest first. */
    List<Request> ofPetitioners(Handle handle, Collection<Long> petitioners) {
        return handle.createQuery("SELECT * FROM requests WHERE petitioner = ANY(:ids) ORDER BY id")
                .bindArray("ids", Long.class, petitioners.toArray())
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Requests of a month that ended before an instant and have words still; at most so many. */
    List<Long> withWords(Handle handle, int month, Instant endedBefore, int limit) {
        return handle.createQuery("""
                        SELECT DISTINCT r.id FROM requests r
                        JOIN request_values v ON v.month = r.month AND v.request_id = r.id
                        WHERE r.month = :month AND r.ended_at < :before AND v.name <> :place ORDER BY r.id LIMIT :limit
                        """)
                .bind("place", ExactPlace.NAME)
                .bind("month", month)
                .bind("before", endedBefore.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /** Months that have requests, up to this one. */
    List<Integer> months(Handle handle, int last) {
        return handle.createQuery("""
                        SELECT CAST(substring(c.relname FROM '[0-9]{6}$') AS int) AS month FROM pg_inherits i
                        JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'requests'::regclass ORDER BY 1
                        """)
                .mapTo(Integer.class)
                .filter(month -> month <= last)
                .list();
    }

    /** Numbers of what was split off a request, oldest first. */
    List<RequestNumber> parts(Handle handle, long id) {
        return handle.createQuery("SELECT number FROM requests WHERE parent = :id AND relation = :part ORDER BY id")
                .bind("id", id)
                .bind("part", Part.RELATION)
                .map((rs, context) -> new RequestNumber(rs.getString("number")))
                .list();
    }

    byte[] codeHash(Handle handle, long id) {
        return handle.createQuery("SELECT code_hash FROM requests WHERE month = :month AND id = :id")
                .bind("month", Months.of(id))
                .bind("id", id)
                .mapTo(byte[].class)
                .one();
    }

    static Request read(ResultSet rs) throws SQLException {
        return new Request(
                rs.getLong("id"),
                new RequestNumber(rs.getString("number")),
                rs.getInt("version"),
                rs.getObject("updated_at", OffsetDateTime.class).toInstant(),
                rs.getObject("claimed_by", Long.class),
                instant(rs, "claimed_until"),
                facts(rs));
    }

    static Facts facts(ResultSet rs) throws SQLException {
        Facts.Builder facts = Facts.builder();
        for (Field field : Field.values()) {
            Object value = value(rs, field);
            if (value != null) {
                facts.set(field, value);
            }
        }
        return facts.build();
    }

    private static @Nullable Object value(ResultSet rs, Field field) throws SQLException {
        String column = field.column();
        return switch (field.kind()) {
            case TEXT -> rs.getString(column);
            case LONG -> rs.getObject(column, Long.class);
            case INT -> rs.getObject(column, Integer.class);
            case FLAG -> rs.getObject(column, Boolean.class);
            case NUMBER -> rs.getObject(column, Double.class);
            case INSTANT -> instant(rs, column);
        };
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    void insertEvent(Writes writes, long request, int seq, byte[] body, byte[] hash) {
        writes.insert(
                "INSERT INTO request_events (month, request_id, seq, body, hash)",
                "(?, ?, ?, ?, ?)",
                Months.of(request),
                request,
                seq,
                body,
                hash);
    }

    byte[] lastHash(Handle handle, long request, int seq) {
        return handle.createQuery(
                        "SELECT hash FROM request_events WHERE month = :month AND request_id = :id AND seq = :seq")
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("seq", seq)
                .mapTo(byte[].class)
                .one();
    }

    /** All events in the order of seq. */
    List<Chain.Link> chain(Handle handle, long request) {
        return handle.createQuery("""
                        SELECT seq, body, hash FROM request_events WHERE month = :month AND request_id = :id ORDER BY seq
                        """)
                .bind("month", Months.of(request))
                .bind("id", request)
                .map((rs, context) -> new Chain.Link(rs.getInt("seq"), rs.getBytes("body"), rs.getBytes("hash")))
                .list();
    }

    /** The chains of all requests of a month between two ids, both included, by id. */
    Map<Long, List<Chain.Link>> chains(Handle handle, int month, long first, long last) {
        Map<Long, List<Chain.Link>> chains = new HashMap<>();
        handle.createQuery("""
                        SELECT request_id, seq, body, hash FROM request_events
                        WHERE month = :month AND request_id BETWEEN :first AND :last ORDER BY request_id, seq
                        """)
                .bind("month", month)
                .bind("first", first)
                .bind("last", last)
                .map((rs, context) -> chains.computeIfAbsent(rs.getLong("request_id"), id -> new ArrayList<>())
                        .add(new Chain.Link(rs.getInt("seq"), rs.getBytes("body"), rs.getBytes("hash"))))
                .list();
        return chains;
    }

    /** Likewise the values that were not erased, by id and name. */
    Map<Long, Map<String, Commitment>> values(Handle handle, int month, long first, long last) {
        Map<Long, Map<String, Commitment>> values = new HashMap<>();
        handle.createQuery("""
                        SELECT request_id, name, salt, value FROM request_values
                        WHERE month = :month AND request_id BETWEEN :first AND :last
                        """)
                .bind("month", month)
                .bind("first", first)
                .bind("last", last)
                .map((rs, context) -> values.computeIfAbsent(rs.getLong("request_id"), id -> new HashMap<>())
                        .put(
                                rs.getString("name"),
                                new Commitment(rs.getString("name"), rs.getBytes("salt"), rs.getString("value"))))
                .list();
        return values;
    }

    void insertValues(Writes writes, long request, Collection<Commitment> values) {
        for (Commitment value : values) {
            writes.insert(
                    "INSERT INTO request_values (month, request_id, name, salt, value)",
                    "(?, ?, ?, ?, ?)",
                    Months.of(request),
                    request,
                    value.name(),
                    value.salt(),
                    value.value());
        }
    }

    /** The values that were not erased, by name. */
    Map<String, Commitment> values(Handle handle, long request) {
        return handle
                .createQuery("SELECT name, salt, value FROM request_values WHERE month = :month AND request_id = :id")
                .bind("month", Months.of(request))
                .bind("id", request)
                .map((rs, context) -> new Commitment(rs.getString("name"), rs.getBytes("salt"), rs.getString("value")))
                .list()
                .stream()
                .collect(Collectors.toMap(Commitment::name, value -> value));
    }

    /** Gives a petitioner's words up for good; the events keep their commitments. */
    void eraseWords(Handle handle, long request) {
        Publications.erase(handle, request);
        handle.createUpdate("DELETE FROM request_values WHERE month = :month AND request_id = :id AND name <> :place")
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("place", ExactPlace.NAME)
                .execute();
    }

    /** Likewise where exactly it is; the row has to give it up in the same transaction. */
    void erasePlace(Handle handle, long request) {
        handle.createUpdate("DELETE FROM request_values WHERE month = :month AND request_id = :id AND name = :place")
                .bind("month", Months.of(request))
                .bind("id", request)
                .bind("place", ExactPlace.NAME)
                .execute();
    }
}
