package org.servicemap.notifications.templates;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.servicemap.text.LocalText;

/**
 * The words of one kind of message: plain text with {@code {placeholders}}. Values are put in once and never read as
 * placeholders themselves; control characters in them become spaces, so that no value can add a line or a header.
 *
 * @param subject of an e-mail
 */
public record Template(LocalText subject, LocalText text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    /** What is sent. */
    public record Words(String subject, String text) {}

    /** Names of all placeholders in any language. */
    Set<String> placeholders() {
        Set<String> names = new TreeSet<>();
        for (LocalText each : new LocalText[] {subject, text}) {
            each.byTag()
                    .values()
                    .forEach(words -> PLACEHOLDER
                            .matcher(words)
                            .results()
                            .map(match -> match.group(1))
                            .forEach(names::add));
        }
        return names;
    }

    Words in(String language, String fallback, Map<String, String> values) {
        return new Words(filled(subject.in(language, fallback), values), filled(text.in(language, fallback), values));
    }

    private static String filled(String words, Map<String, String> values) {
        return PLACEHOLDER.matcher(words).replaceAll(match -> Matcher.quoteReplacement(value(match, values)));
    }

    private static String value(MatchResult match, Map<String, String> values) {
        String value = values.get(match.group(1));
        if (value == null) {
            throw new TemplateException("nothing fills {" + match.group(1) + "}");
        }
        return CONTROL.matcher(value).replaceAll(" ").strip();
    }
}
