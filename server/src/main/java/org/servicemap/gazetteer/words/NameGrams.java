package org.servicemap.gazetteer.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From pairs of sounds (and single Latin words) to the names that hold them: which names may lie in a text, without looking at
 * all of them. Rare pairs count more (inverse document frequency). Immutable once built.
 */
final class NameGrams {
    private static final int TOO_COMMON = 1500;

    private final List<Name> names;
    private final Map<String, int[]> namesOf = new HashMap<>();

    NameGrams(List<Name> names) {
        this.names = names;
        Map<String, List<Integer>> growing = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            for (String gram : grams(names.get(i).tokens()).keySet()) {
                growing.computeIfAbsent(gram, g -> new ArrayList<>()).add(i);
            }
        }
        growing.forEach((gram, list) -> {
            if (list.size() <= TOO_COMMON) {
                namesOf.put(gram, list.stream().mapToInt(Integer::intValue).toArray());
            }
        });
    }

    /** A name that may be there, between these tokens. */
    record Candidate(Name name, int from, int to, double weight) {}

    private static final class Tally {
        double weight;
        int first = Integer.MAX_VALUE;
        int last;
    }

    List<Candidate> candidates(List<Token> text, int limit) {
        Map<Integer, Tally> tallies = new HashMap<>();
        grams(text).forEach((gram, places) -> {
            int[] holders = namesOf.getOrDefault(gram, new int[0]);
            double weight = Math.log(1 + names.size() / (1.0 + holders.length));
            for (int holder : holders) {
                Tally tally = tallies.computeIfAbsent(holder, h -> new Tally());
                tally.weight += weight / Math.sqrt(names.get(holder).core());
                tally.first = Math.min(tally.first, places[0]);
                tally.last = Math.max(tally.last, places[1]);
            }
        });
        return tallies.entrySet().stream()
                .map(e -> candidate(names.get(e.getKey()), e.getValue(), text.size()))
                .sorted(Comparator.comparingDouble(Candidate::weight).reversed())
                .limit(limit)
                .toList();
    }

    private static Candidate candidate(Name name, Tally tally, int size) {
        int around = name.tokens().size();
        return new Candidate(
                name, Math.max(0, tally.first - around), Math.min(size, tally.last + around + 2), tally.weight);
    }

    /** Each gram with its first and last place. */
    private static Map<String, int[]> grams(List<Token> tokens) {
        Map<String, int[]> grams = new HashMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.text().length() > 2 && !token.isHan()) {
                note(grams, token.text(), i);
            }
            if (i + 1 < tokens.size()) {
                for (String one : token.blurred()) {
                    for (String two : tokens.get(i + 1).blurred()) {
                        note(grams, one + " " + two, i);
                    }
                }
            }
        }
        return grams;
    }

    private static void note(Map<String, int[]> grams, String gram, int place) {
        int[] known = grams.putIfAbsent(gram, new int[] {place, place});
        if (known != null) {
            known[1] = place;
        }
    }

    int size() {
        return names.size();
    }
}
