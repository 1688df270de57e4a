package org.servicemap.requests.imports;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180) with a header; comma, semicolon or tab, whichever the header has most of. Read as it goes, so that its
 * size does not matter.
 */
final class CsvRows implements RowSource {
    private static final int HEADER_BYTES = 1 << 16;

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Map<String, Integer> places;

    CsvRows(InputStream file, Charset charset) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file, HEADER_BYTES);
        char delimiter = delimiter(in, charset);
        // a byte that is no text of the charset is an error, not a question mark
        BufferedReader reader = new BufferedReader(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            skipMark(reader);
        } catch (CharacterCodingException e) {
            throw new ImportException(ImportException.BAD_FILE, "the bytes are not text of the encoding " + charset);
        }
        parser = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(reader);
        records = parser.iterator();
        CSVRecord header = record();
        if (header == null) {
            throw new ImportException(
                    ImportException.BAD_FILE, "the file is empty: its first line must name the columns");
        }
        places = RowSource.places(header.toList());
    }

    private static void skipMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != 0xFEFF) {
            reader.reset();
        }
    }

    private static char delimiter(BufferedInputStream in, Charset charset) throws IOException {
        in.mark(HEADER_BYTES);
        String start = new String(in.readNBytes(HEADER_BYTES), charset);
        in.reset();
        String header = start.lines().findFirst().orElse("");
        char best = ',';
        for (char each : new char[] {';', '\t'}) {
            best = count(header, each) > count(header, best) ? each : best;
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    @Override
    public Collection<String> columns() {
        return places.keySet();
    }

    @Override
    public @Nullable SourceRow next() {
        long line = parser.getCurrentLineNumber() + 1;
        CSVRecord record = record();
        return record == null ? null : new SourceRow(line, places, record.toList());
    }

    private @Nullable CSVRecord record() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new ImportException(
                    ImportException.BAD_FILE,
                    "the file cannot be read on after line " + parser.getCurrentLineNumber()
                            + ": a quote is opened and never closed, or the bytes are not text of the encoding");
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
