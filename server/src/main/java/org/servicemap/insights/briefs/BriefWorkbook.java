package org.servicemap.insights.briefs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** A report's tables as a spreadsheet (ECMA-376), a sheet for each. Texts are text cells, never formulas, whatever they begin with. */
final class BriefWorkbook {
    private static final int LONGEST = 32_767;
    private static final double WIDTH = 18;

    private BriefWorkbook() {}

    static byte[] of(List<BriefSheets.Sheet> sheets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "ServiceMap", "1.0")) {
            for (BriefSheets.Sheet sheet : sheets) {
                write(book.newWorksheet(sheet.title().replaceAll("[\\[\\]:*?/\\\\]", " ")), sheet);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Worksheet sheet, BriefSheets.Sheet table) {
        for (int column = 0; column < table.columns().size(); column++) {
            sheet.value(0, column, table.columns().get(column));
            sheet.style(0, column).bold().set();
            sheet.width(column, WIDTH);
        }
        sheet.freezePane(0, 1);
        for (int row = 0; row < table.rows().size(); row++) {
            List<@Nullable Object> cells = table.rows().get(row);
            for (int column = 0; column < cells.size(); column++) {
                cell(sheet, row + 1, column, cells.get(column));
            }
        }
    }

    private static void cell(Worksheet sheet, int row, int column, @Nullable Object value) {
        if (value instanceof Number number) {
            sheet.value(row, column, number);
        } else if (value != null) {
            sheet.value(row, column, legal(value.toString()));
        }
    }

    /** What XML 1.0 and a cell can hold. */
    private static String legal(String text) {
        String clean = text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
