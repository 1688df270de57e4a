package org.servicemap.places;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.servicemap.text.LocalText;
import org.servicemap.units.RowFault;

/** Walks through a CSV file with a header (RFC 4180, UTF-8 with or without BOM), row by row. */
public final class CsvRows {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();

    private CsvRows() {}

    /**
     * @param needed columns without which nothing is read
     * @param faults takes what is wrong with the file or, through its rows, with them
     */
    public static void each(
            Reader csv, String file, List<String> needed, List<RowFault> faults, Consumer<Row> consumer) {
        try (CSVParser parser = FORMAT.parse(withoutMark(csv))) {
            for (String column : needed) {
                if (!parser.getHeaderNames().contains(column)) {
                    faults.add(fault(
                            file, 1, column, "missing_column", "缺少列 " + column, "column " + column + " is missing"));
                    return;
                }
            }
            Iterator<CSVRecord> records = parser.iterator();
            while (records.hasNext()) {
                CSVRecord next = records.next();
                consumer.accept(row(next, file, parser.getCurrentLineNumber(), faults));
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            faults.add(
                    fault(file, 0, "", "bad_csv", "不是可读的 CSV：" + e.getMessage(), "no readable CSV: " + e.getMessage()));
        }
    }

    private static Row row(CSVRecord cells, String file, long line, List<RowFault> faults) {
        Map<String, String> values = new LinkedHashMap<>(cells.toMap());
        Row row = new Row(file, line, values, faults);
        if (!cells.isConsistent()) {
            row.fault(
                    "", "ragged_row", "列数与表头不一致：" + cells.size(), "has " + cells.size() + " cells, unlike the header");
        }
        return row;
    }

    static RowFault fault(String file, long line, String field, String code, String zh, String en) {
        return new RowFault(file, line, field, code, LocalText.of("zh", zh, "en", en));
    }

    /** A spreadsheet's UTF-8 files begin with a byte order mark, which is not part of the first column's name. */
    private static Reader withoutMark(Reader csv) throws IOException {
        BufferedReader reader = new BufferedReader(csv);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }
}
