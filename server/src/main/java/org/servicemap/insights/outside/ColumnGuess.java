package org.servicemap.insights.outside;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.outside.OutsideJson.OutsideColumnsJson;

/** What a file's columns most likely are, by their names and first rows. */
final class ColumnGuess {
    private static final List<String> KEYS =
            List.of("code", "area_code", "area", "adcode", "代码", "区划代码", "编码", "date", "day", "日期");
    private static final List<String> LONS = List.of("lon", "lng", "longitude", "x", "经度");
    private static final List<String> LATS = List.of("lat", "latitude", "y", "纬度");
    private static final List<String> VALUES =
            List.of("value", "population", "residents", "count", "人口", "常住人口", "数值", "值");

    private ColumnGuess() {}

    static OutsideColumnsJson of(OutsideTable table) {
        String key = named(table, KEYS);
        String lon = named(table, LONS);
        String lat = named(table, LATS);
        String value = named(table, VALUES);
        return new OutsideColumnsJson(key, lon, lat, value == null ? numeric(table, key, lon, lat) : value);
    }

    private static @Nullable String named(OutsideTable table, List<String> names) {
        return names.stream()
                .flatMap(name -> table.header().stream()
                        .filter(column -> column.toLowerCase(Locale.ROOT).equals(name)))
                .findFirst()
                .orElse(null);
    }

    /** The first other column whose first rows are numbers. */
    private static @Nullable String numeric(OutsideTable table, @Nullable String... taken) {
        List<@Nullable String> others = Arrays.asList(taken);
        return table.header().stream()
                .filter(column -> !others.contains(column))
                .filter(column -> !table.samples(column).isEmpty()
                        && table.samples(column).stream().allMatch(text -> text.matches("-?[0-9][0-9.,]*")))
                .findFirst()
                .orElse(null);
    }
}
