package org.servicemap.wardens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.PartRule;
import org.servicemap.http.Upload;
import org.servicemap.requests.imports.ImportException;
import org.servicemap.requests.imports.RequestFile;
import org.servicemap.requests.imports.RowSource;
import org.servicemap.requests.imports.SourceRow;
import org.servicemap.wardens.AssignmentTable.Row;

/**
 * A table that somebody sent, CSV or XLSX, and what is to be done with it.
 *
 * @param takes whether it is to be taken; else it is only looked at
 * @param fingerprint of what was looked at before
 */
record SentTable(
        Upload file,
        String encoding,
        boolean takes,
        @Nullable String fingerprint) {
    static final PartRule ENCODING = PartRule.text("encoding", "Of CSV; UTF-8 without it");
    static final PartRule DRY_RUN = PartRule.text("dry_run", "false takes the table; else it is only looked at");
    static final PartRule FINGERPRINT = PartRule.text("fingerprint", "Of what was looked at: another is refused");

    /** Makes something of a table's rows. */
    interface Reading<T> {
        T of(RowSource rows) throws IOException;
    }

    static PartRule file(long mostBytes) {
        return PartRule.file("file", 1, mostBytes, "CSV or XLSX");
    }

    static ErrorCode[] refusals() {
        return new ErrorCode[] {
            WardenErrors.BAD_TABLE,
            WardenErrors.TABLE_FAULTS,
            WardenErrors.CHANGED,
            WardenErrors.ALREADY_ASSIGNED,
            ErrorCode.MISSING_FIELD,
            ErrorCode.INVALID_FIELD
        };
    }

    static SentTable of(Exchange exchange) {
        List<Upload> files = exchange.parts().files("file");
        if (files.isEmpty()) {
            throw ErrorCode.MISSING_FIELD.problem("the part file is missing", "file");
        }
        return new SentTable(
                files.get(0),
                encoding(exchange.parts().text("encoding")),
                "false".equals(exchange.parts().text("dry_run")),
                exchange.parts().text("fingerprint"));
    }

    private static String encoding(@Nullable String named) {
        String name = Objects.requireNonNullElse(named, "UTF-8").strip();
        try {
            return Charset.forName(name).name();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw WardenException.badField("encoding", "there is no encoding " + name);
        }
    }

    /** Refuses with {@code bad_table} what is no table. */
    <T> T read(Reading<T> reading) {
        try {
            Path copy = Files.createTempFile("wardens", ".import");
            try (InputStream in = file.open()) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return read(copy, encoding, reading);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of a file that is there. */
    static <T> T read(Path file, String encoding, Reading<T> reading) {
        try (RowSource rows = RequestFile.open(file, encoding)) {
            return reading.of(rows);
        } catch (ImportException e) {
            throw bad(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows by what {@code cells} makes of each; refuses with {@code bad_table} more than {@code most}. */
    static List<Row> rows(RowSource rows, int most, Function<SourceRow, Map<String, String>> cells) throws IOException {
        List<Row> all = new ArrayList<>();
        for (SourceRow row = rows.next(); row != null; row = rows.next()) {
            if (all.size() == most) {
                throw bad("at most " + most + " rows");
            }
            all.add(new Row(row.line(), cells.apply(row)));
        }
        return all;
    }

    static WardenException bad(String message) {
        return new WardenException(WardenException.BAD_TABLE, "file", message);
    }
}
