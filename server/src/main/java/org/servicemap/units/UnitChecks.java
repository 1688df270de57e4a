package org.servicemap.units;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** References and uniqueness over whole tables: parents, cycles, places, terms. Pure. */
public final class UnitChecks {
    private final List<RowFault> faults = new ArrayList<>();

    private UnitChecks() {}

    /** Every fault of the three tables, those of reading included; empty when they may be taken. */
    public static List<RowFault> check(
            Table<Unit> units,
            Table<Category> categories,
            Table<Hotline> hotlines,
            KnownPlaces places,
            KnownTerms terms) {
        UnitChecks checks = new UnitChecks();
        checks.faults.addAll(units.faults());
        checks.faults.addAll(categories.faults());
        checks.faults.addAll(hotlines.faults());
        checks.tree(units, Unit::code, Unit::parent);
        checks.tree(categories, Category::code, Category::parent);
        checks.unique(hotlines, Hotline::code);
        units.rows().forEach(row -> checks.unit(units.file(), row, places, terms));
        categories.rows().forEach(row -> checks.category(categories.file(), row, terms));
        return checks.faults;
    }

    private <T> Map<String, Table.Row<T>> unique(Table<T> table, Function<T, String> code) {
        Map<String, Table.Row<T>> byCode = new HashMap<>();
        for (Table.Row<T> row : table.rows()) {
            Table.Row<T> first = byCode.putIfAbsent(code.apply(row.value()), row);
            if (first != null) {
                String value = code.apply(row.value());
                add(
                        table.file(),
                        row.line(),
                        "code",
                        "duplicate_code",
                        "编码 " + value + " 已在第 " + first.line() + " 行出现",
                        value + " already stands in line " + first.line());
            }
        }
        return byCode;
    }

    private <T> void tree(Table<T> table, Function<T, String> code, Function<T, @Nullable String> parent) {
        Map<String, Table.Row<T>> byCode = unique(table, code);
        for (Table.Row<T> row : table.rows()) {
            String above = parent.apply(row.value());
            if (above != null && !byCode.containsKey(above)) {
                add(
                        table.file(),
                        row.line(),
                        "parent",
                        "unknown_parent",
                        "没有编码为 " + above + " 的上级",
                        "there is no " + above);
            } else if (above != null && isInCycle(row.value(), byCode, code, parent)) {
                add(
                        table.file(),
                        row.line(),
                        "parent",
                        "cyclic_parent",
                        code.apply(row.value()) + " 的上级关系成环",
                        code.apply(row.value()) + " is its own ancestor");
            }
        }
    }

    private static <T> boolean isInCycle(
            T start, Map<String, Table.Row<T>> byCode, Function<T, String> code, Function<T, @Nullable String> parent) {
        Set<String> seen = new HashSet<>();
        String at = parent.apply(start);
        while (at != null && seen.add(at)) {
            if (at.equals(code.apply(start))) {
                return true;
            }
            Table.Row<T> row = byCode.get(at);
            at = row == null ? null : parent.apply(row.value());
        }
        return false;
    }

    private void unit(String file, Table.Row<Unit> row, KnownPlaces places, KnownTerms terms) {
        Unit unit = row.value();
        known(file, row.line(), "kind", "unknown_kind", unit.kind(), terms.unitKinds());
        if (unit.level() != null && !places.hasLevel(unit.level())) {
            add(
                    file,
                    row.line(),
                    "level",
                    "unknown_level",
                    "没有层级 " + unit.level(),
                    "there is no level " + unit.level());
        } else if (unit.level() != null && unit.area() != null && !places.hasArea(unit.level(), unit.area())) {
            add(
                    file,
                    row.line(),
                    "area",
                    "unknown_area",
                    unit.level() + " 层级没有编码 " + unit.area(),
                    "there is no " + unit.level() + " " + unit.area());
        }
        if (unit.overlay() != null && !places.hasOverlay(unit.overlay())) {
            add(
                    file,
                    row.line(),
                    "overlay",
                    "unknown_overlay",
                    "没有专题图层 " + unit.overlay(),
                    "there is no overlay " + unit.overlay());
        } else if (unit.overlay() != null
                && unit.overlayFeature() != null
                && !places.hasOverlayFeature(unit.overlay(), unit.overlayFeature())) {
            add(
                    file,
                    row.line(),
                    "overlay_feature",
                    "unknown_overlay_feature",
                    "图层 " + unit.overlay() + " 没有要素 " + unit.overlayFeature(),
                    "the overlay " + unit.overlay() + " has no feature " + unit.overlayFeature());
        }
    }

    private void category(String file, Table.Row<Category> row, KnownTerms terms) {
        Category category = row.value();
        if (category.urgency() != null) {
            known(file, row.line(), "urgency", "unknown_urgency", category.urgency(), terms.urgencyClasses());
        }
        category.flags().stream()
                .sorted()
                .forEach(flag -> known(file, row.line(), "flags", "unknown_flag", flag, terms.flags()));
    }

    private void known(String file, long line, String field, String code, String value, Set<String> allowed) {
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            String list = String.join(", ", allowed.stream().sorted().toList());
            add(
                    file,
                    line,
                    field,
                    code,
                    "未定义 " + value + "；可用：" + list,
                    "«" + value + "» is not defined; there are: " + list);
        }
    }

    private void add(String file, long line, String field, String code, String zh, String en) {
        faults.add(RowFault.of(file, line, field, code, zh, en));
    }
}
