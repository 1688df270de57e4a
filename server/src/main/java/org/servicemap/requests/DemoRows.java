package org.servicemap.requests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.storage.CopyRow;
import org.servicemap.storage.Database;

/** Whole requests on their way into the tables by {@code COPY}: rows, events, values, parties, clocks, decisions. */
final class DemoRows {
    private static final List<String> REQUEST_COLUMNS = Stream.concat(
                    Stream.of("month", "id", "number", "code_hash", "version", "updated_at"),
                    Arrays.stream(Field.values()).map(Field::column))
            .toList();

    private final List<Row> rows = new ArrayList<>();

    /**
     * One request as it stands, with its history.
     *
     * @param until the moment at which it stands so
     * @param decision of the catalogue, made with event {@code decisionSeq}; or null
     */
    record Row(
            long id,
            RequestNumber number,
            byte[] codeHash,
            Instant updatedAt,
            Facts facts,
            List<Journal.Sealed> events,
            List<Commitment> values,
            List<Party> parties,
            List<RunningClock> clocks,
            Instant until,
            @Nullable StoredDecision decision,
            int decisionSeq) {
        int month() {
            return Months.of(id);
        }
    }

    private record Of<T>(Row row, int seq, T value) {}

    void add(Row row) {
        rows.add(row);
    }

    int size() {
        return rows.size();
    }

    /** Writes all in the handle's transaction and forgets them. */
    void write(Database database, Handle handle) {
        database.copyIn(handle, "requests", REQUEST_COLUMNS, rows, DemoRows::request);
        database.copyIn(handle, "request_events", columns("seq", "body", "hash"), all(Row::events), DemoRows::event);
        database.copyIn(handle, "request_values", columns("name", "salt", "value"), all(Row::values), DemoRows::value);
        database.copyIn(
                handle,
                "request_parties",
                columns(
                        "unit",
                        "role",
                        "status",
                        "asked_at",
                        "due_at",
                        "answered_at",
                        "score_by_lead",
                        "score_of_lead",
                        "work_deadline"),
                all(Row::parties),
                DemoRows::party);
        database.copyIn(
                handle,
                "request_clocks",
                columns("clock", "subject", "started_at", "due_at", "paused_at", "next_at", "warned", "spoken"),
                all(Row::clocks),
                DemoRows::clock);
        database.copyIn(
                handle,
                "request_decisions",
                columns("seq", "decided_at", "rule", "unit", "record", "shown"),
                rows.stream().filter(row -> row.decision() != null).toList(),
                DemoRows::decision);
        rows.clear();
    }

    private static List<String> columns(String... own) {
        return Stream.concat(Stream.of("month", "request_id"), Arrays.stream(own))
                .toList();
    }

    private <T> List<Of<T>> all(java.util.function.Function<Row, List<T>> part) {
        List<Of<T>> all = new ArrayList<>();
        for (Row row : rows) {
            int seq = 0;
            for (T each : part.apply(row)) {
                all.add(new Of<>(row, ++seq, each));
            }
        }
        return all;
    }

    private static void request(Row row, CopyRow columns) {
        columns.int4(row.month())
                .int8(row.id())
                .text(row.number().digits())
                .bytes(row.codeHash())
                .int4(row.events().size())
                .timestamptz(row.updatedAt());
        for (Field field : Field.values()) {
            field(field, row.facts().values().get(field), columns);
        }
    }

    private static void field(Field field, @Nullable Object value, CopyRow columns) {
        if (value == null) {
            columns.nothing();
            return;
        }
        switch (field.kind()) {
            case TEXT -> columns.text((String) value);
            case LONG -> columns.int8((Long) value);
            case INT -> columns.int4((Integer) value);
            case FLAG -> columns.bool((Boolean) value);
            case NUMBER -> columns.float8((Double) value);
            case INSTANT -> columns.timestamptz((Instant) value);
        }
    }

    private static CopyRow key(Row row, CopyRow columns) {
        return columns.int4(row.month()).int8(row.id());
    }

    private static void event(Of<Journal.Sealed> event, CopyRow columns) {
        key(event.row(), columns)
                .int4(event.seq())
                .bytes(event.value().body())
                .bytes(event.value().hash());
    }

    private static void value(Of<Commitment> value, CopyRow columns) {
        key(value.row(), columns)
                .text(value.value().name())
                .bytes(value.value().salt())
                .text(value.value().value());
    }

    private static void party(Of<Party> of, CopyRow columns) {
        Party party = of.value();
        key(of.row(), columns)
                .text(party.unit())
                .text(party.role().key())
                .text(party.status().key())
                .timestamptz(party.askedAt())
                .timestamptz(party.dueAt())
                .timestamptz(party.answeredAt());
        score(party.scoreByLead(), columns);
        score(party.scoreOfLead(), columns);
        columns.timestamptz(SideStore.workDeadline(of.row().facts()));
    }

    private static void score(@Nullable Integer score, CopyRow columns) {
        if (score == null) {
            columns.nothing();
        } else {
            columns.int2(score);
        }
    }

    /** As if it had run: what it said by now is said, what comes next is still to come. */
    private static void clock(Of<RunningClock> of, CopyRow columns) {
        RunningClock clock = of.value();
        boolean warned = !clock.amberAt().isAfter(of.row().until());
        boolean silent = clock.pausedAt() != null || clock.spoken();
        key(of.row(), columns)
                .text(clock.clock())
                .text(clock.subject())
                .timestamptz(clock.startedAt())
                .timestamptz(clock.dueAt())
                .timestamptz(clock.pausedAt())
                .timestamptz(silent ? null : warned ? clock.dueAt() : clock.amberAt())
                .bool(warned && clock.pausedAt() == null)
                .bool(clock.spoken());
    }

    private static void decision(Row row, CopyRow columns) {
        StoredDecision decision = java.util.Objects.requireNonNull(row.decision());
        key(row, columns)
                .int4(row.decisionSeq())
                .timestamptz(decision.at())
                .text(decision.rule())
                .text(decision.unit())
                .jsonb(decision.record())
                .jsonb(decision.shown());
    }
}
