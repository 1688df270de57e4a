package org.servicemap.requests.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.servicemap.formats.FormatException;
import org.servicemap.formats.WorkbookCells;

/** A sheet of a workbook (Office Open XML), whose first row names the columns. Dates come as ISO 8601 local times. */
final class XlsxRows implements RowSource {
    private final ReadableWorkbook book;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final Map<String, Integer> places;

    XlsxRows(Path file, @Nullable String sheet) throws IOException {
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

    private static ReadableWorkbook open(Path file) {
        try {
            return WorkbookCells.open(file);
        } catch (FormatException e) {
            throw new ImportException(ImportException.BAD_FILE, String.valueOf(e.getMessage()));
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
            values.add(cell == null ? "" : WorkbookCells.text(cell));
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        book.close();
    }
}
