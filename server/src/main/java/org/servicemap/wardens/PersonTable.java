package org.servicemap.wardens;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.imports.RowSource;
import org.servicemap.requests.imports.SourceRow;
import org.servicemap.wardens.AssignmentTable.Row;

/** Rows of a table of wardens, CSV or XLSX, whatever its columns are called: by a mapping, else by the names they usually have. */
final class PersonTable {
    private static final int MOST_ROWS = 5_000;
    /** What a row may say, and how such columns are called elsewhere. */
    private static final Map<String, List<String>> COLUMNS = columns();

    private PersonTable() {}

    /**
     * A table as it was read.
     *
     * @param columns of the file
     * @param mapping our columns, and which of the file's each is
     */
    record Sheet(List<String> columns, Map<String, String> mapping, List<Row> rows) {}

    static List<String> names() {
        return List.copyOf(COLUMNS.keySet());
    }

    private static Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("login", List.of("登录名", "账号", "帐号", "工号", "account", "user"));
        columns.put("name", List.of("姓名", "名字", "full name"));
        columns.put("phone", List.of("手机", "手机号", "手机号码", "电话", "联系电话", "mobile", "telephone"));
        columns.put("unit", List.of("单位", "单位代码", "所属单位", "unit code"));
        columns.put("area", List.of("区域", "区域代码", "area code"));
        columns.put("duty", List.of("职责", "岗位", "身份"));
        columns.put("grids", List.of("grid", "网格", "网格代码", "网格编号", "负责网格"));
        columns.put("first_day", List.of("开始日期", "第一天", "from"));
        columns.put("last_day", List.of("结束日期", "最后一天", "until"));
        return columns;
    }

    /**
     * All rows; refuses with {@code bad_table} what is too long, and with {@code invalid_field} a mapping that names what
     * there is not.
     *
     * @param wanted lines {@code ours=theirs}; a line without theirs leaves the column out; null to go by the usual names
     */
    static Sheet read(RowSource rows, @Nullable String wanted) throws IOException {
        Map<String, String> mapping = mapping(rows.columns(), wanted);
        return new Sheet(
                List.copyOf(rows.columns()), mapping, SentTable.rows(rows, MOST_ROWS, row -> cells(row, mapping)));
    }

    private static Map<String, String> cells(SourceRow row, Map<String, String> mapping) {
        Map<String, String> cells = new HashMap<>();
        mapping.forEach((ours, theirs) -> {
            String value = row.get(theirs);
            if (value != null) {
                cells.put(ours, value);
            }
        });
        return cells;
    }

    private static Map<String, String> mapping(Collection<String> there, @Nullable String wanted) {
        Map<String, String> mapping = new LinkedHashMap<>();
        if (wanted == null || wanted.isBlank()) {
            COLUMNS.forEach((ours, usual) -> usual(there, ours, usual, mapping));
        } else {
            wanted.lines().filter(line -> !line.isBlank()).forEach(line -> said(there, line, mapping));
        }
        return mapping;
    }

    private static void usual(Collection<String> there, String ours, List<String> usual, Map<String, String> into) {
        there.stream()
                .filter(column -> {
                    String word = column.strip().toLowerCase(Locale.ROOT);
                    return word.equals(ours) || usual.contains(word);
                })
                .findFirst()
                .ifPresent(column -> into.put(ours, column));
    }

    private static void said(Collection<String> there, String line, Map<String, String> into) {
        int equals = line.indexOf('=');
        String ours = line.substring(0, Math.max(0, equals)).strip();
        String theirs = line.substring(equals + 1).strip();
        if (!COLUMNS.containsKey(ours) || !theirs.isEmpty() && !there.contains(theirs)) {
            throw WardenException.badField("columns", "there is no column for the line " + line.strip());
        }
        if (!theirs.isEmpty()) {
            into.put(ours, theirs);
        }
    }
}
