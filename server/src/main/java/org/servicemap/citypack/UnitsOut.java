package org.servicemap.citypack;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.Hotline;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitTables;

/** Writes units, categories and hotlines as the tables that {@link PackTables} reads. */
final class UnitsOut {
    static final String UNITS = "units.csv";
    static final String CATEGORIES = "categories.csv";
    static final String HOTLINES = "hotlines.csv";

    private UnitsOut() {}

    static void write(Path folder, List<String> languages, UnitTables tables) throws IOException {
        units(folder.resolve(UNITS), languages, tables.units());
        categories(folder.resolve(CATEGORIES), languages, tables.categories());
        hotlines(folder.resolve(HOTLINES), languages, tables.hotlines());
    }

    private static void units(Path file, List<String> languages, List<Unit> units) throws IOException {
        TreeSet<String> contacts = new TreeSet<>();
        units.forEach(unit -> contacts.addAll(unit.contacts().keySet()));
        List<String> header = header("code,kind", "name", languages);
        header.addAll(List.of("parent", "level", "area", "overlay", "overlay_feature", "role"));
        contacts.forEach(contact -> header.add(contactColumn(contact)));
        table(file, header, units, unit -> {
            List<@Nullable String> row = new ArrayList<>(List.of(unit.code(), unit.kind()));
            names(row, languages, unit.name());
            row.add(unit.parent());
            row.add(unit.level());
            row.add(unit.area());
            row.add(unit.overlay());
            row.add(unit.overlayFeature());
            row.add(unit.role());
            contacts.forEach(contact -> row.add(unit.contacts().get(contact)));
            return row;
        });
    }

    private static String contactColumn(String contact) {
        return switch (contact) {
            case "phone", "email", "address" -> contact;
            default -> "contact_" + contact;
        };
    }

    private static void categories(Path file, List<String> languages, List<Category> categories) throws IOException {
        List<String> header = header("code,parent", "name", languages);
        header.addAll(List.of("urgency", "publication", "flags"));
        languages.forEach(tag -> header.add("keywords_" + tag));
        table(file, header, categories, category -> {
            List<@Nullable String> row = new ArrayList<>();
            row.add(category.code());
            row.add(category.parent());
            names(row, languages, category.name());
            row.add(category.urgency());
            row.add(category.publication());
            row.add(String.join(" ", new TreeSet<>(category.flags())));
            names(row, languages, category.keywords());
            return row;
        });
    }

    private static void hotlines(Path file, List<String> languages, List<Hotline> hotlines) throws IOException {
        List<String> header = header("code,number", "name", languages);
        languages.forEach(tag -> header.add("operator_" + tag));
        table(file, header, hotlines, hotline -> {
            List<@Nullable String> row = new ArrayList<>(List.of(hotline.code(), hotline.number()));
            names(row, languages, hotline.name());
            names(row, languages, hotline.operator());
            return row;
        });
    }

    private static List<String> header(String first, String text, List<String> languages) {
        List<String> header = new ArrayList<>(List.of(first.split(",")));
        languages.forEach(tag -> header.add(text + "_" + tag));
        return header;
    }

    private static void names(List<@Nullable String> row, List<String> languages, LocalText name) {
        languages.forEach(tag -> row.add(name.byTag().get(tag)));
    }

    private interface Row<T> {
        List<@Nullable String> of(T value);
    }

    private static <T> void table(Path file, List<String> header, List<T> values, Row<T> row) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file);
                CSVPrinter printer = new CSVPrinter(writer, CSVFormat.DEFAULT)) {
            printer.printRecord(header);
            for (T value : values) {
                printer.printRecord(row.of(value));
            }
        }
    }
}
