package org.servicemap.routing.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes codes in the place of others into a YAML text; all else stays as it was written. */
final class CodeWriter {
    private final List<StringBuilder> lines = new ArrayList<>();
    /** From the end of the text to its beginning, so that places found before stay right. */
    private final TreeMap<Mark, Runnable> changes = new TreeMap<>(
            Comparator.comparingInt(Mark::line).thenComparingInt(Mark::column).reversed());

    CodeWriter(String yaml) {
        yaml.lines().forEach(line -> lines.add(new StringBuilder(line)));
    }

    /** @param codes several in place of one make a list; none leave it */
    void replace(Mark mark, String code, List<String> codes) {
        if (!codes.isEmpty()) {
            changes.putIfAbsent(mark, () -> write(mark, code, codes));
        }
    }

    String text() {
        changes.values().forEach(Runnable::run);
        changes.clear();
        return String.join("\n", lines) + "\n";
    }

    private void write(Mark mark, String code, List<String> codes) {
        StringBuilder line = lines.get(mark.line() - 1);
        int at = line.indexOf(code, mark.column() - 1);
        if (at < 0) {
            throw new IllegalStateException("line " + mark.line() + " does not hold " + code);
        }
        char quote = at > 0 ? line.charAt(at - 1) : ' ';
        boolean quoted = quote == '"' || quote == '\'';
        int from = quoted ? at - 1 : at;
        int to = at + code.length() + (quoted ? 1 : 0);
        String mine = quoted ? String.valueOf(quote) : "\"";
        line.replace(from, to, joined(line.substring(0, from).stripTrailing(), line, from, mine, codes));
    }

    /** As the place wants it: in a list between brackets, as an item of its own, or as a list in place of one value. */
    private static String joined(String before, StringBuilder line, int from, String quote, List<String> codes) {
        if (codes.size() == 1) {
            return quote + codes.get(0) + quote;
        }
        String between = before.strip().equals("-") ? "\n" + line.substring(0, from) : ", ";
        String all = codes.stream().map(code -> quote + code + quote).collect(Collectors.joining(between));
        return before.endsWith(":") ? "[" + all + "]" : all;
    }
}
