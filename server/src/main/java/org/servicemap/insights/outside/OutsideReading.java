package org.servicemap.insights.outside;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.Crs;
import org.servicemap.insights.outside.Dataset.Columns;
import org.servicemap.insights.outside.OutsideTable.Line;

/**
 * Reads a table into one figure for each area or day, and says of each row what is wrong with it. Points are given to the area that holds
 * them (only {@code AreaIndex} says which): counts are summed up, other figures averaged, points without a figure counted. Not thread-safe.
 */
final class OutsideReading {
    private static final int MOST_FINDINGS = 200;
    private static final Pattern BY_THOUSANDS = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    /** Java's own numbers may end in a type or be hexadecimal, or say NaN. */
    private static final Pattern LETTERS = Pattern.compile(".*[a-dA-DfFxX].*");

    private final About about;
    private final Columns columns;
    private final int rank;
    private final @Nullable AreaSnapshot areas;
    private final @Nullable Crs crs;
    private final Map<String, Double> sums = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Long> lines = new TreeMap<>();
    private final List<RowFinding> findings = new ArrayList<>();
    private int findingCount;

    /**
     * @param rank of the level, 1 coarsest; 0 by day
     * @param areas null by day
     * @param crs of points, else null
     */
    OutsideReading(About about, Columns columns, int rank, @Nullable AreaSnapshot areas, @Nullable Crs crs) {
        this.about = about;
        this.columns = columns;
        this.rank = rank;
        this.areas = areas;
        this.crs = crs;
    }

    /**
     * What was read.
     *
     * @param findings the first 200
     */
    record Outcome(int rows, Map<String, Double> values, int findingCount, List<RowFinding> findings) {
        boolean isClean() {
            return findingCount == 0;
        }
    }

    Outcome read(OutsideTable table) {
        if (hasColumns(table)) {
            table.rows().forEach(this::row);
            if (table.rows().isEmpty()) {
                find(0, "", "empty", "文件没有数据行", "the file has no rows");
            }
        }
        return new Outcome(table.rows().size(), values(), findingCount, List.copyOf(findings));
    }

    private boolean hasColumns(OutsideTable table) {
        boolean byPoint = about.keyed() == About.Keyed.POINT;
        require(table, byPoint ? columns.lon() : columns.key(), byPoint ? "lon" : "key");
        if (byPoint) {
            require(table, columns.lat(), "lat");
        }
        if (!byPoint || columns.value() != null) {
            require(table, columns.value(), "value");
        }
        return findingCount == 0;
    }

    private void require(OutsideTable table, @Nullable String column, String ours) {
        if (column == null || !table.header().contains(column)) {
            String named = column == null ? ours : column;
            find(0, named, "missing_column", "文件没有“" + named + "”列", "the file has no column " + named);
        }
    }

    private void row(Line row) {
        if (row.isWhole()) {
            take(row);
            return;
        }
        int cells = row.cells();
        find(row, null, "ragged_row", "列数与表头不一致：" + cells, "has " + cells + " cells, unlike the header");
    }

    private void take(Line row) {
        Double value = columns.value() == null ? Double.valueOf(1) : value(row);
        String key = key(row);
        if (key == null || value == null) {
            return;
        }
        Long before = about.keyed() == About.Keyed.POINT ? null : lines.put(key, row.number());
        if (before == null) {
            sums.merge(key, value, Double::sum);
            counts.merge(key, 1, Integer::sum);
        } else {
            find(
                    row,
                    columns.key(),
                    "duplicate",
                    "与第 " + before + " 行重复：" + key,
                    key + " is in line " + before + " too");
        }
    }

    private @Nullable String text(Line row, @Nullable String column) {
        String text = column == null ? "" : row.text(column);
        if (text.isEmpty()) {
            find(row, column, "missing_value", "没有值", "the value is missing");
            return null;
        }
        return text;
    }

    private @Nullable Double value(Line row) {
        Double value = number(row, columns.value());
        if (value != null && value < 0 && about.kind() == About.Kind.DENOMINATOR) {
            find(row, columns.value(), "negative", "计数不能为负：" + value, "a count is not negative: " + value);
            return null;
        }
        return value;
    }

    private @Nullable Double number(Line row, @Nullable String column) {
        String text = text(row, column);
        if (text == null) {
            return null;
        }
        Double value = parsed(text);
        if (value == null) {
            find(row, column, "not_a_number", "不是数字：" + text, "no number: " + text);
        }
        return value;
    }

    /** Commas only between thousands: a decimal comma is not guessed at. */
    private static @Nullable Double parsed(String text) {
        boolean commas = text.indexOf(',') >= 0;
        if (LETTERS.matcher(text).matches()
                || commas && !BY_THOUSANDS.matcher(text).matches()) {
            return null;
        }
        try {
            double value = Double.parseDouble(commas ? text.replace(",", "") : text);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private @Nullable String key(Line row) {
        return switch (about.keyed()) {
            case AREA -> area(row);
            case POINT -> areaOfPoint(row);
            case DAY -> day(row);
        };
    }

    private @Nullable String area(Line row) {
        String code = text(row, columns.key());
        if (code == null || areas == null) {
            return null;
        }
        if (areas.directory().findByCode(rank, code).isEmpty()) {
            find(row, columns.key(), "unknown_area", "该层级没有代码 " + code, "the level has no area " + code);
            return null;
        }
        return code;
    }

    private @Nullable String areaOfPoint(Line row) {
        Double x = number(row, columns.lon());
        Double y = number(row, columns.lat());
        if (x == null || y == null || areas == null || crs == null) {
            return null;
        }
        double[] at = {x, y};
        crs.toWgs84(at, 1);
        AreaDirectory directory = areas.directory();
        int leaf = areas.index().leafOf(at[0], at[1]);
        int area = leaf < 0 || directory.level(leaf) < rank ? -1 : directory.ancestorAt(leaf, rank);
        if (area < 0) {
            find(row, columns.lon(), "outside", "不在任何区域内：" + x + ", " + y, "in no area: " + x + ", " + y);
            return null;
        }
        return directory.code(area);
    }

    private @Nullable String day(Line row) {
        String text = text(row, columns.key());
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.replace('/', '-')).toString();
        } catch (DateTimeParseException e) {
            find(row, columns.key(), "not_a_day", "不是日期（2026-01-31）：" + text, "no day (2026-01-31): " + text);
            return null;
        }
    }

    private Map<String, Double> values() {
        boolean summed = about.kind() == About.Kind.DENOMINATOR || columns.value() == null;
        Map<String, Double> values = new TreeMap<>();
        sums.forEach((key, sum) -> values.put(key, summed ? sum : sum / counts.getOrDefault(key, 1)));
        if (columns.value() == null && areas != null) {
            withoutPoints(areas.directory(), values);
        }
        return values;
    }

    /** Where points are counted, no point is none. */
    private void withoutPoints(AreaDirectory directory, Map<String, Double> values) {
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            if (directory.level(ordinal) == rank) {
                values.putIfAbsent(directory.code(ordinal), 0.0);
            }
        }
    }

    private void find(Line row, @Nullable String column, String code, String zh, String en) {
        find(row.number(), column == null ? "" : column, code, zh, en);
    }

    private void find(long line, String column, String code, String zh, String en) {
        findingCount++;
        if (findings.size() < MOST_FINDINGS) {
            findings.add(RowFinding.of(line, column, code, zh, en));
        }
    }
}
