package org.servicemap.areas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Decimal;

/** Rows of a CSV file with a header; comma, semicolon or tab, whichever the header has most of. */
final class CsvInput implements BatchInput {
    private final RecordSource source;
    private final Charset charset;
    private final char delimiter;
    private final byte[] header;
    private final List<String> columns;
    private final int lonField;
    private final int latField;
    private final CsvFields fields;

    private CsvInput(
            RecordSource source,
            Charset charset,
            char delimiter,
            byte[] header,
            @Nullable String lonColumn,
            @Nullable String latColumn) {
        this.source = source;
        this.charset = charset;
        this.delimiter = delimiter;
        this.header = header;
        this.fields = new CsvFields(delimiter);
        fields.split(header);
        this.columns = read(fields);
        CoordinateColumns found = CoordinateColumns.find(columns, lonColumn, latColumn);
        found.requireSingle(columns, lonColumn == null && latColumn == null);
        this.lonField = columns.indexOf(found.lon());
        this.latField = columns.indexOf(found.lat());
    }

    static CsvInput open(
            InputStream in, @Nullable String charsetName, @Nullable String lonColumn, @Nullable String latColumn)
            throws IOException {
        TextStart start = TextStart.read(in);
        Charset charset = start.charset(charsetName);
        char delimiter = start.delimiter();
        RecordSource source = new RecordSource(start.whole(), true, delimiter);
        if (!source.next() || source.record().length == 0) {
            throw new BatchException(
                    BatchException.EMPTY_FILE, "the file is empty: its first line must name the columns");
        }
        return new CsvInput(source, charset, delimiter, utf8(source.record(), charset), lonColumn, latColumn);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    char delimiter() {
        return delimiter;
    }

    byte[] header() {
        return header;
    }

    @Override
    public @Nullable BatchRow next() throws IOException {
        while (source.next()) {
            byte[] record = source.record();
            if (record.length > 0) {
                return row(record);
            }
        }
        return null;
    }

    private BatchRow row(byte[] record) {
        byte[] raw = utf8(record, charset);
        fields.split(raw);
        BatchRow row = new BatchRow(source.line(), raw, fields.count());
        if (source.isTooLong()) {
            row.fail("record_too_long", "the row is longer than " + RecordSource.MAX_RECORD + " bytes");
        } else if (source.isUnclosed()) {
            row.fail("unclosed_quote", "a quote is opened and never closed");
        } else if (fields.count() != columns.size()) {
            row.fail("wrong_field_count", fields.count() + " fields where the header has " + columns.size());
        } else {
            row.x = coordinate(row, lonField);
            row.y = coordinate(row, latField);
        }
        if (charset.equals(StandardCharsets.UTF_8) && Utf8.isBroken(raw)) {
            row.fail("bad_encoding", "the row is not UTF-8; name the file's charset");
        }
        return row;
    }

    private double coordinate(BatchRow row, int field) {
        String text = fields.value(field, StandardCharsets.UTF_8).strip();
        double value = Decimal.parse(text);
        if (text.isEmpty()) {
            row.fail("missing_coordinate", columns.get(field) + " is empty");
        } else if (Double.isNaN(value)) {
            row.fail("invalid_coordinate", columns.get(field) + " is no number: " + text);
        }
        return value;
    }

    /** The bytes that the output repeats: UTF-8, and no more fields than the header has. */
    byte[] repeated(BatchRow row) {
        if (row.fields <= columns.size()) {
            return row.raw;
        }
        fields.split(row.raw);
        return Arrays.copyOf(row.raw, fields.length(columns.size()));
    }

    @Override
    public List<@Nullable String> values(BatchRow row) {
        fields.split(row.raw);
        List<@Nullable String> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(i < fields.count() ? fields.value(i, StandardCharsets.UTF_8) : null);
        }
        return values;
    }

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }

    private static List<String> read(CsvFields fields) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            names.add(fields.value(i, StandardCharsets.UTF_8).strip());
        }
        return List.copyOf(names);
    }

    static byte[] utf8(byte[] record, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                ? record
                : new String(record, charset).getBytes(StandardCharsets.UTF_8);
    }
}
