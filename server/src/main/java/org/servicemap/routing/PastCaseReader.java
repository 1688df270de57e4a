package org.servicemap.routing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;

/** Reads blocks of past requests, one after the other. Not thread-safe. */
final class PastCaseReader {
    private static final int CHARS = 1 << 14;

    private final PastCaseColumns columns;
    private final CaseTimes times;
    private final BadRows badRows;
    private final RepeatedTexts words = new RepeatedTexts();

    PastCaseReader(PastCaseColumns columns, ZoneId zone, BadRows badRows) {
        this.columns = columns;
        this.times = new CaseTimes(zone);
        this.badRows = badRows;
    }

    /** Hands over the cases; {@link RoutingException} {@code bad_encoding}, {@code bad_csv} when the file cannot be read on. */
    void each(CsvBlocks.Block block, Consumer<PastCase> use) {
        requireUtf8(block);
        CsvRecords records = new CsvRecords(block);
        while (records.next()) {
            PastCase past = read(records);
            if (past != null) {
                use.accept(past);
            }
        }
    }

    static void requireUtf8(CsvBlocks.Block block) {
        if (isAscii(block)) {
            return;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(block.bytes(), 0, block.length());
        CharBuffer out = CharBuffer.allocate(CHARS);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw new RoutingException("bad_encoding", "cases", "the cases are not UTF-8");
        }
    }

    private static boolean isAscii(CsvBlocks.Block block) {
        int all = 0;
        for (int i = 0; i < block.length(); i++) {
            all |= block.bytes()[i];
        }
        return all >= 0;
    }

    private @Nullable PastCase read(CsvRecords row) {
        try {
            LonLat point = new LonLat(number(row, columns.lon(), "lon"), number(row, columns.lat(), "lat"));
            return new PastCase(
                    row.line(),
                    words.of(row, required(row, columns.category(), "category")),
                    point,
                    word(row, columns.channel()),
                    word(row, columns.hotline()),
                    word(row, columns.urgency()),
                    word(row, columns.kind()),
                    instant(row),
                    text(row),
                    word(row, columns.decided()),
                    registered(row));
        } catch (GeoException | DateTimeException | IllegalArgumentException e) {
            badRows.add(row.line(), e);
            return null;
        }
    }

    /** Null where both fields are empty. */
    private @Nullable LonLat registered(CsvRecords row) {
        if (isEmpty(row, columns.registeredLon()) && isEmpty(row, columns.registeredLat())) {
            return null;
        }
        return new LonLat(
                number(row, columns.registeredLon(), "registered_lon"),
                number(row, columns.registeredLat(), "registered_lat"));
    }

    private static double number(CsvRecords row, int column, String name) {
        int field = required(row, column, name);
        double plain = PlainDecimal.read(row.bytes(), row.from(field), row.to(field));
        return Double.isNaN(plain) ? Double.parseDouble(row.text(field)) : plain;
    }

    private Instant instant(CsvRecords row) {
        int field = required(row, columns.at(), "at");
        Instant usual = times.findUsual(row.bytes(), row.from(field), row.to(field));
        return usual == null ? times.parse(row.text(field)) : usual;
    }

    private @Nullable String word(CsvRecords row, int column) {
        return isEmpty(row, column) ? null : words.of(row, column);
    }

    private @Nullable String text(CsvRecords row) {
        return isEmpty(row, columns.text()) ? null : row.text(columns.text());
    }

    private static boolean isEmpty(CsvRecords row, int column) {
        return column < 0 || column >= row.count() || row.from(column) == row.to(column);
    }

    private static int required(CsvRecords row, int column, String name) {
        if (column >= row.count()) {
            throw new IllegalArgumentException("the row ends before its column " + name + ": it has " + row.count()
                    + " fields, that is number " + (column + 1));
        }
        return column;
    }
}
