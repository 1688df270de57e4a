package org.servicemap.units;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * Reads a pack's tables of units, categories and hotlines (UTF-8 CSV with a header; names as {@code name_zh}, {@code
 * name_en} …). Pure: what is wrong comes back as faults with line and column name. References between rows are checked by
 * {@link UnitChecks}. Languages are those of the pack, or none to take columns of any.
 */
public final class UnitsCsv {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();
    private static final Columns UNITS = new Columns(
            List.of("code", "kind"),
            Set.of("parent", "level", "area", "overlay", "overlay_feature", "role"),
            List.of("name"),
            true);
    private static final Columns CATEGORIES = new Columns(
            List.of("code", "parent"), Set.of("urgency", "publication", "flags"), List.of("name", "keywords"), false);
    private static final Columns HOTLINES =
            new Columns(List.of("code", "number"), Set.of(), List.of("name", "operator"), false);
    private static final Set<String> PUBLICATION = Set.of("point", "coarse", "none");

    private UnitsCsv() {}

    /** {@code code,kind,name_…,parent,level,area,overlay,overlay_feature,role} and any further column as a contact. */
    public static Table<Unit> units(Reader csv, String file, Collection<String> languages) {
        return read(csv, file, UNITS, languages, UnitsCsv::unit);
    }

    /** {@code code,parent,name_…,urgency,publication,flags,keywords_…} (flags separated by spaces, keywords by semicolons). */
    public static Table<Category> categories(Reader csv, String file, Collection<String> languages) {
        return read(csv, file, CATEGORIES, languages, UnitsCsv::category);
    }

    /** {@code code,number,name_…,operator_…}. */
    public static Table<Hotline> hotlines(Reader csv, String file, Collection<String> languages) {
        return read(csv, file, HOTLINES, languages, UnitsCsv::hotline);
    }

    private static Unit unit(Line line) {
        return new Unit(
                line.required("code"),
                line.required("kind"),
                line.text("name"),
                line.optional("parent"),
                line.together("level", "area"),
                line.together("area", "level"),
                line.together("overlay", "overlay_feature"),
                line.together("overlay_feature", "overlay"),
                line.optional("role"),
                line.contacts());
    }

    private static Category category(Line line) {
        String publication = line.optional("publication");
        if (publication != null && !PUBLICATION.contains(publication)) {
            line.fault("publication", "bad_value", "应为 point、coarse 或 none", "must be point, coarse or none");
        }
        String flags = line.optional("flags");
        return new Category(
                line.required("code"),
                line.optional("parent"),
                line.text("name"),
                line.optional("urgency"),
                publication,
                flags == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(flags.split("\\s+"))),
                line.localText("keywords"));
    }

    private static Hotline hotline(Line line) {
        return new Hotline(
                line.required("code"), line.required("number"), line.text("name"), line.localText("operator"));
    }

    private static <T> Table<T> read(
            Reader csv, String file, Columns columns, Collection<String> languages, Function<Line, T> make) {
        List<Table.Row<T>> rows = new ArrayList<>();
        List<RowFault> faults = new ArrayList<>();
        try (CSVParser parser = FORMAT.parse(withoutMark(csv))) {
            columns.check(parser.getHeaderNames(), file, languages, faults);
            if (faults.isEmpty()) {
                Iterator<CSVRecord> records = parser.iterator();
                while (records.hasNext()) {
                    readRow(new Line(records.next(), parser.getCurrentLineNumber(), file, faults), rows, make);
                }
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            faults.add(RowFault.of(
                    file, 0, "", "bad_csv", "不是可读的 CSV：" + e.getMessage(), "no readable CSV: " + e.getMessage()));
        }
        return new Table<>(file, rows, faults);
    }

    private static <T> void readRow(Line line, List<Table.Row<T>> rows, Function<Line, T> make) {
        int before = line.faults.size();
        T value = make.apply(line);
        if (line.faults.size() == before) {
            rows.add(new Table.Row<>(line.number, value));
        }
    }

    /** A spreadsheet's UTF-8 files begin with a byte order mark, which is not part of the first column's name. */
    private static Reader withoutMark(Reader csv) throws IOException {
        java.io.BufferedReader reader = new java.io.BufferedReader(csv);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    /** One record being read; what is wrong goes to the faults. */
    private record Line(CSVRecord record, long number, String file, List<RowFault> faults) {
        @Nullable
        String optional(String column) {
            if (!record.isSet(column)) {
                return null;
            }
            String value = record.get(column);
            return value.isBlank() ? null : value.strip();
        }

        String required(String column) {
            String value = optional(column);
            if (value == null) {
                fault(column, "missing_value", column + " 不能为空", column + " is empty");
                return "";
            }
            return value;
        }

        /** A value that makes sense only beside another. */
        @Nullable
        String together(String column, String other) {
            String value = optional(column);
            if (value == null && optional(other) != null) {
                fault(
                        column,
                        "missing_value",
                        "填写了 " + other + " 就要填写 " + column,
                        other + " is given without " + column);
            }
            return value;
        }

        LocalText text(String prefix) {
            LocalText text = localText(prefix);
            if (text.isEmpty()) {
                fault(prefix + "_…", "missing_value", "没有任何语言的名称", "there is no name in any language");
            }
            return text;
        }

        LocalText localText(String prefix) {
            Map<String, String> byTag = new TreeMap<>();
            record.toMap().forEach((column, value) -> {
                if (column.startsWith(prefix + "_") && value != null) {
                    byTag.put(column.substring(prefix.length() + 1), value);
                }
            });
            return new LocalText(byTag);
        }

        Map<String, String> contacts() {
            Map<String, String> contacts = new TreeMap<>();
            record.toMap().forEach((column, value) -> {
                if (value != null && !value.isBlank() && !UNITS.isKnown(column)) {
                    String key = column.startsWith(Columns.CONTACT_PREFIX)
                            ? column.substring(Columns.CONTACT_PREFIX.length())
                            : column;
                    contacts.put(key, value.strip());
                }
            });
            return contacts;
        }

        void fault(String column, String code, String zh, String en) {
            faults.add(RowFault.of(file, number, column, code, zh, en));
        }
    }
}
