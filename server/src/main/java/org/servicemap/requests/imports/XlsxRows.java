package org.servicemap.requests.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.servicemap.formats.FormatException;
import org.servicemap.formats.Workbooks;

/** A sheet of a workbook (Office Open XML), whose first row names the columns. Dates come as ISO 8601 local times. */
final class XlsxRows implements RowSource {
    /** A number with more digits than any of ours is left as it is written: {@code 1E999999999} has a thousand million. */
    private static final int MOST_DIGITS = 40;

    private final ReadableWorkbook book;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final Map<String, Integer> places;

    XlsxRows(Path file, @Nullable String sheet) throws IOException {
        requireSane(file);
        book = open(file);
        try {
            stream = sheet(sheet).openStream();
            rows = stream.iterator();
            places = RowSource.places(header());
        } catch (IOException | RuntimeException e) {
            book.close();
            throw e instanceof ImportException known
                    ? known
                    : new ImportException(ImportException.BAD_FILE, "this is no XLSX workbook: " + e.getMessage());
        }
    }

    private List<String> header() {
        if (!rows.hasNext()) {
            throw new ImportException(
                    ImportException.BAD_FILE, "the sheet is empty: its first row must name the columns");
        }
        return values(rows.next());
    }

    private static void requireSane(Path file) throws IOException {
        try {
            Workbooks.requireSane(file);
        } catch (FormatException e) {
            throw new ImportException(ImportException.BAD_FILE, String.valueOf(e.getMessage()));
        }
    }

    private static ReadableWorkbook open(Path file) {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        } catch (IOException | RuntimeException e) {
            throw new ImportException(ImportException.BAD_FILE, "this is no XLSX workbook: " + e.getMessage());
        }
    }

    private Sheet sheet(@Nullable String name) {
        return name == null
                ? book.getFirstSheet()
                : book.findSheet(name)
                        .orElseThrow(() -> new ImportException(
                                ImportException.UNKNOWN_SHEET,
                                "there is no sheet " + name + "; there are "
                                        + book.getSheets().map(Sheet::getName).toList()));
    }

    @Override
    public Collection<String> columns() {
        return places.keySet();
    }

    @Override
    public @Nullable SourceRow next() {
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                List<String> values = values(row);
                if (values.stream().anyMatch(value -> !value.isBlank())) {
                    return new SourceRow(row.getRowNum(), places, values);
                }
            }
            return null;
        } catch (RuntimeException e) {
            throw new ImportException(ImportException.BAD_FILE, "the workbook cannot be read on: " + e.getMessage());
        }
    }

    private static List<String> values(Row row) {
        List<String> values = new ArrayList<>();
        for (Cell cell : row) {
            values.add(cell == null ? "" : text(cell));
        }
        return values;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            return isDate(cell.getDataFormatString()) ? cell.asDate().toString() : plain(cell.asNumber());
        }
        return cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR ? "" : cell.getText();
    }

    private static String plain(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            return number.toString();
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    /** Whether a number format shows a date: it has years, months or days outside of quotes and brackets. */
    private static boolean isDate(@Nullable String format) {
        if (format == null) {
            return false;
        }
        String bare = format.replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "").toLowerCase(Locale.ROOT);
        return !bare.contains("general") && (bare.contains("y") || bare.contains("d") || bare.contains("h:"));
    }

    @Override
    public void close() throws IOException {
        stream.close();
        book.close();
    }
}
