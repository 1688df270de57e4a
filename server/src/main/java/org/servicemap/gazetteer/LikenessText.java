package org.servicemap.gazetteer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The texts of a thing by which its likeness to a question is judged.
 *
 * @param names with the areas around them, by language
 * @param about each text by itself
 */
record LikenessText(List<Named> names, List<String> about) {
    private static final String LINE = "\n";
    private static final String COLUMN = "\t";

    /** A name and, in the same language, the areas around it. */
    record Named(String name, String around) {}

    static LikenessText of(Entry entry, org.servicemap.text.LocalText context) {
        List<Named> names = new ArrayList<>();
        for (Map.Entry<String, String> name : entry.name().byTag().entrySet()) {
            names.add(new Named(plain(name.getValue()), plain(context.byTag().getOrDefault(name.getKey(), ""))));
        }
        for (String alias : NameFields.aliases(entry.aliases())) {
            names.add(new Named(plain(alias), ""));
        }
        Set<String> about = new LinkedHashSet<>();
        entry.about().forEach(text -> text.byTag().values().forEach(one -> about.add(plain(one))));
        return new LikenessText(names, List.copyOf(about));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s", " ");
    }

    /** One line for each name, then one for each text about it. */
    String written() {
        StringBuilder lines = new StringBuilder();
        names.forEach(one ->
                lines.append(one.name()).append(COLUMN).append(one.around()).append(LINE));
        about.forEach(one -> lines.append(one).append(LINE));
        return lines.toString();
    }

    static LikenessText read(String written) {
        List<Named> names = new ArrayList<>();
        List<String> about = new ArrayList<>();
        for (String line : written.split(LINE)) {
            int column = line.indexOf(COLUMN);
            if (column < 0) {
                about.add(line);
            } else {
                names.add(new Named(line.substring(0, column), line.substring(column + 1)));
            }
        }
        return new LikenessText(names, about);
    }
}
