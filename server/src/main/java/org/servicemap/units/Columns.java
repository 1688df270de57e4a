package org.servicemap.units;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a table of the pack may have. A misspelt one is refused like a misspelt key of {@code pack.yml}; where other
 * columns are contacts, only one that is nearly a known one is, and can be meant all the same as {@code contact_…}.
 *
 * @param needed must be there
 * @param optional may be there
 * @param texts prefixes of texts by language: {@code name} for {@code name_en}
 * @param contacts whether any other column is a contact
 */
record Columns(List<String> needed, Set<String> optional, List<String> texts, boolean contacts) {
    static final String CONTACT_PREFIX = "contact_";

    boolean isKnown(String column) {
        return needed.contains(column)
                || optional.contains(column)
                || text(column).isPresent();
    }

    private Optional<String> text(String column) {
        return texts.stream().filter(prefix -> column.startsWith(prefix + "_")).findFirst();
    }

    /** @param languages those of the pack; empty when any will do */
    void check(List<String> header, String file, Collection<String> languages, List<RowFault> faults) {
        for (String column : needed) {
            if (!header.contains(column)) {
                faults.add(RowFault.of(
                        file, 1, column, "missing_column", "缺少列 " + column, "the column " + column + " is missing"));
            }
        }
        if (header.stream().noneMatch(column -> column.startsWith("name_"))) {
            faults.add(RowFault.of(
                    file, 1, "name_…", "missing_column", "缺少名称列，如 name_zh", "no column of names such as name_en"));
        }
        header.forEach(column -> check(column, file, languages, faults));
    }

    private void check(String column, String file, Collection<String> languages, List<RowFault> faults) {
        Optional<String> text = text(column);
        if (text.isPresent()) {
            String tag = column.substring(text.get().length() + 1);
            if (!languages.isEmpty() && languages.stream().noneMatch(language -> speaks(language, tag))) {
                faults.add(RowFault.of(
                        file,
                        1,
                        column,
                        "unknown_language",
                        "languages 中没有「" + tag + "」，只有 " + languages,
                        "«" + tag + "» is not among the pack's languages " + languages));
            }
        } else if (!isKnown(column)) {
            unknown(column, file, languages, faults);
        }
    }

    /** {@code name_zh} also serves {@code zh-CN}. */
    private static boolean speaks(String language, String tag) {
        return language.equalsIgnoreCase(tag) || language.startsWith(tag + "-");
    }

    private void unknown(String column, String file, Collection<String> languages, List<RowFault> faults) {
        List<String> known = all(languages);
        String nearest = known.stream()
                .min(Comparator.comparingInt(each -> distance(plain(column), plain(each))))
                .orElse("");
        boolean near =
                distance(plain(column), plain(nearest)) <= (plain(nearest).length() <= 5 ? 1 : 2);
        if (contacts && (column.startsWith(CONTACT_PREFIX) || !near)) {
            return;
        }
        String zh = near ? "未知的列，是否为 " + nearest + "？" : "未知的列，已知的有 " + known;
        String en = near ? "unknown column; is it " + nearest + "?" : "unknown column; known here: " + known;
        String way = CONTACT_PREFIX + column;
        faults.add(RowFault.of(
                file,
                1,
                column,
                "unknown_column",
                contacts ? zh + "（若是联系方式，请写作 " + way + "）" : zh,
                contacts ? en + " (a contact of that name is written " + way + ")" : en));
    }

    private List<String> all(Collection<String> languages) {
        List<String> all = new ArrayList<>(needed);
        optional.stream().sorted().forEach(all::add);
        Collection<String> tags = languages.isEmpty() ? List.of("…") : languages;
        texts.forEach(prefix -> tags.forEach(tag -> all.add(prefix + "_" + tag)));
        return all;
    }

    private static String plain(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[_\\s-]", "");
    }

    /** Levenshtein's: letters to insert, take out or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
