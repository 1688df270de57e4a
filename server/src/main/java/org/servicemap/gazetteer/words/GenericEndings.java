package org.servicemap.gazetteer.words;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which endings of names say nothing about which one is meant ("小区", "社区居委会", "Road"): those that many names share. Learned
 * from the names themselves, so that no list for a language is needed.
 */
final class GenericEndings {
    private static final int LONGEST = 8;
    private static final int SHARED_BY_LEAST = 12;
    /** Of the names that share an ending, so many must share the longer one: "里社区居委会" is not one, "社区居委会" is. */
    private static final double GOES_ON = 0.17;

    private final Map<String, Integer> sharedBy = new HashMap<>();
    private final int least;
    private final int names;

    GenericEndings(List<List<Token>> names) {
        for (List<Token> name : names) {
            for (int length = 1; length <= Math.min(LONGEST, name.size() - 1); length++) {
                sharedBy.merge(ending(name, length), 1, Integer::sum);
            }
        }
        this.names = names.size();
        this.least = Math.max(2, Math.min(SHARED_BY_LEAST * 8, names.size() / SHARED_BY_LEAST));
    }

    /** How many tokens of a name are not a generic ending; two Chinese characters or one word at least. */
    int coreOf(List<Token> name) {
        int shortest = name.get(0).isHan() ? Math.min(2, name.size()) : 1;
        int length = 0;
        int shared = names;
        while (length < Math.min(LONGEST, name.size() - shortest)) {
            int longer = sharedBy.getOrDefault(ending(name, length + 1), 0);
            boolean goesOn = length == 0 || longer >= GOES_ON * shared;
            if (longer < least || !goesOn) {
                break;
            }
            shared = longer;
            length++;
        }
        return name.size() - length;
    }

    private static String ending(List<Token> name, int length) {
        StringBuilder ending = new StringBuilder();
        for (Token token : name.subList(name.size() - length, name.size())) {
            ending.append(token.text()).append(' ');
        }
        return ending.toString();
    }
}
