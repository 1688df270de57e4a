package org.servicemap.gazetteer.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/** Words that mean the whole city. */
final class Citywide {
    private static final String CHINESE = "全市|全城|整个城市|市里(?:各|所有|到处)|城里(?:各|所有|到处)|各区|各个区";
    private static final String ENGLISH =
            "\\bcity-?wide\\b|\\b(?:all|everywhere) (?:over|across|around|in) (?:the )?(?:whole |entire )?city\\b|\\bthe (?:whole|entire) city\\b|\\bacross (?:the )?city\\b";

    private final Pattern words;
    private final Pattern name;

    Citywide(LocalText city) {
        List<String> whole = new ArrayList<>(List.of(CHINESE, ENGLISH));
        List<String> plain = new ArrayList<>();
        for (String one : city.byTag().values()) {
            String quoted = Pattern.quote(one.replaceFirst("市$", ""));
            whole.add("(?:全|整个|整座|全部)" + quoted);
            whole.add(quoted + "市?全[市城]");
            whole.add("(?:all over|across|everywhere in|the whole of|throughout) " + quoted);
            plain.add(Pattern.quote(one));
        }
        this.words = Pattern.compile(String.join("|", whole), Pattern.CASE_INSENSITIVE);
        this.name = Pattern.compile(plain.isEmpty() ? "(?!)" : String.join("|", plain), Pattern.CASE_INSENSITIVE);
    }

    /** Where it is said, and how sure that is. */
    record Said(int start, int end, double confidence) {}

    @Nullable
    Said find(String text) {
        Matcher plainly = words.matcher(text);
        if (plainly.find()) {
            return new Said(plainly.start(), plainly.end(), 0.9);
        }
        Matcher named = name.matcher(text);
        return named.find() ? new Said(named.start(), named.end(), 0.65) : null;
    }
}
