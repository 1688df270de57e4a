package org.servicemap.routing.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The area codes that rules name: where they are written, and how to write others in their place. Pure. */
public final class AreaCodes {
    private AreaCodes() {}

    /** One code in one rule. */
    public record Use(Rule rule, String level, String code, Mark mark) {}

    public static List<Use> of(RuleBook book) {
        List<Use> uses = new ArrayList<>();
        book.rules().forEach(rule -> collect(rule, rule.when(), uses));
        return uses;
    }

    private static void collect(Rule rule, Condition condition, List<Use> uses) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> collect(rule, part, uses));
        } else if (condition instanceof Condition.Any any) {
            any.parts().forEach(part -> collect(rule, part, uses));
        } else if (condition instanceof Condition.Not not) {
            collect(rule, not.part(), uses);
        } else if (condition instanceof Condition.Leaf leaf && leaf.check() instanceof Check.InArea in) {
            in.codes().forEach(code -> uses.add(new Use(rule, in.level(), code, leaf.markOf(code))));
        }
    }

    /**
     * The catalogue's text with other codes: only the codes change, everything else stays as it was written.
     *
     * @param newCode for level and code the code to write, or empty to leave it
     */
    public static String rewrite(RuleBook book, BiFunction<String, String, Optional<String>> newCode) {
        List<StringBuilder> lines = new ArrayList<>();
        book.yaml().lines().forEach(line -> lines.add(new StringBuilder(line)));
        Set<Mark> done = new LinkedHashSet<>();
        of(book).stream()
                .sorted(Comparator.comparingInt((Use use) -> use.mark().column())
                        .reversed())
                .filter(use -> done.add(use.mark()))
                .forEach(use -> newCode.apply(use.level(), use.code())
                        .ifPresent(code -> replace(lines.get(use.mark().line() - 1), use, code)));
        return String.join("\n", lines) + "\n";
    }

    private static void replace(StringBuilder line, Use use, String code) {
        int at = line.indexOf(use.code(), use.mark().column() - 1);
        if (at < 0) {
            throw new IllegalStateException("line " + use.mark().line() + " does not hold " + use.code());
        }
        char quote = at > 0 ? line.charAt(at - 1) : ' ';
        boolean quoted = quote == '"' || quote == '\'';
        line.replace(at, at + use.code().length(), quoted ? code : '"' + code + '"');
    }
}
