package org.servicemap.formats;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.jspecify.annotations.Nullable;

/** What the cells of a workbook (Office Open XML) say: a date is a number there, which only its format tells from others. */
public final class WorkbookCells {
    /** A number with more digits than any of ours is left as it is written: {@code 1E999999999} has a thousand million. */
    private static final int MOST_DIGITS = 40;
    /** What a formula comes to that went wrong (ECMA-376 part 1, 18.17.3). */
    private static final Set<String> FAULTS =
            Set.of("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A");

    private WorkbookCells() {}

    /**
     * With the formats of its cells, without which no date is known as one.
     *
     * @throws FormatException when it is no sane workbook, see {@link Workbooks}
     * @throws RuntimeException of the library, when it is none at all
     */
    public static ReadableWorkbook open(Path file) throws IOException {
        Workbooks.requireSane(file);
        return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
    }

    /** As it stands there; empty for an empty cell or one with a fault, ISO 8601 local time for a date. */
    public static String text(Cell cell) {
        LocalDateTime date = date(cell);
        if (date != null) {
            return date.toString();
        }
        if (cell.getValue() instanceof BigDecimal number) {
            return plain(number);
        }
        return cell.getType() == CellType.EMPTY || isFault(cell) ? "" : cell.getText();
    }

    /** Of a formula only its text tells. */
    private static boolean isFault(Cell cell) {
        return cell.getType() == CellType.ERROR
                || cell.getType() == CellType.FORMULA && FAULTS.contains(String.valueOf(cell.getValue()));
    }

    /** The moment on local clocks that the cell shows; null where it shows none. Of a time of day the date is before 1901. */
    public static @Nullable LocalDateTime date(Cell cell) {
        // a formula's cell holds what came of it
        boolean dated = cell.getValue() instanceof BigDecimal
                && (isDate(cell.getDataFormatString()) || isLocalDate(cell.getDataFormatId()));
        return dated ? cell.asDate() : null;
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

    /** Chinese and Japanese editions write 2026年1月31日 by numbers that every edition knows (ECMA-376 part 1, 18.8.30). */
    private static boolean isLocalDate(@Nullable Integer format) {
        return format != null && (format >= 27 && format <= 36 || format >= 50 && format <= 58);
    }
}
