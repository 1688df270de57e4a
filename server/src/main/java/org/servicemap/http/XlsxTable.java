package org.servicemap.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Lists as a spreadsheet (Office Open XML, ECMA-376): the columns of {@link CsvTable}, numbers as numbers. Texts are written
 * as texts, never as formulas, whatever they begin with.
 */
final class XlsxTable {
    private static final int LONGEST = 32_767;

    private XlsxTable() {}

    static byte[] of(Class<?> item, List<?> items) {
        FlatTable table = FlatTable.of(item, items);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "ServiceMap", "1.0")) {
            Worksheet sheet = book.newWorksheet("1");
            head(sheet, table.columns());
            for (int i = 0; i < table.rows().size(); i++) {
                row(sheet, i + 1, table.columns(), table.rows().get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void head(Worksheet sheet, List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            sheet.value(0, i, columns.get(i));
            sheet.style(0, i).bold().set();
        }
        sheet.freezePane(0, 1);
    }

    private static void row(Worksheet sheet, int at, List<String> columns, Map<String, JsonNode> row) {
        for (int i = 0; i < columns.size(); i++) {
            JsonNode value = FlatTable.cell(row, columns.get(i));
            if (value.isNumber()) {
                sheet.value(at, i, value.numberValue());
            } else if (value.isBoolean()) {
                sheet.value(at, i, value.asBoolean());
            } else if (!value.isNull()) {
                sheet.value(at, i, legal(FlatTable.text(value)));
            }
        }
    }

    /** What XML 1.0 and a cell can hold. */
    private static String legal(String text) {
        String clean = text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
