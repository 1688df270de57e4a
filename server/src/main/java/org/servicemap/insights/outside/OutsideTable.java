package org.servicemap.insights.outside;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** A CSV file with a header: UTF-8, or GB 18030 as older office programs write it. Immutable. */
final class OutsideTable {
    static final int MOST_ROWS = 200_000;
    private static final Charset OLD_CHINESE = Charset.forName("GB18030");
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();

    private final List<String> header;
    private final List<Line> rows;

    private OutsideTable(List<String> header, List<Line> rows) {
        this.header = header;
        this.rows = rows;
    }

    /**
     * A row.
     *
     * @param number of its line in the file; of a row over several lines the last
     */
    record Line(long number, CSVRecord record) {
        /** Without blanks around it; empty where there is none. */
        String text(String column) {
            return record.isSet(column) ? record.get(column).strip() : "";
        }

        /** Whether it has as many cells as the header: else none of them can be trusted to stand in its own column. */
        boolean isWhole() {
            return record.isConsistent();
        }

        int cells() {
            return record.size();
        }
    }

    /** Why a file is no table. */
    static final class NoTable extends Exception {
        private static final long serialVersionUID = 1L;

        NoTable(String message) {
            super(message);
        }
    }

    static OutsideTable read(byte[] file) throws NoTable {
        try (CSVParser parser = CSVParser.parse(new StringReader(text(file)), FORMAT)) {
            List<String> header = parser.getHeaderNames();
            if (header.isEmpty()) {
                throw new NoTable("the file has no header");
            }
            List<Line> rows = new ArrayList<>();
            for (CSVRecord record : parser) {
                rows.add(new Line(parser.getCurrentLineNumber(), record));
            }
            if (rows.size() > MOST_ROWS) {
                throw new NoTable("more than " + MOST_ROWS + " rows");
            }
            return new OutsideTable(header, rows);
        } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new NoTable("the file is no CSV table: " + e.getMessage());
        }
    }

    private static String text(byte[] file) throws NoTable {
        for (Charset charset : List.of(StandardCharsets.UTF_8, OLD_CHINESE)) {
            try {
                String text = charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(file))
                        .toString();
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            } catch (CharacterCodingException e) {
                // the next one
            }
        }
        throw new NoTable("the file is neither UTF-8 nor GB 18030");
    }

    List<String> header() {
        return header;
    }

    List<Line> rows() {
        return rows;
    }

    /** What the first rows say in a column, each once. */
    List<String> samples(String column) {
        Set<String> samples = new LinkedHashSet<>();
        rows.stream().limit(3).forEach(row -> samples.add(row.text(column)));
        return List.copyOf(samples);
    }
}
