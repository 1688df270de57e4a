package org.servicemap.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.io.ParseException;

/**
 * CSV with a header line and a column of WKT, or columns of longitude and latitude (see {@link CsvGeometry}). The delimiter
 * (comma, semicolon, tab or bar) is the commonest in the header; the charset is the option's, the byte order mark's, or UTF-8
 * or GB18030, whichever holds the file's beginning. Attributes are Strings, empty ones null.
 *
 * <p>Where no byte of a character can be mistaken for a delimiter or quote, lines are split as Latin-1 and each value is
 * decoded on its own, so that a byte that cannot be is reported with its line and field.
 */
final class CsvFeatureReader implements FeatureReader {
    private static final int MOST_COLUMNS = 4096;

    private final String layer;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Charset charset;
    private final boolean perValue;
    private final List<String> header;
    private final CsvGeometry geometry;
    private @Nullable CSVRecord first;

    private CsvFeatureReader(String layer, CSVParser parser, Charset charset, boolean perValue) {
        this.layer = layer;
        this.parser = parser;
        this.records = parser.iterator();
        this.charset = charset;
        this.perValue = perValue;
        CSVRecord head = record();
        if (head == null) {
            throw new FormatException("empty_file", 0, layer + " is an empty table");
        }
        this.header = header(head);
        this.first = record();
        this.geometry = CsvGeometry.find(header, first == null ? List.of() : values(first), layer);
    }

    static FeatureReader open(Path file, ReadOptions options, String name) throws IOException {
        Charset charset = charset(file, options);
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            skipMark(in);
            char delimiter = delimiter(in, charset);
            boolean perValue = charset.newEncoder().canEncode('A')
                    && !charset.name().startsWith("UTF-16")
                    && !charset.name().startsWith("UTF-32")
                    && (delimiter != '|' || charset.equals(StandardCharsets.UTF_8));
            Reader reader = perValue
                    ? new InputStreamReader(in, StandardCharsets.ISO_8859_1)
                    : new InputStreamReader(in, Encodings.strict(charset));
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreEmptyLines(true)
                    .get();
            return new CsvFeatureReader(
                    name,
                    CSVParser.builder().setReader(reader).setFormat(format).get(),
                    charset,
                    perValue);
        } catch (RuntimeException | IOException e) {
            in.close();
            throw e;
        }
    }

    private static Charset charset(Path file, ReadOptions options) throws IOException {
        Charset wanted = options.charset();
        return wanted != null ? wanted : Encodings.guess(file).orElse(StandardCharsets.UTF_8);
    }

    private static void skipMark(BufferedInputStream in) throws IOException {
        in.mark(4);
        byte[] start = in.readNBytes(3);
        in.reset();
        if (Encodings.byMark(start).isPresent()) {
            in.skipNBytes((start[0] & 0xFF) == 0xEF ? 3 : 2);
        }
    }

    private static char delimiter(BufferedInputStream in, Charset charset) throws IOException {
        in.mark(1 << 16);
        String line =
                new String(in.readNBytes(1 << 15), charset).lines().findFirst().orElse("");
        in.reset();
        char best = ',';
        long most = 0;
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    private List<String> header(CSVRecord head) {
        if (head.size() > MOST_COLUMNS) {
            throw new FormatException("bad_row", 1, layer + " has more than " + MOST_COLUMNS + " columns");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < head.size(); i++) {
            String name = text(head.get(i), 1, "header").strip();
            names.add(name.isEmpty() || names.contains(name) ? "column_" + (i + 1) : name);
        }
        return List.copyOf(names);
    }

    private @Nullable CSVRecord record() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException | NoSuchElementException | IllegalStateException e) {
            throw broken(e);
        }
    }

    private FormatException broken(RuntimeException e) {
        long line = parser.getCurrentLineNumber();
        Throwable cause = e.getCause();
        if (cause instanceof CharacterCodingException) {
            return new FormatException(
                    "bad_encoding", line, layer + ", near line " + line + ": bytes that are not " + charset.name(), e);
        }
        String message = String.valueOf(e.getMessage());
        boolean open = message.contains("EOF");
        String what = open ? "a quoted value does not end before the file does" : "the line cannot be read: " + message;
        return new FormatException(open ? "truncated" : "bad_row", line, layer + ", line " + line + ": " + what, e);
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public @Nullable String declaredCrs() {
        return geometry.declaredCrs();
    }

    @Override
    public List<String> fields() {
        return geometry.attributesOf(header);
    }

    @Override
    public @Nullable Feature next() throws IOException {
        CSVRecord record = first != null ? first : record();
        first = null;
        if (record == null) {
            return null;
        }
        long number = record.getRecordNumber() - 1;
        List<String> values = values(record);
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!geometry.uses(i)) {
                attributes.put(header.get(i), values.get(i).isEmpty() ? null : values.get(i));
            }
        }
        RingClosing rings = new RingClosing();
        try {
            Feature feature = new Feature(number, attributes, geometry.read(values, rings));
            Coordinate open = rings.place();
            if (open != null) {
                throw FormatException.unclosed(feature, open, layer);
            }
            return feature;
        } catch (ParseException | IllegalArgumentException e) {
            throw FormatException.badGeometry(
                    new Feature(number, attributes, null),
                    layer + ", feature " + number + ": no geometry: " + e.getMessage(),
                    e);
        }
    }

    private List<String> values(CSVRecord record) {
        long line = parser.getCurrentLineNumber();
        if (record.size() != header.size()) {
            throw new FormatException(
                    "bad_row",
                    record.getRecordNumber() - 1,
                    layer + ", line " + line + ": " + record.size() + " values under " + header.size() + " columns");
        }
        List<String> values = new ArrayList<>(record.size());
        for (int i = 0; i < record.size(); i++) {
            values.add(text(record.get(i), record.getRecordNumber() - 1, header.get(i))
                    .strip());
        }
        return values;
    }

    private String text(String value, long number, String field) {
        return perValue
                ? Encodings.require(value.getBytes(StandardCharsets.ISO_8859_1), charset, number, field)
                : value;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
