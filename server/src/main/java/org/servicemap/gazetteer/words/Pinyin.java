package org.servicemap.gazetteer.words;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cuts letters that were typed without blanks into the syllables of Mandarin, without tones. Pure. */
public final class Pinyin {
    private static final int LONGEST_SYLLABLE = 6;
    private static final int LONGEST = 60;
    private static final int KEPT = 3;

    /** By initial; what follows it. */
    private static final String TABLE = """
            - a ai an ang ao e ei en eng er o ou
            b a ai an ang ao ei en eng i ian iao ie in ing o u
            p a ai an ang ao ei en eng i ian iao ie in ing o ou u
            m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
            f a an ang ei en eng o ou u
            d a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo
            t a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
            n a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ue v ve
            l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ue v ve
            g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
            k a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo
            h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
            j i ia ian iang iao ie in ing iong iu u uan ue un
            q i ia ian iang iao ie in ing iong iu u uan ue un
            x i ia ian iang iao ie in ing iong iu u uan ue un
            zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
            ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
            sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
            r an ang ao e en eng i ong ou u uan ui un uo
            z a ai an ang ao e ei en eng i ong ou u uan ui un uo
            c a ai an ang ao e en eng i ong ou u uan ui un uo
            s a ai an ang ao e en eng i ong ou u uan ui un uo
            y a an ang ao e i in ing o ong ou u uan ue un
            w a ai an ang ao ei en eng o u
            """;

    private static final Set<String> SYLLABLES = syllables();

    private Pinyin() {}

    private static Set<String> syllables() {
        Set<String> all = new HashSet<>();
        TABLE.lines().map(line -> line.split(" ")).forEach(line -> {
            for (int i = 1; i < line.length; i++) {
                all.add(line[0].replace("-", "") + line[i]);
            }
        });
        return Set.copyOf(all);
    }

    /** The ways to cut lower-case letters into syllables, those with the fewest first; none when they are no pinyin. */
    public static List<List<String>> cut(String letters) {
        if (letters.isEmpty() || letters.length() > LONGEST) {
            return List.of();
        }
        List<List<List<String>>> from = new ArrayList<>();
        for (int i = 0; i <= letters.length(); i++) {
            from.add(new ArrayList<>());
        }
        from.get(letters.length()).add(List.of());
        for (int start = letters.length() - 1; start >= 0; start--) {
            from.set(start, cuts(letters, start, from));
        }
        return from.get(0);
    }

    private static List<List<String>> cuts(String letters, int start, List<List<List<String>>> from) {
        List<List<String>> cuts = new ArrayList<>();
        for (int end = Math.min(letters.length(), start + LONGEST_SYLLABLE); end > start; end--) {
            String first = letters.substring(start, end);
            if (SYLLABLES.contains(first)) {
                for (List<String> rest : from.get(end)) {
                    List<String> cut = new ArrayList<>(List.of(first));
                    cut.addAll(rest);
                    cuts.add(cut);
                }
            }
        }
        cuts.sort(java.util.Comparator.comparingInt(List::size));
        return cuts.size() > KEPT ? new ArrayList<>(cuts.subList(0, KEPT)) : cuts;
    }

    /** A syllable as {@link Token#blurred} has it. */
    public static String blurred(String syllable) {
        return Tokens.blurred(syllable);
    }
}
