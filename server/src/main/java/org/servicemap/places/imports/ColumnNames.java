package org.servicemap.places.imports;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What offices call the columns of their tables, to propose a mapping that a person then looks at. */
final class ColumnNames {
    private static final Map<String, List<String>> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("code", List.of("id", "编码", "编号", "代码", "地点编码", "点位编号", "唯一标识"));
        KNOWN.put("name_zh", List.of("name", "名称", "地点名称", "机构名称", "单位名称", "中文名称"));
        KNOWN.put("name_en", List.of("english name", "英文名称", "英文名"));
        KNOWN.put("aliases_zh", List.of("aliases", "alias", "别名", "简称", "又名"));
        KNOWN.put("category", List.of("type", "kind", "类别", "分类", "类型", "地点类别"));
        KNOWN.put("lon", List.of("lng", "long", "longitude", "x", "经度"));
        KNOWN.put("lat", List.of("latitude", "y", "纬度"));
        KNOWN.put("address_zh", List.of("address", "地址", "详细地址", "办公地址"));
        KNOWN.put("address_en", List.of("english address", "英文地址"));
        KNOWN.put("phone", List.of("tel", "telephone", "phones", "电话", "联系电话", "办公电话", "咨询电话"));
        KNOWN.put("hours", List.of("opening hours", "opening_hours", "开放时间", "办公时间", "营业时间", "服务时间"));
        KNOWN.put("zone", List.of("time zone", "timezone", "时区"));
        KNOWN.put("accessibility", List.of("无障碍", "无障碍设施"));
        KNOWN.put("in_charge", List.of("主管范围", "管辖范围", "服务范围"));
        KNOWN.put("unit", List.of("主管单位", "单位代码", "所属单位"));
        KNOWN.put("matters", List.of("办理事项", "事项", "服务事项"));
        KNOWN.put("appointments", List.of("预约", "可预约", "是否可预约"));
        KNOWN.put("website", List.of("url", "link", "网址", "网站"));
        KNOWN.put("photos", List.of("照片编号"));
        KNOWN.put("photo_texts_zh", List.of("photo texts", "photo_texts", "照片说明"));
        KNOWN.put("photo_texts_en", List.of("照片英文说明", "照片说明英文"));
        KNOWN.put("source", List.of("数据来源", "来源"));
        KNOWN.put("updated_on", List.of("updated", "date", "更新日期", "更新时间", "核实日期"));
        KNOWN.put("located_in", List.of("district", "area", "所在区", "所属区", "所在区域", "所属街道", "行政区"));
    }

    private ColumnNames() {}

    /** Column → our field; each field once. */
    static Map<String, String> propose(Collection<String> columns) {
        Map<String, String> proposed = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        KNOWN.forEach((field, others) -> columns.stream()
                .filter(column -> !proposed.containsKey(column) && isCalled(column, field, others))
                .sorted((one, other) ->
                        Boolean.compare(plain(other).equals(field), plain(one).equals(field)))
                .limit(1)
                .filter(column -> taken.add(field))
                .forEach(column -> proposed.put(column, field)));
        columns.stream()
                .filter(column -> isLanguageOf(column) && taken.add(column))
                .forEach(column -> proposed.put(column, column));
        return proposed;
    }

    private static boolean isCalled(String column, String field, List<String> others) {
        return plain(column).equals(field) || others.contains(plain(column));
    }

    /** Texts may come in any language of the city: {@code name_fr}. */
    private static boolean isLanguageOf(String column) {
        return column.matches("(?:name|aliases|address|remarks|photo_texts)_[a-z]{2,3}");
    }

    private static String plain(String column) {
        String name = column.strip().toLowerCase(Locale.ROOT);
        int open = Stream.of("（", "(")
                .mapToInt(name::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
        boolean remark = open >= 0 && (name.endsWith("）") || name.endsWith(")"));
        return (remark ? name.substring(0, open) : name).strip();
    }
}
