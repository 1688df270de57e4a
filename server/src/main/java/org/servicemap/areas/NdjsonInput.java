package org.servicemap.areas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Decimal;

/** One JSON object on each line. */
final class NdjsonInput implements BatchInput {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LOOK_AHEAD = 1000;

    private final RecordSource source;
    private final Charset charset;
    private final @Nullable String lonColumn;
    private final @Nullable String latColumn;
    private List<String> columns = List.of();
    private @Nullable CoordinateColumns position;
    private @Nullable BatchException notLearnt;
    private final Deque<BatchRow> waiting = new ArrayDeque<>();

    private NdjsonInput(RecordSource source, Charset charset, @Nullable String lonColumn, @Nullable String latColumn) {
        this.source = source;
        this.charset = charset;
        this.lonColumn = lonColumn;
        this.latColumn = latColumn;
    }

    static NdjsonInput open(
            InputStream in, @Nullable String charsetName, @Nullable String lonColumn, @Nullable String latColumn)
            throws IOException {
        TextStart start = TextStart.read(in);
        NdjsonInput input = new NdjsonInput(
                new RecordSource(start.whole(), false, ','), start.charset(charsetName), lonColumn, latColumn);
        input.lookAhead();
        if (input.position == null && input.notLearnt != null) {
            throw input.notLearnt;
        }
        if (input.waiting.isEmpty()) {
            throw new BatchException(BatchException.EMPTY_FILE, "the file is empty");
        }
        return input;
    }

    /** Reads until a good line has told the members' names; the rows wait. */
    private void lookAhead() throws IOException {
        BatchRow row = read();
        while (row != null) {
            waiting.add(row);
            row = position == null && waiting.size() < LOOK_AHEAD ? read() : null;
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable BatchRow next() throws IOException {
        BatchRow ready = waiting.poll();
        return ready != null ? ready : read();
    }

    private @Nullable BatchRow read() throws IOException {
        while (source.next()) {
            byte[] raw = CsvInput.utf8(source.record(), charset);
            if (!isBlank(raw)) {
                BatchRow row = new BatchRow(source.line(), raw, 0);
                parse(row);
                return row;
            }
        }
        return null;
    }

    private void parse(BatchRow row) {
        if (source.isTooLong()) {
            row.fail("record_too_long", "the line is longer than " + RecordSource.MAX_RECORD + " bytes");
            return;
        }
        row.x = Double.NaN;
        row.y = Double.NaN;
        try (JsonParser json = FACTORY.createParser(row.raw)) {
            readObject(row, json);
        } catch (IOException e) {
            row.fail("malformed_json", "the line is no JSON object");
        }
    }

    private void readObject(BatchRow row, JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            row.fail("malformed_json", "the line is no JSON object");
            return;
        }
        CoordinateColumns wanted = position == null ? learnOrFail(row) : position;
        if (wanted == null) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals(wanted.lon())) {
                row.x = coordinate(row, name, json);
            } else if (name.equals(wanted.lat())) {
                row.y = coordinate(row, name, json);
            } else if (value.isStructStart()) {
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            row.fail("malformed_json", "more than one value on the line");
        }
        if (Double.isNaN(row.x) || Double.isNaN(row.y)) {
            row.fail("missing_coordinate", wanted.lon() + " or " + wanted.lat() + " is missing");
        }
    }

    /** The first good line says what the members are called. */
    private CoordinateColumns learn(byte[] raw) throws IOException {
        JsonNode object = MAPPER.readTree(raw);
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        CoordinateColumns found = CoordinateColumns.find(names, lonColumn, latColumn);
        columns = List.copyOf(names);
        position = found;
        return found;
    }

    /** A row that has no coordinates does not tell what the others call them; it is answered in place. */
    private @Nullable CoordinateColumns learnOrFail(BatchRow row) throws IOException {
        try {
            return learn(row.raw);
        } catch (BatchException e) {
            notLearnt = notLearnt == null ? e : notLearnt;
            row.fail("missing_coordinate", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static double coordinate(BatchRow row, String name, JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        double value = token.isScalarValue() ? Decimal.parse(json.getText().strip()) : Double.NaN;
        if (Double.isNaN(value)) {
            row.fail("invalid_coordinate", name + " is no number");
            json.skipChildren();
        }
        return value;
    }

    @Override
    public List<@Nullable String> values(BatchRow row) {
        JsonNode object = tree(row);
        List<@Nullable String> values = new ArrayList<>(columns.size());
        for (String column : columns) {
            JsonNode value = object.path(column);
            values.add(
                    value.isMissingNode() || value.isNull()
                            ? null
                            : value.isValueNode() ? value.asText() : value.toString());
        }
        return values;
    }

    private static JsonNode tree(BatchRow row) {
        try {
            return MAPPER.readTree(row.raw);
        } catch (IOException e) {
            return MAPPER.createObjectNode();
        }
    }

    private static boolean isBlank(byte[] raw) {
        for (byte b : raw) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }
}
