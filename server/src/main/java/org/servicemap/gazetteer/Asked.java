package org.servicemap.gazetteer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.servicemap.gazetteer.words.Spelling;

/** Takes a question apart: its words, and what is only said around the thing that is meant. */
final class Asked {
    private static final Pattern BEFORE =
            Pattern.compile("^(请问|我要|我想|怎么样?|如何|在?哪里?|哪儿|去哪儿?|可以|能|附近的?|最近的?|申请|补办|办理|办)+");
    private static final Pattern AFTER = Pattern.compile("(在哪里?|哪儿|怎么办理?|怎么走|怎么去|附近|多少钱|吗|呢)+$");
    private static final Set<String> ENGLISH = Set.of(
            "where", "how", "to", "the", "a", "an", "of", "in", "at", "near", "get", "can", "i", "for", "do", "is",
            "my");

    private Asked() {}

    /** Without what is said around the thing in questions; the same text when nothing would be left. */
    static String withoutFillers(String text) {
        String bare = text.strip();
        String han = AFTER.matcher(BEFORE.matcher(bare).replaceFirst("")).replaceFirst("");
        String[] words = han.split("\\s+");
        String rest = List.of(words).stream()
                .filter(word -> words.length == 1 || !ENGLISH.contains(word.toLowerCase(java.util.Locale.ROOT)))
                .collect(Collectors.joining(" "));
        return rest.isBlank() ? text : rest;
    }

    /** The words of a text, each as a key; also where Chinese and Latin letters meet. */
    static List<String> words(String text, Spelling spelling) {
        List<String> words = new ArrayList<>();
        for (String word : spelling.words(text)) {
            int start = 0;
            for (int i = 1; i < word.length(); i++) {
                boolean meet = isLatin(word.charAt(i - 1)) != isLatin(word.charAt(i));
                boolean digit = Character.isDigit(word.charAt(i - 1)) || Character.isDigit(word.charAt(i));
                if (meet && !digit) {
                    words.add(word.substring(start, i));
                    start = i;
                }
            }
            words.add(word.substring(start));
        }
        return words;
    }

    static boolean isLatin(int c) {
        return c < 0x2E80 && Character.isLetter(c);
    }
}
