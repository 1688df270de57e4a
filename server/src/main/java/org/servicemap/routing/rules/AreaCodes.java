package org.servicemap.routing.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.servicemap.text.YamlNode;

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
     * @param newCodes for level and code those to write in its place, or none to leave it
     */
    public static String rewrite(RuleBook book, BiFunction<String, String, List<String>> newCodes) {
        CodeWriter writer = new CodeWriter(book.yaml());
        of(book).forEach(use -> writer.replace(use.mark(), use.code(), newCodes.apply(use.level(), use.code())));
        return writer.text();
    }

    /** The same for the examples of a catalogue, whose places are in one area each. */
    public static String rewriteSpec(String yaml, BiFunction<String, String, Optional<String>> newCode) {
        CodeWriter writer = new CodeWriter(yaml);
        for (YamlNode example :
                YamlNode.parse(yaml).find("examples").map(YamlNode::items).orElse(List.of())) {
            example.find("place").ifPresent(place -> rewrite(place, newCode, writer));
            example.find("places")
                    .ifPresent(places -> places.entries().forEach(place -> rewrite(place.value(), newCode, writer)));
        }
        return writer.text();
    }

    private static void rewrite(
            YamlNode place, BiFunction<String, String, Optional<String>> newCode, CodeWriter writer) {
        for (YamlNode.Entry entry : place.entries()) {
            if (entry.value().isScalar()) {
                String code = entry.value().text();
                newCode.apply(entry.key().text(), code)
                        .ifPresent(next -> writer.replace(Mark.of(entry.value()), code, List.of(next)));
            }
        }
    }
}
