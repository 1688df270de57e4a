package org.servicemap.requests.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Opens a file by what is in it, not by its name. */
public final class RequestFile {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private RequestFile() {}

    /**
     * The rows of a file.
     *
     * @throws ImportException when it is no table, or lacks a column that the mapping names
     */
    public static RowSource open(Path file, ImportMapping mapping) throws IOException {
        RowSource rows = rows(file, mapping.sheet(), mapping.encoding());
        Set<String> missing = new TreeSet<>(mapping.columns());
        missing.removeAll(rows.columns());
        if (!missing.isEmpty()) {
            rows.close();
            throw new ImportException(
                    ImportException.MISSING_COLUMN,
                    "the file has no column " + String.join(", ", missing) + "; it has "
                            + String.join(", ", rows.columns()));
        }
        return rows;
    }

    /**
     * The rows of a table of any kind, by the names in its first row; of a workbook its first sheet.
     *
     * @param encoding of CSV
     * @throws ImportException when it is no table
     */
    public static RowSource open(Path file, String encoding) throws IOException {
        return rows(file, null, encoding);
    }

    private static RowSource rows(Path file, @Nullable String sheet, String encoding) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(ZIP.length);
        }
        if (Arrays.equals(start, ZIP)) {
            return new XlsxRows(file, sheet);
        }
        if (Arrays.equals(start, OLE)) {
            throw new ImportException(
                    ImportException.BAD_FILE, "this is an old workbook (.xls): save it as .xlsx or CSV");
        }
        return new CsvRows(Files.newInputStream(file), Charset.forName(encoding));
    }
}
