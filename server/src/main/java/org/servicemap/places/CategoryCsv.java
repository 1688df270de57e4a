package org.servicemap.places;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.servicemap.units.RowFault;

/** A pack's {@code place_categories.csv}: {@code code,parent,name_…,icon,duty}, every parent before its children. */
public final class CategoryCsv {
    private CategoryCsv() {}

    /** {@link PlaceException} lists all faults. */
    public static List<PlaceCategory> read(Reader csv, String file) {
        List<PlaceCategory> categories = new ArrayList<>();
        List<RowFault> faults = new ArrayList<>();
        Set<String> known = new HashSet<>();
        CsvRows.each(csv, file, List.of("code", "parent"), faults, row -> categories.add(category(row, known)));
        if (!faults.isEmpty()) {
            throw new PlaceException(faults);
        }
        return categories;
    }

    static List<PlaceCategory> read(String csv) {
        return read(new StringReader(csv), "place_categories.csv");
    }

    private static PlaceCategory category(Row row, Set<String> known) {
        String code = row.need("code");
        String parent = row.find("parent");
        if (parent != null && !known.contains(parent)) {
            row.fault(
                    "parent",
                    "unknown_parent",
                    "上级分类 " + parent + " 应在其前列出",
                    "no category " + parent + " stands above");
        }
        if (!known.add(code)) {
            row.fault("code", "duplicate_code", code + " 重复", code + " stands twice");
        }
        PlaceCategory category =
                new PlaceCategory(code, parent, row.text("name"), row.get("icon", "place"), row.find("duty"));
        try {
            Checks.code("code", code);
            Checks.text("name", category.name(), true);
            Checks.code("icon", category.icon());
        } catch (PlaceException e) {
            row.fault(e, "code");
        }
        return category;
    }

    /** The file again: what {@link #read} makes the same categories of. */
    public static String write(List<PlaceCategory> categories, List<String> languages) {
        List<String> columns = new ArrayList<>(List.of("code", "parent"));
        languages.forEach(tag -> columns.add("name_" + tag));
        columns.addAll(List.of("icon", "duty"));
        CsvText csv = new CsvText(columns);
        for (PlaceCategory category : categories) {
            csv.set("code", category.code())
                    .set("parent", category.parent())
                    .set("name", category.name())
                    .set("icon", category.icon())
                    .set("duty", category.duty())
                    .end();
        }
        return csv.toString();
    }
}
